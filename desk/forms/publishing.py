"""When decisions are to be published."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from core import dates
from core.forms import PortalForm, clock_field, day_field


class ScheduleForm(PortalForm):
    """A day and a time of day in Helsinki."""

    day = day_field(_("Day of publication"), _("Write the day of publication."))
    clock = clock_field(_("Time of day"), _("Write the time of day."), help_text=_("For example 9.00."), initial="9.00")

    def clean(self) -> dict[str, Any]:
        """Which instant is meant is not known in an hour that comes twice, and there is none in one that is left out."""
        typed = self.cleaned_data
        if {"day", "clock"} <= set(typed) and not dates.exists_once(typed["day"], typed["clock"]):
            self.add_error("clock", _("The clocks are changed in that hour. Choose another time."))
        return typed

    @property
    def due_at(self) -> datetime:
        return dates.local(self.cleaned_data["day"], self.cleaned_data["clock"])
