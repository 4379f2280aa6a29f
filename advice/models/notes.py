"""A note that the coordinator pins to one part of a draft."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models import Application


class NoteQuerySet(models.QuerySet):
    def visible_to(self, person: User) -> NoteQuerySet:
        """Those on the applications of her groups: the citizens' side. They stay after sending, to be read."""
        return self.filter(application__in=Application.objects.visible_to(person)).standing()

    def advised_by(self, person: User) -> NoteQuerySet:
        """Those on the drafts that this person may read at the desk: with the group's consent they go, hers too."""
        return self.filter(application__in=Application.objects.advised_by(person)).standing()

    def standing(self) -> NoteQuerySet:
        """All that their writers have not taken back."""
        return self.filter(withdrawn_at__isnull=True)

    def open(self) -> NoteQuerySet:
        """Those that the group has not marked done."""
        return self.standing().filter(done_at__isnull=True)


class Note(models.Model):
    """Advice on one part of a draft. It is never part of the application: no version, paper, case or copy has it."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="notes")
    section = models.CharField(max_length=20)
    text = models.TextField()
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    pinned_at = models.DateTimeField()
    # When somebody of the group first opened the page of notes with this one on it.
    seen_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    # Taken back by its writer.
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["pinned_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="note_says_something_of_a_section",
                condition=~Q(text="") & ~Q(section=""),
                violation_error_message=_("Write your advice."),
            ),
            models.CheckConstraint(
                name="note_done_by_somebody",
                condition=Q(done_by__isnull=True, done_at__isnull=True) | Q(done_by__isnull=False, done_at__isnull=False),
                violation_error_message=_("A note is done by somebody at a time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.reference} {self.section}: {self.author}"
