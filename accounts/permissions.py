"""Who may change groups and people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import Group, User


def can_manage_people(person: User) -> bool:
    """Administrators give and take roles; they see no case content."""
    return "admin" in person.roles


def can_edit_group(person: User, group: Group) -> bool:
    return group.memberships.filter(person=person, role__in=["owner", "editor"]).exists()


def can_see_account(person: User, group: Group) -> bool:
    """The whole account number: who keeps it up to date, and who pays. Everybody else sees it masked."""
    return "finance" in person.roles or can_edit_group(person, group)
