"""Booking a time, moving and cancelling an appointment, and writing down what became of it.

Locks: the person who books, her appointment, the times in the order of their numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from advice import letters
from advice.actions.noting import note_advice
from advice.models import Appointment, Idea, Slot
from advice.models.appointments import CHANNEL_OF, HELD, MISSED, NEAREST
from applications.models import Application
from core.actor import Actor
from core.text import clean_line
from registry.actions import cancel, post_all, record
from registry.letters import Draft
from rounds.queries import current_programme

# How many times that are still to come one person may hold.
MOST_COMING = 2
# The code of a refusal after which the next free times are of more use than the form.
TAKEN = "taken"


@transaction.atomic
def book_time(
    slot: Slot,
    *,
    by: Actor,
    at: datetime,
    subject: Idea | Application | None = None,
    matter: str = "",
    phone: str = "",
) -> Appointment:
    """Take a free time. The same person again is the button pressed twice. `subject` is one of her own."""
    User.objects.select_for_update(no_key=True).get(pk=by.person.pk)
    slot = _lock_times(slot)[0]
    if already := Appointment.objects.standing().filter(slot=slot, person=by.person).first():
        return already
    _check_is_free(slot, by.person, at=at, nearest=NEAREST)
    if Appointment.objects.visible_to(by.person).coming(at).count() >= MOST_COMING:
        raise ValidationError(
            _("You have %(most)s appointments already. Cancel one of them, or come to them first.") % {"most": MOST_COMING}
        )
    phone = clean_line(phone)
    _check_phone(slot, phone)
    appointment = Appointment.objects.create(
        slot=slot,
        person=by.person,
        idea=subject if isinstance(subject, Idea) else None,
        application=subject if isinstance(subject, Application) else None,
        matter=clean_line(matter)[:300],
        phone=phone[:40],
        booked_at=at,
        changed_at=at,
    )
    programme = current_programme()
    sides = _sides(appointment)
    told = [letters.appointment_booked(appointment, person, programme=programme) for person in sides]
    post_all([*told, *_reminders(appointment, at)], at=at)
    record("book_time", by=by, at=at, about=appointment.about, slot=slot.pk)
    return appointment


@transaction.atomic
def move_appointment(
    appointment: Appointment,
    *,
    by: Actor,
    at: datetime,
    slot: Slot,
    phone: str = "",
    reason: str = "",
    keep_offered: bool = True,
) -> Appointment:
    """Take another free time instead. A coordinator may also take one that is about to begin, and tells why.

    `keep_offered`: others may book the old time.
    """
    appointment = _lock(appointment, at=at)
    before, slot = _lock_times(appointment.slot, slot)
    if slot == before:
        return appointment
    _check_is_free(slot, appointment.person, at=at, nearest=timedelta() if by.role == "coordinator" else NEAREST)
    appointment.phone = clean_line(phone)[:40] or appointment.phone
    _check_phone(slot, appointment.phone)
    if not keep_offered:
        _withdraw(before, at)
    appointment.slot, appointment.reason = slot, clean_line(reason)[:300]
    _change(appointment, at)
    post_all([*_moved(appointment, before), *_reminders(appointment, at)], at=at)
    record("move_appointment", by=by, at=at, about=appointment.about, slot=slot.pk, before=before.pk)
    return appointment


@transaction.atomic
def cancel_appointment(
    appointment: Appointment, *, by: Actor, at: datetime, reason: str = "", keep_offered: bool = True
) -> Appointment:
    """Give the time up. `keep_offered`: others may book it."""
    appointment = _lock(appointment, at=at)
    [slot] = _lock_times(appointment.slot)
    if not keep_offered:
        _withdraw(slot, at)
    appointment.cancelled_at, appointment.cancelled_by = at, by.person
    appointment.reason = clean_line(reason)[:300]
    _change(appointment, at)
    programme = current_programme()
    sides = _sides(appointment)
    post_all([letters.appointment_cancelled(appointment, it, slot=slot, programme=programme) for it in sides], at=at)
    record("cancel_appointment", by=by, at=at, about=appointment.about, slot=slot.pk)
    return appointment


@transaction.atomic
def note_appointment(appointment: Appointment, *, by: Actor, at: datetime, outcome: str, topic: str = "") -> Appointment:
    """Write down, once, that it was held, which makes it a line in the record of advice; or that nobody came."""
    appointment = _locked(appointment)
    slot = appointment.slot
    if appointment.is_cancelled or not appointment.has_begun(at):
        raise ValidationError(_("This is written down when the appointment has begun."))
    if appointment.outcome:
        raise ValidationError(_("This is written down already."))
    if outcome not in {HELD, MISSED}:
        raise ValidationError(_("Choose whether the appointment was held."))
    if outcome == HELD:
        appointment.advice = note_advice(
            by=by,
            at=slot.starts_at,
            channel=CHANNEL_OF[slot.place],
            about=appointment.subject,
            topic=topic,
            minutes=slot.minutes,
        )
    appointment.outcome = outcome
    appointment.save(update_fields=["outcome", "advice"])
    record("note_appointment", by=by, at=at, about=appointment.about, outcome=outcome)
    return appointment


def _locked(appointment: Appointment) -> Appointment:
    found = Appointment.objects.select_for_update(of=("self",)).select_related("slot__adviser", "person", "idea", "application")
    return found.get(pk=appointment.pk)


def _lock(appointment: Appointment, *, at: datetime) -> Appointment:
    """As it is now, while it can still be changed."""
    appointment = _locked(appointment)
    if appointment.is_cancelled:
        raise ValidationError(_("This appointment is cancelled already."))
    if appointment.has_begun(at):
        raise ValidationError(_("This appointment has begun or is over. It can't be changed any more."))
    return appointment


def _lock_times(*slots: Slot) -> list[Slot]:
    """The same times as they are now, in the order given; locked in one order, so that two who swap don't wait for each other."""
    asked = Slot.objects.select_for_update(of=("self",)).select_related("adviser").order_by("pk")
    found = {slot.pk: slot for slot in asked.filter(pk__in=[slot.pk for slot in slots])}
    return [found[slot.pk] for slot in slots]


def _check_is_free(slot: Slot, person: User, *, at: datetime, nearest: timedelta) -> None:
    if slot.starts_at < at + nearest or slot.starts_at <= at:
        raise ValidationError(_("This time is too near or past already."), code=TAKEN)
    if slot.withdrawn_at:
        raise ValidationError(_("This time is not offered any more."), code=TAKEN)
    if Appointment.objects.standing().filter(slot=slot).exists():
        raise ValidationError(_("Somebody has just booked this time."), code=TAKEN)
    if slot.adviser == person:
        raise ValidationError(_("This is a time that you offer yourself. Others can book it."))


def _check_phone(slot: Slot, phone: str) -> None:
    if slot.is_by_phone and not phone:
        raise ValidationError({"phone": _("Write your telephone number, so that we can call you.")})


def _withdraw(slot: Slot, at: datetime) -> None:
    Slot.objects.filter(pk=slot.pk).update(withdrawn_at=at)


def _change(appointment: Appointment, at: datetime) -> None:
    """Save it as a newer state of the same calendar entry, and take back reminders of the old time that have not gone."""
    appointment.sequence += 1
    appointment.changed_at = at
    appointment.save()
    cancel(about=appointment.about, kind="advice/appointment_near")


def _sides(appointment: Appointment) -> list[User]:
    return [person for person in (appointment.person, appointment.slot.adviser) if person.is_active]


def _moved(appointment: Appointment, before: Slot) -> list[Draft]:
    """For another coordinator it is a new appointment, and for the one who had it, one that is off."""
    programme, adviser = current_programme(), appointment.slot.adviser
    told = [letters.appointment_moved(appointment, appointment.person, before=before, programme=programme)]
    if adviser == before.adviser:
        return [*told, letters.appointment_moved(appointment, adviser, before=before, programme=programme)]
    return [
        *told,
        letters.appointment_booked(appointment, adviser, programme=programme),
        letters.appointment_cancelled(appointment, before.adviser, slot=before, programme=programme),
    ]


def _reminders(appointment: Appointment, at: datetime) -> Iterable[Draft]:
    """None where the hour for it has passed: whoever books for tomorrow afternoon remembers."""
    if letters.reminder_time(appointment.slot) <= at:
        return []
    programme = current_programme()
    return [letters.appointment_near(appointment, person, programme=programme) for person in _sides(appointment)]
