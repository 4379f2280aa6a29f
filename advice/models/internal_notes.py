"""What the coordinators write down for themselves about an idea or an application."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from advice.models.ideas import Idea
from applications.models import Application


class InternalNote(models.Model):
    """A note of one coordinator for the others. It is a table of its own, with a form and an act of its own: nothing of it can be sent.

    It is a document of the City all the same: who asks to see it may get it (laki viranomaisten toiminnan julkisuudesta 621/1999).
    """

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="internal_notes", null=True, blank=True)
    application = models.ForeignKey(Application, models.CASCADE, related_name="internal_notes", null=True, blank=True)
    text = models.TextField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="internal_note_is_about_one_thing",
                condition=Q(idea__isnull=False, application__isnull=True) | Q(idea__isnull=True, application__isnull=False),
                violation_error_message=_("A note is about one idea or one application."),
            ),
            models.CheckConstraint(
                name="internal_note_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Write the note."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.idea or self.application}: {self.written_by}"
