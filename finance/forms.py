"""Budgets and shares as they are typed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import PortalForm
from core.money import read_euros

EUROS = {"inputmode": "decimal", "autocomplete": "off"}


class BudgetForm(PortalForm):
    """A fund's new budget and why."""

    budget = forms.CharField(
        label=_("New budget, euros"),
        widget=forms.TextInput(EUROS),
        error_messages={"required": _("Write the new budget.")},
    )
    reason = forms.CharField(
        label=_("Why does it change?"),
        help_text=_("For example who decided it and when. The reason stays beside the change."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why the sum changes.")},
    )

    def clean_budget(self) -> Decimal:
        return _euros(self.cleaned_data["budget"])


class ShareForm(PortalForm):
    """A round's new share of its fund and why."""

    allocation = forms.CharField(
        label=_("New share of this round, euros"),
        help_text=_("Leave empty if the round uses the common pool."),
        required=False,
        widget=forms.TextInput(EUROS),
    )
    reason = forms.CharField(
        label=_("Why does it change?"),
        help_text=_("For example who decided it and when. The reason stays beside the change."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why the sum changes.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["allocation"].optional = None

    def clean_allocation(self) -> Decimal | None:
        typed = self.cleaned_data["allocation"].strip()
        return _euros(typed) if typed else None


def _euros(text: str) -> Decimal:
    try:
        return read_euros(text)
    except ValueError as error:
        raise ValidationError(str(error)) from None
