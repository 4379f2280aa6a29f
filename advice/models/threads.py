"""The talk about one idea or one application, between those whose it is and the coordinator."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from accounts.models import StaffRole, User
from advice.models.ideas import Idea
from applications import workflow
from applications.models import Application, conflict

# The sides of a talk.
GROUP, CITY = "group", "city"

# Before anybody spoke.
_LONG_AGO = Value(datetime(2000, 1, 1, tzinfo=UTC), models.DateTimeField())


class ThreadQuerySet(models.QuerySet):
    def visible_to(self, person: User) -> ThreadQuerySet:
        """Those about her own ideas and about the applications of her groups."""
        return self.filter(
            Q(idea__in=Idea.objects.visible_to(person)) | Q(application__in=Application.objects.visible_to(person))
        )

    def listed_for(self, person: User) -> ThreadQuerySet:
        """A coordinator's rows: never about her own idea or her own group, nor about a case from which she stepped aside."""
        coordinator = StaffRole.objects.filter(person=person, role="coordinator")
        aside = conflict(person=person, application=OuterRef("application"), group=OuterRef("application__group"))
        others = Q(application__isnull=False) & ~aside
        return self.filter(Exists(coordinator)).filter(Q(idea__in=Idea.objects.handled_by(person)) | others)

    def handled_by(self, person: User) -> ThreadQuerySet:
        """Those of her rows that she may read.

        About a draft the group itself writes to her. Once it is sent the talk belongs to the case: she opens that first.
        """
        drafts = Q(application__status__in=[workflow.DRAFT, workflow.DISCARDED])
        cases = Q(application__in=Application.objects.handled_by(person))
        return self.listed_for(person).filter(Q(idea__isnull=False) | drafts | cases)

    def with_last_word(self) -> ThreadQuerySet:
        """Each with who has spoken last, `last_side`, and when, `last_at`."""
        newest = Message.objects.filter(thread=OuterRef("pk")).order_by("-sent_at", "-pk")
        return self.annotate(
            last_side=Subquery(newest.values("side")[:1]),
            last_at=Subquery(newest.values("sent_at")[:1]),
        )

    def unanswered(self) -> ThreadQuerySet:
        """Where the group has spoken last and waits for an answer, each with since when, `waiting_since`.

        Nobody waits for one where the coordinator has said that none is needed, or behind a draft that was thrown away.
        """
        heard = Message.objects.filter(thread=OuterRef("pk"), side=CITY).order_by("-sent_at").values("sent_at")[:1]
        waits = Message.objects.filter(thread=OuterRef("pk"), side=GROUP, sent_at__gt=OuterRef("answered_at"))
        return (
            self.with_last_word()
            .filter(last_side=GROUP)
            .exclude(settled_at__gte=F("last_at"))
            .exclude(application__status=workflow.DISCARDED)
            .annotate(answered_at=Greatest(Coalesce(Subquery(heard), _LONG_AGO), Coalesce("settled_at", _LONG_AGO)))
            .annotate(waiting_since=Coalesce(Subquery(waits.order_by("sent_at").values("sent_at")[:1]), "last_at"))
        )

    def with_unread(self, person: User, side: str) -> ThreadQuerySet:
        """Each with how many messages of the other side the person, who is of this one, has not read yet: `unread`."""
        mark = ReadMark.objects.filter(thread=OuterRef("thread"), person=person).values("upto")[:1]
        news = Message.objects.filter(thread=OuterRef("pk"), pk__gt=Coalesce(Subquery(mark), 0)).exclude(side=side)
        counted = news.order_by().values("thread").annotate(count=Count("pk")).values("count")
        return self.annotate(unread=Coalesce(Subquery(counted), 0))


class Thread(models.Model):
    """One talk; made with its first message."""

    idea = models.OneToOneField(Idea, models.CASCADE, related_name="thread", null=True, blank=True)
    application = models.OneToOneField(Application, models.CASCADE, related_name="thread", null=True, blank=True)
    # When the coordinator said that what the group had written by then needs no answer.
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="thread_is_about_one_thing",
                condition=Q(idea__isnull=False, application__isnull=True) | Q(idea__isnull=True, application__isnull=False),
                violation_error_message=_("A talk is about one idea or one application."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.subject)

    @property
    def subject(self) -> Idea | Application:
        return self.idea or self.application

    @property
    def about(self) -> str:
        """How the record office names what the talk is about."""
        return self.subject.about


class Message(models.Model):
    """What one side said to the other. It is never changed and never taken back: the other side may have read it."""

    SIDES = {GROUP: _("The applicant"), CITY: _("The City")}

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="messages")
    side = models.CharField(max_length=10)
    sender = models.ForeignKey(User, models.PROTECT, related_name="+")
    text = models.TextField()
    sent_at = models.DateTimeField()
    # When somebody of the other side first had it before her.
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["sent_at", "pk"]
        indexes = [models.Index(fields=["thread", "-sent_at"], name="message_newest_of_thread")]
        constraints = [
            models.CheckConstraint(
                name="message_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Write your message."),
            ),
            models.CheckConstraint(
                name="message_side_known",
                condition=Q(side__in=["group", "city"]),
                violation_error_message=_("A message is the applicant's or the City's."),
            ),
            models.CheckConstraint(
                name="message_read_after_it_was_sent",
                condition=Q(read_at__isnull=True) | Q(read_at__gte=F("sent_at")),
                violation_error_message=_("Nobody has read a message before it was sent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thread}: {self.sender}"


class ReadMark(models.Model):
    """How far one person has read a talk.

    Up to which message, not only when: one that is sent while she reads has a time before hers, and she has not seen it.
    """

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="read_marks")
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    read_at = models.DateTimeField()
    # The key of the last message that she had before her; keys of one talk grow in the order in which it was spoken.
    upto = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "person"],
                name="read_mark_once",
                violation_error_message=_("This person has a mark already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thread}: {self.person}"

    def covers(self, message: Message) -> bool:
        return message.pk <= self.upto
