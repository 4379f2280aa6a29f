"""When decisions are to be published."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core import dates
from core.forms import PortalForm
from desk.forms.days import as_day, day_field


class ScheduleForm(PortalForm):
    """A day and a time of day in Helsinki."""

    day = day_field(_("Day of publication"), _("Write the day of publication."), max_length=20)
    clock = forms.CharField(
        label=_("Time of day"),
        help_text=_("For example 9.00."),
        max_length=10,
        initial="9.00",
        error_messages={"required": _("Write the time of day.")},
    )

    def clean_day(self) -> date:
        return as_day(self.cleaned_data["day"])

    def clean_clock(self) -> time:
        try:
            return dates.read_clock(self.cleaned_data["clock"])
        except ValueError as error:
            raise ValidationError(str(error)) from None

    def clean(self) -> dict[str, Any]:
        """Which instant is meant is not known in an hour that comes twice, and there is none in one that is left out."""
        typed = self.cleaned_data
        if {"day", "clock"} <= set(typed) and not dates.exists_once(typed["day"], typed["clock"]):
            self.add_error("clock", _("The clocks are changed in that hour. Choose another time."))
        return typed

    @property
    def due_at(self) -> datetime:
        return dates.local(self.cleaned_data["day"], self.cleaned_data["clock"])
