"""Letters to those who signed up for a meeting. Callers of whom only a name is known get none."""

from __future__ import annotations

from advice.models import SignUp
from advice.queries import calendar_event
from core.calendars import calendar_file
from registry.letters import Draft
from rounds.models import Programme


def signed_up(place: SignUp, *, programme: Programme) -> Draft:
    """She has a place, or a number in the waiting list."""
    return Draft(
        name="advice/signed_up",
        key=f"advice/signed_up:{place.pk}",
        about=place.meeting.about,
        to=place.person.email,
        language=place.person.language,
        context={"meeting": place.meeting, "place": place, "programme": programme},
        not_after=place.meeting.ends_at,
        calendar=_file(place),
    )


def moved_up(place: SignUp, *, programme: Programme) -> Draft:
    """A place came free for somebody who waited."""
    return Draft(
        name="advice/moved_up",
        key=f"advice/moved_up:{place.pk}",
        about=place.meeting.about,
        to=place.person.email,
        language=place.person.language,
        context={"meeting": place.meeting, "programme": programme},
        not_after=place.meeting.ends_at,
        calendar=_file(place),
    )


def sign_up_cancelled(place: SignUp, *, programme: Programme) -> Draft:
    """Her place or her turn is given up: by herself, or by the coordinator whom she told."""
    return Draft(
        name="advice/sign_up_cancelled",
        key=f"advice/sign_up_cancelled:{place.pk}",
        about=place.meeting.about,
        to=place.person.email,
        language=place.person.language,
        context={"meeting": place.meeting, "programme": programme},
        not_after=place.meeting.ends_at,
        calendar=calendar_file(calendar_event(place.meeting, place, is_cancelled=True)),
    )


def meeting_changed(place: SignUp, *, programme: Programme) -> Draft:
    """Another time or another place; whoever waits hears it too."""
    return Draft(
        name="advice/meeting_changed",
        key=f"advice/meeting_changed:{place.meeting.sequence}:{place.pk}",
        about=place.meeting.about,
        to=place.person.email,
        language=place.person.language,
        context={"meeting": place.meeting, "place": place, "programme": programme},
        not_after=place.meeting.ends_at,
        calendar=_file(place),
    )


def meeting_cancelled(place: SignUp, *, programme: Programme) -> Draft:
    """It is not held, and why."""
    return Draft(
        name="advice/meeting_cancelled",
        key=f"advice/meeting_cancelled:{place.pk}",
        about=place.meeting.about,
        to=place.person.email,
        language=place.person.language,
        context={"meeting": place.meeting, "programme": programme},
        not_after=place.meeting.ends_at,
        calendar=_file(place),
    )


def meeting_near(place: SignUp, *, programme: Programme) -> Draft:
    """It is tomorrow. A changed meeting makes another letter."""
    return Draft(
        name="advice/meeting_near",
        key=f"advice/meeting_near:{place.meeting.mark}:{place.pk}",
        about=place.meeting.about,
        to=place.person.email,
        language=place.person.language,
        context={"meeting": place.meeting, "programme": programme},
        not_before=place.meeting.near_at,
        not_after=place.meeting.starts_at,
    )


def _file(place: SignUp) -> str:
    """For who is going; a turn in the waiting list is no time in a calendar."""
    return calendar_file(calendar_event(place.meeting, place)) if place.is_going else ""
