"""What we tell about ideas and talks."""

from __future__ import annotations

from django.urls import reverse

from advice.models import CITY, Idea, Thread
from advice.queries import Reader
from applications.models import Application
from registry.letters import Draft
from rounds.queries import current_programme


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
            "path": _page_of(subject, to_city=to_city),
            "programme": None if to_city else programme,
        },
    )


def _page_of(subject: Idea | Application, *, to_city: bool) -> str:
    if isinstance(subject, Idea):
        return reverse("desk:talks" if to_city else "front:me")
    return reverse("desk:messages" if to_city else "advice:messages", args=[subject.reference])
