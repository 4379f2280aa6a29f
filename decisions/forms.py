"""What is typed about a proposal and a decision."""

from __future__ import annotations

from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import PortalForm
from core.money import read_euros
from decisions.models import OUTCOMES


class OutcomeForm(PortalForm):
    """Outcome, sum and reasons; the words for proposing and deciding are the page's."""

    outcome = forms.ChoiceField(
        label=_("Outcome"),
        choices=list(OUTCOMES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an outcome."), "invalid_choice": _("Choose an outcome.")},
    )
    amount = forms.CharField(
        label=_("Sum"),
        help_text=_("In euros. Leave it empty when nothing is granted."),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        help_text=_("The applicant reads these in the decision."),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write the reasons for the decision.")},
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["amount"].optional = None

    def clean_amount(self) -> Decimal:
        typed = self.cleaned_data["amount"].strip()
        try:
            return read_euros(typed) if typed else Decimal("0.00")
        except ValueError as error:
            raise ValidationError(str(error)) from None


class ReturnForm(PortalForm):
    """Why a proposal goes back to review."""

    reason = forms.CharField(
        label=_("Why do you send it back?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why you send the case back.")},
    )
