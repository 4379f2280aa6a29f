"""Who may change groups and people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import Group, Membership, User


def can_manage_people(person: User) -> bool:
    """Administrators give and take roles; they see no case content."""
    return "admin" in person.roles


def can_edit_group(person: User, group: Group) -> bool:
    return group.memberships.filter(person=person, role__in=["owner", "editor"]).exists()


def can_see_account(person: User, group: Group) -> bool:
    """The whole account number: who keeps it up to date, and who pays. Everybody else sees it masked."""
    return "finance" in person.roles or can_edit_group(person, group)


def can_manage_members(person: User, group: Group) -> bool:
    """Only an owner invites, removes, and says who does what."""
    return group.memberships.filter(person=person, role="owner").exists()


def is_last_owner(place: Membership) -> bool:
    """Whether nobody else could send for the group. An owner whose account is closed can't."""
    others = place.group.memberships.filter(role="owner", person__closed_at__isnull=True).exclude(pk=place.pk)
    return place.role == "owner" and not others.exists()
