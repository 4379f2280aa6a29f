"""What we tell people who ask for advice, and those who give it."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256

from accounts.models import User
from advice.models import CITY, Idea, Thread
from advice.queries import Reader, page_of
from registry.letters import Draft
from rounds.models import Programme, Round
from rounds.queries import current_programme


def idea_received(idea: Idea, *, programme: Programme | None) -> Draft:
    """The idea has come, and what happens next. Never what it says: whose the address is, nobody has proved."""
    return Draft(
        name="advice/idea_received",
        key=f"advice/idea_received:{idea.reference}",
        about=idea.about,
        to=idea.email,
        language=idea.language,
        context={"idea": idea, "programme": programme},
    )


def idea_told(person: User, *, waiting: int, first: Idea, day: date, not_before: datetime | None) -> Draft:
    """Ideas wait for a coordinator's answer: one letter when the first of them comes, and at most one a day while it waits."""
    return Draft(
        name="advice/idea_told",
        key=f"advice/idea_told:{first.reference}:{day.isoformat()}:{person.pk}",
        about="ideas",
        to=person.email,
        language=person.language,
        context={"waiting": waiting},
        not_before=not_before,
    )


def round_opened(round_: Round, ideas: list[Idea]) -> Draft:
    """A round has opened for the open ideas of one teller, of whom the first is the oldest; once a round."""
    first = ideas[0]
    # An address is longer than a key may be.
    whose = sha256(first.address.encode()).hexdigest()[:20]
    return Draft(
        name="advice/round_opened",
        key=f"advice/round_opened:{round_.pk}:{whose}",
        about=first.about,
        to=first.address,
        language=first.person.language if first.person else first.language,
        context={"round": round_, "ideas": ideas, "programme": round_.programme},
        not_after=round_.closes_at,
    )


def message_received(thread: Thread, reader: Reader, *, side: str) -> Draft:
    """The other side has written: that it has, and never what. `side` is the reader's.

    What she has read by now is in the key, so one letter goes for all that comes before she reads.
    """
    subject = thread.subject
    is_idea, to_city = isinstance(subject, Idea), side == CITY
    programme = current_programme() if is_idea else subject.round.programme
    return Draft(
        name="advice/message_received",
        key=f"advice/message_received:{thread.about}:{reader.code}:{reader.since}",
        about=thread.about,
        to=reader.email,
        language=reader.language,
        context={
            "idea": subject if is_idea else None,
            "application": None if is_idea else subject,
            "to_city": to_city,
            "path": page_of(subject, side),
            "programme": None if to_city else programme,
        },
    )
