"""Places in a meeting: taking one, waiting for one, giving it up. The meeting's row is locked first by each of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from advice import letters
from advice.models import Meeting, SignUp
from advice.models.meetings import CANCELLED, GOING
from advice.queries import locked_meeting, reachable
from core.actor import Actor
from core.text import clean_line
from registry.actions import cancel, post_all, record
from rounds.queries import current_programme


@transaction.atomic
def sign_up(meeting: Meeting, *, by: Actor, at: datetime) -> SignUp:
    """Take a place for oneself, or a turn in the waiting list where all are taken. A second press changes nothing."""
    meeting = locked_meeting(meeting)
    if standing := meeting.sign_ups.standing().filter(person=by.person).first():
        return standing
    _check_open(meeting, at)
    place = SignUp.objects.create(meeting=meeting, person=by.person, signed_up_at=at)
    give_seats(meeting, at=at, newcomer=place)
    place.refresh_from_db()
    programme = current_programme()
    post_all([letters.signed_up(place, programme=programme)], at=at)
    remind_before(meeting, [place], at=at)
    record("sign_up", by=by, at=at, about=meeting.about, sign_up=place.pk, state=place.state)
    return place


@transaction.atomic
def sign_up_caller(meeting: Meeting, *, by: Actor, at: datetime, name: str, phone: str = "") -> SignUp:
    """The coordinator writes down somebody who called or came by. The same name twice is the button pressed twice."""
    meeting = locked_meeting(meeting)
    name, phone = clean_line(name)[:150], clean_line(phone)[:40]
    if not name:
        raise ValidationError({"name": _("Write the name of the person.")})
    if standing := meeting.sign_ups.standing().filter(name=name, phone=phone).first():
        return standing
    _check_open(meeting, at)
    place = SignUp.objects.create(meeting=meeting, name=name, phone=phone, signed_up_at=at)
    give_seats(meeting, at=at, newcomer=place)
    place.refresh_from_db()
    record("sign_up_caller", by=by, at=at, about=meeting.about, sign_up=place.pk, state=place.state)
    return place


@transaction.atomic
def cancel_sign_up(place: SignUp, *, by: Actor, at: datetime) -> list[SignUp]:
    """Give up a place or a turn; returns who moved up for it, the first of those who waited."""
    meeting = locked_meeting(place.meeting)
    place = meeting.sign_ups.select_related("person").get(pk=place.pk)
    if place.state == CANCELLED:
        return []
    _check_open(meeting, at)
    place.meeting, place.state = meeting, CANCELLED
    place.save(update_fields=["state"])
    if place.person:
        take_back_letters(meeting, [place])
        post_all([letters.sign_up_cancelled(place, programme=current_programme())], at=at)
    moved = give_seats(meeting, at=at)
    record("cancel_sign_up", by=by, at=at, about=meeting.about, sign_up=place.pk, moved_up=[one.pk for one in moved])
    return moved


@transaction.atomic(savepoint=False)
def give_seats(meeting: Meeting, *, at: datetime, newcomer: SignUp | None = None) -> list[SignUp]:
    """Give the free places of a locked meeting to those who wait, in the order they came, and tell them.

    The one writer of who is going: somebody new begins at the end of the waiting list, and so passes nobody.
    """
    going = meeting.sign_ups.going().count()
    moved = list(meeting.sign_ups.waiting().select_related("person")[: max(meeting.seats - going, 0)])
    waited = [place for place in moved if place != newcomer]
    for place in moved:
        place.meeting, place.state = meeting, GOING
    meeting.sign_ups.filter(pk__in=[place.pk for place in moved]).update(state=GOING)
    meeting.taken = going + len(moved)
    meeting.save(update_fields=["taken"])
    if waited:
        meeting.sign_ups.filter(pk__in=[place.pk for place in waited]).update(moved_up_at=at)
        programme = current_programme()
        post_all([letters.moved_up(place, programme=programme) for place in reachable(waited)], at=at)
        remind_before(meeting, waited, at=at)
    return waited


@transaction.atomic(savepoint=False)
def remind_before(meeting: Meeting, places: Iterable[SignUp], *, at: datetime) -> None:
    """Post the reminders of the day before; whoever takes a place later than that has just read when it is."""
    if meeting.near_at > at and (going := [place for place in reachable(places) if place.is_going]):
        programme = current_programme()
        post_all([letters.meeting_near(place, programme=programme) for place in going], at=at)


@transaction.atomic(savepoint=False)
def take_back_letters(meeting: Meeting, places: Iterable[SignUp]) -> None:
    """Take back reminders that have not gone yet."""
    cancel(about=meeting.about, kind="advice/meeting_near", to=[place.person.email for place in places if place.person])


def _check_open(meeting: Meeting, at: datetime) -> None:
    if meeting.is_cancelled:
        raise ValidationError(_("This meeting is cancelled."))
    if not meeting.takes_sign_ups(at):
        raise ValidationError(_("This meeting has begun, so the list is closed."))
