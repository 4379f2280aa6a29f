"""The talk about one idea or one application, between those whose it is and the coordinator."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, StaffRole, User
from advice.models.ideas import Idea
from applications import workflow
from applications.models import Application, InterestDeclaration

# The sides of a talk.
GROUP, CITY = "group", "city"


class ThreadQuerySet(models.QuerySet):
    def visible_to(self, person: User) -> ThreadQuerySet:
        """Those about her own ideas and about the applications of her groups."""
        return self.filter(
            Q(idea__in=Idea.objects.visible_to(person)) | Q(application__in=Application.objects.visible_to(person))
        )

    def handled_by(self, person: User) -> ThreadQuerySet:
        """A coordinator's, but never about her own idea or her own group, nor about a case from which she stepped aside.

        About a draft the group itself writes to her. Once it is sent the talk belongs to the case: she opens that first.
        """
        coordinator = StaffRole.objects.filter(person=person, role="coordinator")
        aside = InterestDeclaration.objects.filter(application=OuterRef("application"), person=person, is_disqualified=True)
        own = Membership.objects.filter(group=OuterRef("application__group"), person=person)
        drafts = Q(application__status__in=[workflow.DRAFT, workflow.DISCARDED]) & ~Exists(own) & ~Exists(aside)
        cases = Q(application__in=Application.objects.handled_by(person))
        return self.filter(Exists(coordinator)).filter(Q(idea__in=Idea.objects.handled_by(person)) | drafts | cases)

    def with_last_word(self) -> ThreadQuerySet:
        """Each with who has spoken last, `last_side`, and when, `last_at`."""
        newest = Message.objects.filter(thread=OuterRef("pk")).order_by("-sent_at", "-pk")
        return self.annotate(
            last_side=Subquery(newest.values("side")[:1]),
            last_at=Subquery(newest.values("sent_at")[:1]),
        )

    def unanswered(self) -> ThreadQuerySet:
        """Where the group has spoken last."""
        return self.with_last_word().filter(last_side=GROUP)


class Thread(models.Model):
    """One talk; made with its first message."""

    idea = models.OneToOneField(Idea, models.CASCADE, related_name="thread", null=True, blank=True)
    application = models.OneToOneField(Application, models.CASCADE, related_name="thread", null=True, blank=True)

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
        ]

    def __str__(self) -> str:
        return f"{self.thread}: {self.sender}"


class ReadMark(models.Model):
    """Up to when one person has read a talk."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="read_marks")
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    read_at = models.DateTimeField()

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

    def covers(self, at: datetime) -> bool:
        return self.read_at >= at
