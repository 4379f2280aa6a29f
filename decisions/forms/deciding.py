"""Proposals and decisions as they are typed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import PortalForm
from core.money import euros, read_euros
from decisions.models import GRANTED, NOT_EXAMINED, OUTCOMES


class OutcomeForm(PortalForm):
    """Outcome, sum and reasons, both when proposing and when deciding.

    The sum needs typing only when a part is granted: empty, it is the whole sum applied for, or nothing, as the outcome says.
    """

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=list(OUTCOMES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an outcome."), "invalid_choice": _("Choose an outcome.")},
    )
    amount = forms.CharField(
        label=_("Sum in euros"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        help_text=_("The applicant reads these in the decision."),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write the reasons for the decision.")},
    )

    def __init__(self, data: Any = None, *, applied: Decimal, is_late: bool = False, **options: Any) -> None:
        super().__init__(data, **options)
        self.applied = applied
        if is_late:
            self._offer_only(NOT_EXAMINED)
            return
        self.fields["amount"].optional = None
        self.fields["amount"].help_text = _("Only when a part is granted. Applied for: %(applied)s.") % {
            "applied": euros(applied)
        }

    def _offer_only(self, outcome: str) -> None:
        """What came too late has one outcome and no sum; only the reasons are left to write."""
        self.fields["outcome"].choices = [(outcome, OUTCOMES[outcome])]
        self.initial["outcome"] = outcome
        self.fields["amount"].widget = forms.HiddenInput()

    def clean_amount(self) -> Decimal:
        """Comes after the outcome, which stands before it in the form."""
        typed = self.cleaned_data["amount"].strip()
        if not typed:
            return self.applied if self.cleaned_data.get("outcome") == GRANTED else Decimal("0.00")
        try:
            return read_euros(typed)
        except ValueError as error:
            raise ValidationError(str(error)) from None


class ReturnForm(PortalForm):
    """Why a proposal goes back to review."""

    reason = forms.CharField(
        label=_("Why do you send it back?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why you send the case back.")},
    )
