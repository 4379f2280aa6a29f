"""What is done to people, groups and roles."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import letters
from accounts.models import STAFF_ROLES, Group, Membership, StaffRole, User
from core.actor import Actor
from registry.actions import blank_secrets, post, record
from registry.models import Letter


@transaction.atomic
def request_code(email: str, *, by: Actor, at: datetime, code: str, lives: timedelta, language: str) -> Letter:
    """Send a one-time code to an address, without looking whose it is; the codes sent there before die."""
    email = email.lower()
    blank_secrets(to=email, at=at)
    draft = letters.code_requested(email, code=code, language=language, key=uuid.uuid4().hex, at=at, lives=lives)
    letter = post(draft, at=at)
    record("request_code", by=by, at=at, about="sign-in")
    return letter


@transaction.atomic
def sign_in(email: str, *, by: Actor, at: datetime, letter: int, language: str) -> User:
    """Whose address it is, now that the code from `letter` has been typed; an address we did not know becomes a person.

    Refuses a code that has been used, replaced by a newer one or has become too old, and a closed account.
    """
    email = email.lower()
    if not Letter.objects.select_for_update().filter(pk=letter, to=email, secret=True, not_after__gte=at).first():
        raise ValidationError(_("This code no longer works. Ask for a new one."), code="dead")
    person, is_new = User.objects.get_or_create(
        email=email, defaults={"language": language, "password": make_password(None), "joined_at": at}
    )
    if not person.is_active:
        raise ValidationError(_("This account has been closed. Call us if you need it."), code="closed")
    blank_secrets(to=email, at=at)
    record("sign_in", by=replace(by, person=person), at=at, about=f"person:{person.pk}", new=is_new)
    return person


@transaction.atomic
def start_group(*, by: Actor, at: datetime, **fields: str) -> Group:
    """Create a group; who starts it owns it. `fields` are those of `Group`. A second click starts no second group."""
    User.objects.select_for_update().get(pk=by.person.pk)
    if same := Group.objects.filter(memberships__person=by.person, memberships__role=Membership.OWNER, **fields).first():
        return same
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
