"""Questions about people and groups."""

from django.db.models import Q, QuerySet

from accounts.models import Group, Membership, User


def groups_of(person: User) -> QuerySet[Group]:
    return Group.objects.filter(memberships__person=person)


def may_send_for(person: User, group: Group) -> bool:
    return Membership.objects.filter(person=person, group=group, role=Membership.OWNER).exists()


def staff() -> QuerySet[User]:
    """Everybody who holds a role, and the closed accounts, by name."""
    return (
        User.objects.filter(Q(staff_roles__isnull=False) | Q(closed_at__isnull=False))
        .distinct()
        .order_by("name", "email")
        .prefetch_related("staff_roles")
    )
