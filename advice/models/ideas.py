"""An idea that somebody told before there is an application."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import StaffRole, User
from applications.models import Application
from rounds.models import KINDS

TITLE_LENGTH = 60


class IdeaQuerySet(models.QuerySet):
    def visible_to(self, person: User) -> IdeaQuerySet:
        """Her own: told while signed in, or before that with the address that she now signs in with."""
        return self.filter(Q(person=person) | Q(person__isnull=True, email=person.email))

    def handled_by(self, person: User) -> IdeaQuerySet:
        """A coordinator's, all but her own. Ideas are never public, and those who score or decide do not see them."""
        coordinator = StaffRole.objects.filter(person=person, role="coordinator")
        return self.filter(models.Exists(coordinator)).exclude(pk__in=Idea.objects.visible_to(person).values("pk"))


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
    def suggested_kind_label(self) -> str:
        return KINDS[self.suggested_kind] if self.suggested_kind else ""
