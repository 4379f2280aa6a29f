"""Meetings, and who comes to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from accounts.models import User
from advice.models import Meeting, SignUp
from advice.models.meetings import WAITING
from core.calendars import CalendarEvent


def locked_meeting(meeting: Meeting) -> Meeting:
    """Its row as it is now, locked: who gives, takes or counts its places waits here in line."""
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


def place_of(person: User, meeting: Meeting) -> SignUp | None:
    """The person's own place, or her turn in the waiting list."""
    if not person.is_authenticated:
        return None
    return SignUp.objects.visible_to(person).standing().filter(meeting=meeting).select_related("meeting").first()


def places_by_meeting(person: User, at: datetime) -> dict[int, SignUp]:
    """The person's own places in the meetings to come."""
    if not person.is_authenticated:
        return {}
    return {place.meeting_id: place for place in SignUp.objects.visible_to(person).coming(at)}


def comers(meeting: Meeting) -> QuerySet[SignUp]:
    """Who is going and who waits, in the order they came."""
    return meeting.sign_ups.standing().select_related("person")


def with_waiting(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Each with how many wait for a place."""
    return meetings.annotate(waiting=Count("sign_ups", filter=Q(sign_ups__state=WAITING)))


def reachable(places: Iterable[SignUp]) -> list[SignUp]:
    """Those who can read a letter."""
    return [place for place in places if place.person and place.person.is_active]


def calendar_event(meeting: Meeting, place: SignUp | None = None, *, is_cancelled: bool = False) -> CalendarEvent:
    """The meeting for a calendar: everybody's, or the one of a person's own place, which she can give up alone."""
    gave_up = is_cancelled and not meeting.is_cancelled
    return CalendarEvent(
        uid=str(place.uid if place else meeting.uid),
        sequence=meeting.sequence + (1 if gave_up else 0),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        changed_at=meeting.changed_at,
        summary=meeting.title,
        place=meeting.place,
        description=meeting.text,
        url=f"{settings.PORTAL_BASE_URL}{reverse('advice:meeting', args=[meeting.pk])}",
        is_cancelled=is_cancelled or meeting.is_cancelled,
    )
