"""What is pinned to one part of a draft."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PortalForm

LONGEST_NOTE = 2000


class PinNoteForm(PortalForm):
    """One of several on a page: the slug of its part keeps their controls apart."""

    text = forms.CharField(
        label=_("Your advice on this part"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Write your advice."),
            "max_length": _("Advice on one part can be at most 2000 characters. Send the rest as a message."),
        },
    )

    def __init__(self, data: Any = None, *, slug: str) -> None:
        super().__init__(data, auto_id=f"id_{slug}_%s")
