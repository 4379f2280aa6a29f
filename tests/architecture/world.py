"""A small world with one of each thing that an address can be about, and the same of a stranger's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from accounts.models import Group, User
from applications.models import Application
from core import clock, dates
from rounds.models import Round
from tests.factories import make_application, make_draft, make_group, make_programme, make_round, send


@dataclass(frozen=True)
class World:
    """`draft` and `sent` are in a round that is open now; `case` waits for a proposal, `proposed` for a decision,
    `decided` for publication; `published` has its letter."""

    group: Group
    open_round: Round
    closed_round: Round
    draft: Application
    sent: Application
    case: Application
    proposed: Application
    decided: Application
    published: Application
    staff: User


def arguments(name: str, thing: str, world: World) -> dict[str, object]:
    """The keyword arguments of the address `name` when it is about `thing`."""
    if not thing:
        return {}
    if thing == "kind":
        return {"kind": "tapahtuma"}
    if thing == "section":
        return {"reference": world.draft.reference, "slug": "idea"}
    if thing in {"group", "staff"}:
        return {"pk": getattr(world, thing).pk}
    if thing in {"open_round", "closed_round"}:
        return {"number": getattr(world, thing).number}
    return {"reference": getattr(world, thing).reference}
