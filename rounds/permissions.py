"""Who may change rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import User


def can_set_separation(person: User) -> bool:
    """The administrator, who has no part in any case: nobody widens her own powers."""
    return "admin" in person.roles


def can_set_service(person: User) -> bool:
    """Whether decisions are listed in public is the authority's choice, made for every case at once."""
    return "admin" in person.roles


def can_set_funder(person: User) -> bool:
    """The administrator, as the other settings of the programme."""
    return "admin" in person.roles


def can_set_budget(person: User) -> bool:
    return "finance" in person.roles


def can_change_rounds(person: User) -> bool:
    return "coordinator" in person.roles
