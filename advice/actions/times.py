"""Offering times for a talk, and taking a free one back."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from advice.models import Appointment, Slot
from advice.queries.times import LONGEST, SHORTEST, Pattern, Plan, plan_for, where_of
from core.actor import Actor
from registry.actions import record


@transaction.atomic
def offer_time(*, by: Actor, at: datetime, day: date, clock: time, minutes: int, place: str, where: str = "") -> Slot:
    """Offer one time of one's own, also on a public holiday: whoever chooses the day knows it."""
    if not SHORTEST <= minutes <= LONGEST:
        sentence = _("A time takes from %(least)s to %(most)s minutes.") % {"least": SHORTEST, "most": LONGEST}
        raise ValidationError({"minutes": sentence})
    ends = datetime.combine(day, clock) + timedelta(minutes=minutes)
    if ends.date() != day:
        raise ValidationError({"minutes": _("A time ends before midnight.")})
    pattern = Pattern(frozenset({day.weekday()}), clock, ends.time(), minutes, first=day, last=day, on_holidays=True)
    try:
        plan = _plan(pattern, by=by, at=at)
    except ValidationError:
        raise ValidationError({"day": _("This day is past.")}) from None
    if not plan.times:
        reason = plan.left_out[0].reason
        raise ValidationError({"clock": _("This time can't be offered: %(reason)s.") % {"reason": reason}})
    [slot] = _offer(plan, by=by, at=at, place=place, where=where)
    record("offer_time", by=by, at=at, about=slot.about)
    return slot


@transaction.atomic
def offer_pattern(*, by: Actor, at: datetime, pattern: Pattern, place: str, where: str = "") -> Plan:
    """Offer the times of a weekly pattern that can be offered now; says which they are, which are left out, and why."""
    plan = _plan(pattern, by=by, at=at)
    if not plan.times:
        raise ValidationError(_("None of these times can be offered. Change the days or the clock times."))
    _offer(plan, by=by, at=at, place=place, where=where)
    record("offer_pattern", by=by, at=at, about=f"person:{by.person.pk}", times=len(plan.times), left_out=len(plan.left_out))
    return plan


def _plan(pattern: Pattern, *, by: Actor, at: datetime) -> Plan:
    """Under the lock of the adviser, so that what is made at the same time in another window is seen."""
    User.objects.select_for_update(no_key=True).get(pk=by.person.pk)
    return plan_for(by.person, pattern, at=at)


def _offer(plan: Plan, *, by: Actor, at: datetime, place: str, where: str) -> list[Slot]:
    facts = {"adviser": by.person, "place": place, "where": where_of(place, where), "offered_at": at}
    return Slot.objects.bulk_create([Slot(starts_at=start, ends_at=end, **facts) for start, end in plan.times])


@transaction.atomic
def withdraw_time(slot: Slot, *, by: Actor, at: datetime) -> Slot:
    """Offer a free time no more. One that is booked is cancelled or moved, and its person is told."""
    slot = Slot.objects.select_for_update().get(pk=slot.pk)
    if Appointment.objects.standing().filter(slot=slot).exists():
        raise ValidationError(_("This time is booked. Cancel the appointment, or move it to another time."))
    if slot.withdrawn_at is None:
        slot.withdrawn_at = at
        slot.save(update_fields=["withdrawn_at"])
    record("withdraw_time", by=by, at=at, about=slot.about)
    return slot
