"""Questions about people, groups and who belongs to them."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from accounts.models import DECIDER, Group, Invitation, Membership, User
from accounts.permissions import can_manage_people
from registry.models import Event

DAY = timedelta(days=1)


def groups_of(person: User) -> QuerySet[Group]:
    return Group.objects.filter(memberships__person=person)


def groups_at_desk(person: User) -> QuerySet[Group]:
    """The groups for which somebody at the desk may enter what came on paper: all but her own, for a coordinator."""
    if "coordinator" not in person.roles:
        return Group.objects.none()
    return Group.objects.exclude(pk__in=groups_of(person).values("pk"))


def groups_without_people(person: User) -> QuerySet[Group]:
    """Those that came on paper and that nobody signs in for: the desk keeps their details."""
    return groups_at_desk(person).filter(memberships__isnull=True)


def places_of(person: User) -> QuerySet[Membership]:
    """The groups of a person with her role in each, by name."""
    return Membership.objects.filter(person=person).select_related("group").order_by("group__name", "group")


def places_in_groups_of(person: User) -> QuerySet[Membership]:
    """Everybody's places in the groups that this person belongs to."""
    return Membership.objects.filter(group__in=groups_of(person)).select_related("group", "person")


def agreed_to_electronic_service(group: Group, at: datetime) -> bool:
    """Whether it had consented by that moment, and has not taken it back since."""
    return group.electronic_service == Group.ELECTRONIC and group.electronic_service_at <= at


def members_of(group: Group) -> list[Membership]:
    """Owners first, then who fills in, then who reads; the longest in the group first."""
    places = group.memberships.select_related("person").order_by("joined_at", "pk")
    return sorted(places, key=lambda place: list(Membership.ROLES).index(place.role))


def invitations_shown(group: Group, at: datetime) -> QuerySet[Invitation]:
    """Those that wait for an answer or have run out, and those that were declined lately."""
    declined = Q(state=Invitation.DECLINED, ended_at__gt=at - Invitation.LIVES)
    return group.invitations.filter(Q(state=Invitation.OPEN) | declined).select_related("invited_by")


def invitations_to(person: User) -> QuerySet[Invitation]:
    """Every invitation to her address, open or not."""
    return Invitation.objects.filter(email=person.email).select_related("group", "invited_by")


def invitations_waiting_for(person: User, at: datetime) -> QuerySet[Invitation]:
    return invitations_to(person).filter(state=Invitation.OPEN, expires_at__gt=at)


def invitations_from_groups_of(person: User) -> QuerySet[Invitation]:
    """Those that she or others of her groups have made."""
    return Invitation.objects.filter(group__in=groups_of(person)).select_related("group")


def outlived_invitations(at: datetime) -> QuerySet[Invitation]:
    """Those that ended, by an answer or by running out, so long ago that nobody needs the address any more."""
    long_ago = at - Invitation.KEPT
    return Invitation.objects.filter(Q(ended_at__lt=long_ago) | Q(state=Invitation.OPEN, expires_at__lt=long_ago))


def open_invitations(group: Group, at: datetime) -> int:
    return group.invitations.filter(state=Invitation.OPEN, expires_at__gt=at).count()


def invitations_made(at: datetime, **by: str) -> int:
    """How many times somebody was invited within a day; `about` narrows it to a group, `actor` to a person."""
    return Event.objects.filter(act="invite_to_group", at__gt=at - DAY, **by).count()


def people_managed_by(person: User) -> QuerySet[User]:
    """Everybody, for an administrator: who gets a role need not have one yet."""
    return User.objects.all() if can_manage_people(person) else User.objects.none()


def title_of(person: User) -> str:
    """Title and unit of a decision maker; empty where none is typed, and of everybody else."""
    return next((held.title for held in person.staff_roles.all() if held.role == DECIDER), "")


def staff() -> QuerySet[User]:
    """Everybody who holds a role, and the closed accounts, by name."""
    return (
        User.objects.filter(Q(staff_roles__isnull=False) | Q(closed_at__isnull=False))
        .distinct()
        .order_by("name", "email")
        .prefetch_related("staff_roles")
    )
