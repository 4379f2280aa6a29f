"""Ideas: who answers them, which wait for a round, and the list at the desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Case, F, QuerySet, Value, When

from accounts.models import User
from advice.models import ANSWERED, TURNED, UNANSWERED, Idea
from advice.queries.talks import coordinators_for
from core import dates
from rounds.models import Round, RoundTerms


def coordinators_to_tell(idea: Idea) -> list[User]:
    """Those who have to notice it: whoever wrote it down has."""
    return [person for person in coordinators_for(idea) if person != idea.entered_by]


def ideas_waiting_for(round_: Round) -> list[list[Idea]]:
    """The open ideas that were told before the round opened, those of one address together, the oldest first.

    Whoever tells one later reads on its page that the round is open. A closed account is told nothing.
    """
    of_address: dict[str, list[Idea]] = {}
    for idea in Idea.objects.open().filter(told_at__lt=round_.opens_at).select_related("person").order_by("told_at", "pk"):
        if idea.person is None or idea.person.is_active:
            of_address.setdefault(idea.address, []).append(idea)
    return list(of_address.values())


def ideas_at_desk(person: User) -> QuerySet[Idea]:
    """Every idea that a coordinator may answer: what has waited longest first, then the newest of each state."""
    rank = Case(*[When(state=state, then=Value(place)) for place, state in enumerate((UNANSWERED, ANSWERED, TURNED))], default=3)
    ideas = Idea.objects.handled_by(person).with_state().select_related("person", "application")
    waiting = Case(When(state=UNANSWERED, then=F("since")))
    return ideas.order_by(rank, waiting.asc(nulls_last=True), "-since", "-pk")


def days_waited(idea: Idea, at: datetime) -> int | None:
    """Calendar days for which its teller has waited for an answer; none where nobody waits."""
    if idea.state != UNANSWERED:
        return None
    return (dates.local_day(at) - dates.local_day(idea.since)).days


def kinds_to_choose(rounds: Iterable[Round], suggested: str) -> list[RoundTerms]:
    """What one can apply for in the open rounds, the suggested kind first and then the smaller one."""
    terms = {it.kind: it for round_ in rounds for it in round_.terms.all()}
    return sorted(terms.values(), key=lambda it: (it.kind != suggested, it.ceiling))
