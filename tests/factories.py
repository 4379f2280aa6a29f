"""Plain functions that make what tests need, through the real actions where there is one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from accounts.actions import grant_role, start_group
from accounts.models import Group, Membership, User
from core.actor import Actor

# A weekday in the first round of 2018, 12.00 in Helsinki.
AT = datetime(2018, 2, 14, 10, 0, tzinfo=UTC)
SYSTEM = Actor.system("test")


def acting(person: User, role: str = "applicant") -> Actor:
    """The person as the doer of an act."""
    return Actor(person, role, "192.0.2.7", "test-request")


def make_person(
    email: str = "maija@example.org", *, name: str = "Maija Meikäläinen", roles: Iterable[str] = (), **fields: str
) -> User:
    person = User(email=email, name=name, **fields)
    person.set_unusable_password()
    person.save()
    for role in roles:
        grant_role(person, by=SYSTEM, at=AT, role=role)
    return person


def make_group(
    owner: User, *, editors: Iterable[User] = (), readers: Iterable[User] = (), at: datetime = AT, **fields: str
) -> Group:
    """A registered association, unless `fields` say otherwise."""
    association = {"name": "Rantakylän kyläyhdistys ry", "type": Group.ASSOCIATION, "business_id": "1234567-1"}
    group = start_group(by=acting(owner), at=at, **(fields if "type" in fields else {**association, **fields}))
    for role, people in ((Membership.EDITOR, editors), (Membership.READER, readers)):
        for person in people:
            Membership.objects.create(person=person, group=group, role=role, joined_at=at)
    return group
