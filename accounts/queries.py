"""Questions about people and groups."""

from django.db.models import Q, QuerySet

from accounts.models import Group, User
from accounts.permissions import can_manage_people


def groups_of(person: User) -> QuerySet[Group]:
    return Group.objects.filter(memberships__person=person)


def people_managed_by(person: User) -> QuerySet[User]:
    """Everybody, for an administrator: who gets a role need not have one yet."""
    return User.objects.all() if can_manage_people(person) else User.objects.none()


def staff() -> QuerySet[User]:
    """Everybody who holds a role, and the closed accounts, by name."""
    return (
        User.objects.filter(Q(staff_roles__isnull=False) | Q(closed_at__isnull=False))
        .distinct()
        .order_by("name", "email")
        .prefetch_related("staff_roles")
    )
