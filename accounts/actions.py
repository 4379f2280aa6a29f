"""What is done to people, groups and roles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import letters
from accounts.models import STAFF_ROLES, Group, Membership, StaffRole, User
from core.actor import Actor
from registry.actions import post, record


@transaction.atomic
def start_group(*, by: Actor, at: datetime, **fields: str) -> Group:
    """Create a group; who starts it owns it. `fields` are those of `Group`."""
    group = Group(created_at=at, **fields)
    group.full_clean()
    group.save()
    Membership.objects.create(person=by.person, group=group, role=Membership.OWNER, joined_at=at)
    record("start_group", by=by, at=at, about=f"group:{group.pk}", type=group.type)
    return group


@transaction.atomic
def edit_group(group: Group, *, by: Actor, at: datetime, **fields: str) -> Group:
    for name, value in fields.items():
        setattr(group, name, value)
    group.full_clean()
    group.save()
    record("edit_group", by=by, at=at, about=f"group:{group.pk}", fields=sorted(fields))
    return group


@transaction.atomic
def edit_person(person: User, *, by: Actor, at: datetime, **fields: str) -> User:
    """Change a person's own name, phone or language."""
    for name, value in fields.items():
        setattr(person, name, value)
    person.save(update_fields=sorted(fields))
    record("edit_person", by=by, at=at, about=f"person:{person.pk}", fields=sorted(fields))
    return person


@transaction.atomic
def invite(*, by: Actor, at: datetime, email: str, name: str, roles: Iterable[str]) -> User:
    """Make a person of the staff known, with at least one role, and tell her. Somebody known keeps her account."""
    roles = sorted(set(roles))
    if not roles:
        raise ValidationError(_("Choose at least one role."))
    person = User.objects.filter(email__iexact=email).first()
    if person is None:
        person = User(email=email.lower(), name=name)
        person.set_unusable_password()
        person.full_clean(exclude=["password"])
        person.save()
    for role in roles:
        StaffRole.objects.get_or_create(person=person, role=role, defaults={"granted_at": at})
    post(letters.invited(person, roles=[str(STAFF_ROLES[role]) for role in roles], at=at), at=at)
    record("invite", by=by, at=at, about=f"person:{person.pk}", roles=roles)
    return person


@transaction.atomic
def grant_role(person: User, *, by: Actor, at: datetime, role: str) -> None:
    if role not in STAFF_ROLES:
        raise ValidationError(_("Choose one of the roles in the list."))
    StaffRole.objects.get_or_create(person=person, role=role, defaults={"granted_at": at})
    record("grant_role", by=by, at=at, about=f"person:{person.pk}", role=role)


@transaction.atomic
def revoke_role(person: User, *, by: Actor, at: datetime, role: str) -> None:
    """Take a role away; it ends with the person's next request. The last administrator keeps hers."""
    if role == "admin":
        _keep_an_administrator(person)
    StaffRole.objects.filter(person=person, role=role).delete()
    record("revoke_role", by=by, at=at, about=f"person:{person.pk}", role=role)


@transaction.atomic
def close_account(person: User, *, by: Actor, at: datetime) -> None:
    """Close an account: its roles go, its sessions end with the next request, what it did stays on record."""
    _keep_an_administrator(person)
    person.staff_roles.all().delete()
    person.closed_at = at
    person.save(update_fields=["closed_at"])
    record("close_account", by=by, at=at, about=f"person:{person.pk}")


@transaction.atomic
def reopen_account(person: User, *, by: Actor, at: datetime) -> None:
    """Open a closed account again, without its former roles."""
    person.closed_at = None
    person.save(update_fields=["closed_at"])
    record("reopen_account", by=by, at=at, about=f"person:{person.pk}")


def _keep_an_administrator(person: User) -> None:
    # Locking every administrator's row makes two administrators who remove each other at once wait in line.
    administrators = set(StaffRole.objects.select_for_update().filter(role="admin").values_list("person_id", flat=True))
    if administrators == {person.pk}:
        raise ValidationError(_("This is the last administrator. Give somebody else the role first."))
