"""Plain make_* functions for meetings and training, on the clock of the moment."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from accounts.models import User
from advice import actions
from advice.models import Meeting, SignUp
from core import clock, dates
from tests.factories import acting


def make_meeting(
    coordinator: User,
    *,
    starts_at: datetime | None = None,
    hours: int = 2,
    seats: int = 12,
    at: datetime | None = None,
    **more: str,
) -> Meeting:
    """Training in a week from now, from 17.00 to 19.00, announced a minute ago, unless told otherwise."""
    today = dates.local_day(clock.now())
    starts_at = starts_at or dates.local(today + timedelta(days=7), time(17))
    texts = {
        "kind": "training",
        "title": "Esimerkkikoulutus",
        "text": "Teemme kustannusarvion yhdessä.",
        "place": "Esimerkkitalo",
    }
    return actions.announce_meeting(
        by=acting(coordinator, "coordinator"),
        at=at or clock.now() - timedelta(minutes=1),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=hours),
        seats=seats,
        **{**texts, **more},
    )


def make_place(meeting: Meeting, person: User, *, at: datetime | None = None) -> SignUp:
    """Signed up just now unless told when: going, or waiting where the meeting is full."""
    return actions.sign_up(meeting, by=acting(person), at=at or clock.now())


def make_caller(meeting: Meeting, coordinator: User, *, name: str = "Soili Soittaja", phone: str = "040 000 0000") -> SignUp:
    by = acting(coordinator, "coordinator")
    return actions.sign_up_caller(meeting, by=by, at=clock.now(), name=name, phone=phone)
