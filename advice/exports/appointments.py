"""An appointment as a calendar takes it in. Nothing of who comes or what they talk about leaves the portal with it."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from advice.models import Appointment, Slot
from core.calendars import CalendarEvent, calendar_file


def appointment_calendar(appointment: Appointment, reader: User, *, ended: Slot | None = None) -> str:
    """The calendar file of one side, in the language in use: both sides have the same event, each with a link of its own.

    `ended` is the time that is off for this reader, which another coordinator may have taken over at another time.
    """
    slot = ended or appointment.slot
    page = "advice:appointment" if reader == appointment.person else "desk:appointment"
    event = CalendarEvent(
        uid=str(appointment.uid),
        sequence=appointment.sequence,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        changed_at=appointment.changed_at,
        summary=_("Advice: Pikku KAKE"),
        place=slot.where or str(slot.place_label),
        url=f"{settings.PORTAL_BASE_URL}{reverse(page, args=[appointment.pk])}",
        is_cancelled=appointment.is_cancelled or ended is not None,
    )
    return calendar_file(event)
