"""What we tell about times that are booked: to whoever asks for advice and to whoever gives it."""

from __future__ import annotations

from datetime import datetime, time

from django.utils import translation

from accounts.models import User
from advice.exports import appointment_calendar
from advice.models import Appointment, Slot
from core import dates
from registry.letters import Draft
from rounds.models import Programme

REMINDER_CLOCK = time(9)


def appointment_booked(appointment: Appointment, person: User, *, programme: Programme | None) -> Draft:
    """A time is booked, or has come to another coordinator."""
    return Draft(
        name="advice/appointment_booked",
        key=_key("advice/appointment_booked", appointment, person),
        about=appointment.about,
        to=person.email,
        language=person.language,
        context={**_facts(appointment, person, programme), "appointment": appointment},
        not_after=appointment.slot.ends_at,
        calendar=_calendar(appointment, person),
    )


def appointment_moved(appointment: Appointment, person: User, *, before: Slot, programme: Programme | None) -> Draft:
    """The time is another one than `before`."""
    return Draft(
        name="advice/appointment_moved",
        key=_key("advice/appointment_moved", appointment, person),
        about=appointment.about,
        to=person.email,
        language=person.language,
        context={
            **_facts(appointment, person, programme),
            "appointment": appointment,
            "before": before.starts_at,
            "reason": appointment.reason,
        },
        calendar=_calendar(appointment, person),
    )


def appointment_cancelled(appointment: Appointment, person: User, *, slot: Slot, programme: Programme | None) -> Draft:
    """The time `slot` is off: cancelled, or moved to another coordinator, whose it is from now on."""
    return Draft(
        name="advice/appointment_cancelled",
        key=_key("advice/appointment_cancelled", appointment, person),
        about=appointment.about,
        to=person.email,
        language=person.language,
        context={**_facts(appointment, person, programme), "slot": slot, "reason": appointment.reason},
        calendar=_calendar(appointment, person, slot=slot),
    )


def appointment_near(appointment: Appointment, person: User, *, programme: Programme | None) -> Draft:
    """It is tomorrow. Posted when the time is booked, for 9.00 on the day before, and taken back if the time changes."""
    slot = appointment.slot
    return Draft(
        name="advice/appointment_near",
        key=_key("advice/appointment_near", appointment, person),
        about=appointment.about,
        to=person.email,
        language=person.language,
        context={**_facts(appointment, person, programme), "appointment": appointment},
        not_before=reminder_time(slot),
        not_after=slot.starts_at,
    )


def reminder_time(slot: Slot) -> datetime:
    """Also on a Sunday or a public holiday: a reminder that waits for a working day comes too late."""
    return dates.days_before(slot.starts_at, 1, REMINDER_CLOCK)


def _key(name: str, appointment: Appointment, person: User) -> str:
    """Each time that it moves makes letters of its own."""
    return f"{name}:{appointment.pk}:{appointment.sequence}:{person.pk}"


def _facts(appointment: Appointment, person: User, programme: Programme | None) -> dict[str, object]:
    """`booker` is named to the coordinator, who needs nobody's help, and is empty for whoever has booked."""
    booker = appointment.person if person != appointment.person else None
    return {"slot": appointment.slot, "booker": booker, "programme": None if booker else programme}


def _calendar(appointment: Appointment, person: User, *, slot: Slot | None = None) -> str:
    with translation.override(person.language):
        return appointment_calendar(appointment, person, ended=slot)
