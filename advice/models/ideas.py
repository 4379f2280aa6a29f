"""An idea that somebody told before there is an application."""

from __future__ import annotations

from datetime import datetime

from django.apps import apps
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import StaffRole, User
from applications import workflow
from applications.models import Application, conflict
from rounds.models import KINDS

TITLE_LENGTH = 60

# What an idea is just now follows from its talk and from what became of it, and is never stored.
UNANSWERED, ANSWERED, TURNED, CLOSED = "unanswered", "answered", "turned", "closed"
STATES = {
    UNANSWERED: _("Waits for an answer"),
    ANSWERED: pgettext_lazy("idea", "Answered"),
    TURNED: _("Became a draft"),
    CLOSED: pgettext_lazy("idea", "Closed"),
}
# A draft that was thrown away leaves the idea as it was before.
_STILL_AN_IDEA = Q(application__isnull=True) | Q(application__status=workflow.DISCARDED)


class IdeaQuerySet(models.QuerySet):
    def visible_to(self, person: User) -> IdeaQuerySet:
        """Her own: told while signed in, or before that with the address that she now signs in with."""
        return self.filter(Q(person=person) | Q(person__isnull=True, email=person.email))

    def handled_by(self, person: User) -> IdeaQuerySet:
        """A coordinator's. Ideas are never public, and those who score or decide do not see them.

        Neither her own, nor one that became an application in which she has a conflict of interest.
        """
        coordinator = StaffRole.objects.filter(person=person, role="coordinator")
        ideas = self.filter(models.Exists(coordinator)).exclude(pk__in=Idea.objects.visible_to(person).values("pk"))
        return ideas.exclude(conflict(person=person, application=OuterRef("application"), group=OuterRef("application__group")))

    def open(self) -> IdeaQuerySet:
        """Those that can still become a draft: not closed, and not one already."""
        return self.filter(_STILL_AN_IDEA, closed_at__isnull=True)

    def with_state(self) -> IdeaQuerySet:
        """Each with what it is just now, `state`, a key of `STATES`, and since when, `since`."""
        # The talk's own module stands below this one, since it names ideas.
        messages = apps.get_model("advice", "Message").objects
        said = messages.filter(thread__idea=OuterRef("pk")).order_by("-sent_at", "-pk")
        asked = said.filter(side="group", sent_at__gt=OuterRef("heard_at")).order_by("sent_at", "pk")
        waits = Q(last_side="group") & (Q(thread__settled_at__isnull=True) | Q(thread__settled_at__lt=F("last_at")))
        return (
            self.annotate(
                last_side=Subquery(said.values("side")[:1]),
                last_at=Subquery(said.values("sent_at")[:1]),
                heard_at=Subquery(said.filter(side="city").values("sent_at")[:1]),
            )
            .annotate(asked_at=Subquery(asked.values("sent_at")[:1]))
            .annotate(
                state=Case(
                    When(closed_at__isnull=False, then=Value(CLOSED)),
                    When(waits, then=Value(UNANSWERED)),
                    When(~_STILL_AN_IDEA, then=Value(TURNED)),
                    When(last_side__isnull=False, then=Value(ANSWERED)),
                    default=Value(UNANSWERED),
                ),
            )
            .annotate(
                since=Case(
                    When(state=UNANSWERED, then=Coalesce("asked_at", "told_at")),
                    default=Coalesce("closed_at", "last_at", "told_at"),
                )
            )
        )

    def unanswered(self) -> IdeaQuerySet:
        """Those to which nobody of the City has said anything, or whose teller has asked more since."""
        return self.with_state().filter(state=UNANSWERED)

    def answered(self) -> IdeaQuerySet:
        return self.with_state().filter(state=ANSWERED)


class Idea(models.Model):
    """What somebody would like to do, in her own words. Nobody chooses a kind, a round or a group for it yet."""

    reference = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    # Where the answer is told; whoever signs in with this address finds the idea among her own.
    email = models.EmailField(max_length=254)
    language = models.CharField(max_length=8, default="fi")
    # Who told it, once she is known to be who she says: she was signed in, or has signed in since and done something with it.
    person = models.ForeignKey(User, models.PROTECT, related_name="ideas", null=True, blank=True)
    # The coordinator who wrote it down from a call or a talk.
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    told_at = models.DateTimeField()
    # What the coordinator suggests that it should become.
    suggested_kind = models.CharField(max_length=20, blank=True)
    # The draft that it became.
    application = models.OneToOneField(Application, models.PROTECT, related_name="idea", null=True, blank=True)
    # Nobody goes on with it: its teller said so, or the coordinator when all has been said.
    closed_at = models.DateTimeField(null=True, blank=True)

    # Of one that was found `with_state`.
    state: str
    since: datetime

    objects = IdeaQuerySet.as_manager()

    class Meta:
        ordering = ["-told_at", "-pk"]
        indexes = [models.Index(fields=["email"], name="idea_by_address")]
        constraints = [
            models.CheckConstraint(
                name="idea_says_something",
                condition=~Q(text="") & ~Q(email=""),
                violation_error_message=_("Write what you would like to do, and your e-mail address."),
            ),
            models.CheckConstraint(
                name="idea_email_small_letters",
                condition=Q(email=Lower("email")),
                violation_error_message=_("Write the e-mail address in small letters."),
            ),
            models.CheckConstraint(
                name="idea_kind_known",
                condition=Q(suggested_kind__in=["", "event", "development"]),
                violation_error_message=_("Unknown kind."),
            ),
        ]

    def __str__(self) -> str:
        """Its name, or how it begins."""
        if self.title:
            return self.title
        beginning = self.text.split("\n", 1)[0]
        return beginning if len(beginning) <= TITLE_LENGTH else f"{beginning[:TITLE_LENGTH].rsplit(' ', 1)[0]}…"

    @property
    def about(self) -> str:
        """How the record office names it."""
        return f"idea:{self.reference}"

    @property
    def address(self) -> str:
        """Where letters to its teller go: she may have another address by now."""
        return self.person.email if self.person else self.email

    @property
    def draft(self) -> Application | None:
        """The draft that it became, or what has become of that since; nothing if it was thrown away."""
        thrown_away = self.application is None or self.application.status == workflow.DISCARDED
        return None if thrown_away else self.application

    @property
    def state_label(self) -> str:
        return STATES[self.state]

    @property
    def suggested_kind_label(self) -> str:
        return KINDS[self.suggested_kind] if self.suggested_kind else ""
