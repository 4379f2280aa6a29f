"""Meetings as the coordinator holds them: announcing, changing and cancelling one, and noting who came."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from advice import letters
from advice.actions.signing_up import give_seats, remind_before, take_back_letters
from advice.models import Meeting, SignUp
from advice.models.meetings import GOING
from advice.queries import comers, locked_meeting, reachable
from core.actor import Actor
from core.text import clean_text
from registry.actions import post_all, record
from rounds.queries import current_programme

# What moves an entry in somebody's calendar.
WHEN_AND_WHERE = ("starts_at", "ends_at", "place")


@transaction.atomic
def announce_meeting(*, by: Actor, at: datetime, **fields: Any) -> Meeting:
    """Tell everybody of a meeting; `fields` are those of `Meeting`. A second press announces no second one."""
    same = {name: fields[name] for name in ("title", *WHEN_AND_WHERE)}
    if already := Meeting.objects.held().filter(**same).first():
        return already
    meeting = Meeting(announced_at=at, changed_at=at, **fields)
    _check(meeting, at)
    meeting.save()
    record("announce_meeting", by=by, at=at, about=meeting.about, kind=meeting.kind)
    return meeting


@transaction.atomic
def edit_meeting(meeting: Meeting, *, by: Actor, at: datetime, seen: str = "", **fields: Any) -> Meeting:
    """Change what is told of a meeting. Another time or place is told to everybody on the list; more places go to those who wait.

    `seen` is the mark of what the writer had before her, so that nobody sets a moved meeting back unseen.
    """
    meeting = locked_meeting(meeting)
    _check_ahead(meeting, at)
    changed = sorted(name for name, value in fields.items() if getattr(meeting, name) != value)
    if not changed:
        return meeting
    if seen and seen != meeting.mark:
        raise ValidationError(_("Somebody has changed this meeting while you were writing. Compare, and save again."))
    if fields.get("seats", meeting.seats) < meeting.taken:
        sentence = _("%(taken)s people are going, so there can't be fewer places than that. Call them first.")
        raise ValidationError({"seats": sentence % {"taken": meeting.taken}})
    for name in changed:
        setattr(meeting, name, fields[name])
    _check(meeting, at)
    meeting.changed_at = at
    has_moved = bool({*changed} & {*WHEN_AND_WHERE})
    meeting.sequence += 1 if has_moved else 0
    meeting.save()
    _tell_of_change(meeting, at=at, has_moved=has_moved)
    record("edit_meeting", by=by, at=at, about=meeting.about, fields=changed)
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: Actor, at: datetime, reason: str) -> Meeting:
    """Call a meeting off, for a reason that everybody on the list is told."""
    meeting = locked_meeting(meeting)
    if meeting.is_cancelled:
        return meeting
    _check_ahead(meeting, at)
    reason = clean_text(reason).strip()
    if not reason:
        raise ValidationError({"reason": _("Say why the meeting is cancelled.")})
    meeting.cancelled_at, meeting.cancel_reason, meeting.changed_at = at, reason, at
    meeting.sequence += 1
    meeting.save()
    places = _places(meeting)
    take_back_letters(meeting, places)
    programme = current_programme()
    post_all([letters.meeting_cancelled(place, programme=programme) for place in reachable(places)], at=at)
    record("cancel_meeting", by=by, at=at, about=meeting.about, told=len(reachable(places)))
    return meeting


@transaction.atomic
def note_attendance(meeting: Meeting, *, by: Actor, at: datetime, came: Collection[int]) -> int:
    """Write down who came, by the numbers of their sign-ups; returns how many. It can be mended by noting it again."""
    meeting = locked_meeting(meeting)
    if at < meeting.starts_at:
        raise ValidationError(_("Mark who came when the meeting has begun."))
    going = meeting.sign_ups.filter(state=GOING)
    going.exclude(pk__in=came).update(came=False)
    count = going.filter(pk__in=came).update(came=True)
    record("note_attendance", by=by, at=at, about=meeting.about, came=count)
    return count


def _tell_of_change(meeting: Meeting, *, at: datetime, has_moved: bool) -> None:
    moved_up = give_seats(meeting, at=at)
    places = _places(meeting)
    take_back_letters(meeting, places)
    remind_before(meeting, places, at=at)
    if has_moved:
        # Who has just got a place reads the new time in that letter.
        programme = current_programme()
        told = reachable(place for place in places if place not in moved_up)
        post_all([letters.meeting_changed(place, programme=programme) for place in told], at=at)


def _places(meeting: Meeting) -> list[SignUp]:
    places = list(comers(meeting))
    for place in places:
        place.meeting = meeting
    return places


def _check(meeting: Meeting, at: datetime) -> None:
    if meeting.starts_at <= at:
        raise ValidationError({"day": _("Choose a time that is still to come.")})
    if meeting.ends_at <= meeting.starts_at:
        raise ValidationError({"ends": _("The meeting ends after it starts.")})
    meeting.clean_fields()


def _check_ahead(meeting: Meeting, at: datetime) -> None:
    if meeting.is_cancelled:
        raise ValidationError(_("This meeting is cancelled."))
    if meeting.starts_at <= at:
        raise ValidationError(_("This meeting has begun, so it can't be changed any more."))
