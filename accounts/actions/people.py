"""People: their own details, the roles of the staff, closed accounts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import letters
from accounts.models import DECIDER, STAFF_ROLES, StaffRole, User
from core.actor import Actor
from registry.actions import post, record


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
    for role in roles:
        _refuse_unknown(role)
    person = User.objects.filter(email=email.lower()).first()
    if person is None:
        person = User(email=email.lower(), name=name, password=make_password(None), joined_at=at)
        person.full_clean()
        person.save()
    _refuse_closed(person)
    for role in roles:
        StaffRole.objects.get_or_create(person=person, role=role, defaults={"granted_at": at})
    post(letters.invited(person, roles=[STAFF_ROLES[role] for role in roles], at=at), at=at)
    record("invite", by=by, at=at, about=f"person:{person.pk}", roles=roles)
    return person


@transaction.atomic
def grant_role(person: User, *, by: Actor, at: datetime, role: str) -> None:
    _refuse_unknown(role)
    _refuse_closed(person)
    StaffRole.objects.get_or_create(person=person, role=role, defaults={"granted_at": at})
    record("grant_role", by=by, at=at, about=f"person:{person.pk}", role=role)


@transaction.atomic
def revoke_role(person: User, *, by: Actor, at: datetime, role: str) -> None:
    """Take a role away; it ends with the person's next request. The last administrator keeps hers."""
    _refuse_unknown(role)
    if role == "admin":
        _keep_an_administrator(person)
    StaffRole.objects.filter(person=person, role=role).delete()
    record("revoke_role", by=by, at=at, about=f"person:{person.pk}", role=role)


@transaction.atomic
def set_title(person: User, *, by: Actor, at: datetime, title: str) -> None:
    """Title and unit of a decision maker, as the letters of her decisions print them from now on; those made stay as they are."""
    role = StaffRole.objects.select_for_update().filter(person=person, role=DECIDER).first()
    if role is None:
        raise ValidationError(_("Give the role of a decision maker first."))
    role.title = title
    role.full_clean()
    role.save(update_fields=["title"])
    record("set_title", by=by, at=at, about=f"person:{person.pk}", role=DECIDER)


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


def _refuse_unknown(role: str) -> None:
    if role not in STAFF_ROLES:
        raise ValidationError(_("Choose one of the roles in the list."))


def _refuse_closed(person: User) -> None:
    if not person.is_active:
        raise ValidationError(_("This account is closed. Open it again first."))


def _keep_an_administrator(person: User) -> None:
    # Locking every administrator's row makes two administrators who remove each other at once wait in line.
    administrators = set(StaffRole.objects.select_for_update().filter(role="admin").values_list("person_id", flat=True))
    if administrators == {person.pk}:
        raise ValidationError(_("This is the last administrator. Give somebody else the role first."))
