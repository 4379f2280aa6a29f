"""Who may see the City's money in the programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import User


ROLES = frozenset({"finance", "auditor", "coordinator", "decider"})


def can_see_money(person: User) -> bool:
    """Totals of funds and rounds, which say nothing of a single unpublished case."""
    return bool(person.roles & ROLES)
