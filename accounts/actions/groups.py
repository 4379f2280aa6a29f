"""Groups and their details."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Group, Membership, User
from accounts.sections import mark
from core.actor import Actor
from registry.actions import record


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
def edit_group(group: Group, *, by: Actor, at: datetime, seen: str = "", **fields: str) -> Group:
    """Change what is told of a group. The event names the facts that changed, so that a new account number can be found.

    `seen` is the mark of the details that the writer had before her, empty where nobody looked. Where somebody has changed
    them since, nothing is overwritten unseen.
    """
    group = Group.objects.select_for_update().get(pk=group.pk)
    changed = sorted(name for name, value in fields.items() if getattr(group, name) != value)
    if changed and seen and seen != mark(group):
        raise ValidationError(_("Somebody in your group has changed these details while you were writing."))
    for name in changed:
        setattr(group, name, fields[name])
    group.full_clean()
    group.save()
    record("edit_group", by=by, at=at, about=f"group:{group.pk}", fields=changed)
    return group


@transaction.atomic
def add_group(*, by: Actor, at: datetime, **fields: str) -> Group:
    """Write down a group that came to the desk on paper: nobody belongs to it in the portal. A second click makes no second one."""
    User.objects.select_for_update().get(pk=by.person.pk)
    if same := Group.objects.filter(memberships__isnull=True, **fields).first():
        return same
    group = Group(created_at=at, **fields)
    group.full_clean()
    group.save()
    record("add_group", by=by, at=at, about=f"group:{group.pk}", type=group.type)
    return group
