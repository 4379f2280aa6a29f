"""What handlers say of their interests in a case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.models import GROUNDS
from core.forms import PortalForm

NO_CONFLICT = "none"


class DeclareForm(PortalForm):
    """No conflict of interest, or the ground on which one steps aside, and what one wants to add to it."""

    ground = forms.ChoiceField(
        label=_("Do you have a conflict of interest in this case?"),
        choices=[(NO_CONFLICT, _("No. I can handle this case")), *GROUNDS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one.")},
    )

    explanation = forms.CharField(
        label=_("What makes you step aside?"),
        help_text=_("Write only what is needed. Coordinators and auditors who handle the case read it."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_ground(self) -> str:
        """Empty when there is no conflict, otherwise the code of the ground."""
        chosen = self.cleaned_data["ground"]
        return "" if chosen == NO_CONFLICT else chosen


class StepAsideForm(DeclareForm):
    """The same for somebody who has already opened the case: the ground only."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, auto_id="aside_%s", **options)
        self.fields["ground"].label = _("On what ground do you step aside?")
        self.fields["ground"].choices = list(GROUNDS.items())
