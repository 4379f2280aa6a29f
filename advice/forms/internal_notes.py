"""What a coordinator types for the other coordinators: no field of it has a name that a message knows."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PortalForm

LONGEST_NOTE = 10_000


class InternalNoteForm(PortalForm):
    internal_note = forms.CharField(
        label=_("A note for the coordinators"),
        help_text=_("The applicant may ask to see the documents, and this is one of them."),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write the note.")},
    )
