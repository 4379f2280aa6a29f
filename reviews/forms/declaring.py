"""What handlers say of their interests in a case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PortalForm

NO_CONFLICT = "none"


# Hallintolaki 28 §, as the domain page names them.
GROUNDS = {
    "party": _("I or someone close to me is a party"),
    "representative": _("I or someone close to me represents or assists a party"),
    "benefit": _("The decision may bring special benefit or harm to me or someone close to me"),
    "employment": _("I am employed by the group or work for it in this matter"),
    "board": _("I or someone close to me is on the group's board or in its management"),
    "other": _("There is another reason to doubt my impartiality"),
}


class DeclareForm(PortalForm):
    """No conflict of interest, or the ground on which one steps aside."""

    ground = forms.ChoiceField(
        label=_("Do you have a conflict of interest in this case?"),
        choices=[(NO_CONFLICT, _("No. I can handle this case")), *GROUNDS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one.")},
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
