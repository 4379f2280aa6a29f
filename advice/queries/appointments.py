"""Questions about free times and booked ones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from advice.models import Appointment, Idea, Slot
from applications.models import Application
from applications.workflow import DISCARDED, WITHDRAWN
from core import dates

NEXT_TIMES = 5


def free_times(at: datetime) -> QuerySet[Slot]:
    """What can be booked now, the next first."""
    return Slot.objects.free(at)


def next_free_times(at: datetime) -> list[Slot]:
    """A few, for whoever came too late."""
    return list(free_times(at)[:NEXT_TIMES])


def by_day(times: Iterable[Slot]) -> list[tuple[date, list[Slot]]]:
    """Times that come in order, each day's together."""
    return [(day, list(of_day)) for day, of_day in groupby(times, key=lambda slot: dates.local_day(slot.starts_at))]


def coming_appointments(person: User, at: datetime) -> QuerySet[Appointment]:
    """A person's own, the next first."""
    return with_time(Appointment.objects.visible_to(person).coming(at))


def todays_appointments(adviser: User, at: datetime) -> QuerySet[Appointment]:
    """A coordinator's own of this day, from morning to evening."""
    return with_time(Appointment.objects.handled_by(adviser).with_adviser(adviser).on_day_of(at))


def appointments_to_note(adviser: User, at: datetime) -> QuerySet[Appointment]:
    """A coordinator's own that have begun, and of which nobody has said whether they were held."""
    return with_time(Appointment.objects.handled_by(adviser).with_adviser(adviser).not_noted(at))


def coming_times(person: User, at: datetime) -> QuerySet[Slot]:
    """For a coordinator: the times of all that are offered or booked and not over, with who has `booked` each."""
    booked = with_time(Appointment.objects.standing())
    times = Slot.objects.handled_by(person).offered().filter(ends_at__gt=at).select_related("adviser")
    # What is booked about a case that is closed to her is her colleagues' business.
    times = times.exclude(pk__in=Appointment.objects.standing().in_conflict(person).values("slot"))
    return times.prefetch_related(Prefetch("appointments", booked, to_attr="booked"))


def times_to_move_to(appointment: Appointment, person: User, at: datetime) -> QuerySet[Slot]:
    """What a coordinator may choose, also a time that begins within the hour; her colleagues' too, but never the booker's own."""
    times = Slot.objects.handled_by(person).offered().exclude(adviser=appointment.person).filter(starts_at__gt=at)
    return times.exclude(pk__in=Appointment.objects.standing().values("slot")).select_related("adviser")


def with_time(appointments: QuerySet[Appointment]) -> QuerySet[Appointment]:
    """Each with what a page says of it."""
    return appointments.select_related("slot__adviser", "person", "idea", "application")


def subjects_of(person: User) -> list[Idea | Application]:
    """What a person may say that she wants to talk about: her ideas and her groups' applications, the newest first."""
    ideas = Idea.objects.visible_to(person).filter(application__isnull=True, closed_at__isnull=True)
    applications = Application.objects.visible_to(person).exclude(status__in=[DISCARDED, WITHDRAWN])
    return [*applications.order_by("-changed_at", "-pk")[:10], *ideas[:10]]
