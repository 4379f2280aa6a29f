"""An offer from the reserve list as it is typed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.dates import read_day
from core.forms import PortalForm
from core.money import read_euros


class OfferForm(PortalForm):
    """How much, until when, and why it does not go to the first in order."""

    amount = forms.CharField(
        label=_("Sum in euros"),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"required": _("Write the sum that is offered.")},
    )
    due_on = forms.CharField(
        label=_("The last day to answer"),
        help_text=_("For example 7.3.2018."),
        error_messages={"required": _("Write the last day to answer.")},
    )
    skip_reason = forms.CharField(
        label=_("Why is somebody before this one passed over?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: object, is_first: bool, **options: object) -> None:
        super().__init__(*args, **options)
        if is_first:
            del self.fields["skip_reason"]

    def clean_amount(self) -> Decimal:
        try:
            return read_euros(self.cleaned_data["amount"])
        except ValueError as error:
            raise ValidationError(str(error)) from None

    def clean_due_on(self) -> date:
        try:
            return read_day(self.cleaned_data["due_on"])
        except ValueError as error:
            raise ValidationError(str(error)) from None
