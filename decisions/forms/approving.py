"""The funder's approval as it is typed, for one grant or many."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.dates import read_day
from core.forms import PortalForm
from core.money import euros
from decisions.models import Decision


class ApprovalsForm(PortalForm):
    """Which grants, on what day and under which reference. `waiting` are those that can be chosen."""

    decisions = forms.MultipleChoiceField(
        label=_("Grants that the funder has approved"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose the grants that the funder has approved."),
            "invalid_choice": _("The list has changed. Choose from it anew."),
        },
    )
    approved_on = forms.CharField(
        label=_("Day of the approval"),
        help_text=_("For example 7.3.2018."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the day of the approval.")},
    )
    reference = forms.CharField(
        label=_("Reference of the funder's decision"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Write the reference of the funder's decision."),
            "max_length": _("The reference can have at most 100 characters."),
        },
    )

    def __init__(self, data: Any = None, *, waiting: Iterable[Decision], **options: Any) -> None:
        super().__init__(data, **options)
        self.waiting = {str(decision.pk): decision for decision in waiting}
        self.fields["decisions"].choices = [(key, self._named(decision)) for key, decision in self.waiting.items()]

    @staticmethod
    def _named(decision: Decision) -> str:
        application = decision.application
        return f"{application.reference} · {application} · {application.group} · {euros(decision.amount)}"

    def clean_approved_on(self) -> date:
        try:
            return read_day(self.cleaned_data["approved_on"])
        except ValueError as error:
            raise ValidationError(str(error)) from None

    @property
    def chosen(self) -> list[Decision]:
        return [self.waiting[key] for key in self.cleaned_data["decisions"]]
