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

CONSENT = "electronic_service"


@transaction.atomic
def start_group(*, by: Actor, at: datetime, **fields: str) -> Group:
    """Create a group; who starts it owns it. `fields` are those of `Group`. A second click starts no second group."""
    User.objects.select_for_update().get(pk=by.person.pk)
    if same := Group.objects.filter(memberships__person=by.person, memberships__role=Membership.OWNER, **fields).first():
        return same
    group = Group(created_at=at, **fields, **_consent(fields, by, at))
    group.full_clean()
    group.save()
    Membership.objects.create(person=by.person, group=group, role=Membership.OWNER, joined_at=at)
    record("start_group", by=by, at=at, about=f"group:{group.pk}", type=group.type)
    return group


@transaction.atomic
def edit_group(group: Group, *, by: Actor, at: datetime, seen: str = "", **fields: str) -> Group:
    """Change what is told of a group. The event names the facts that changed, so that a new account number can be found, and
    says what the group now says of electronic service.

    `seen` is the mark of the details that the writer had before her, empty where nobody looked. Where somebody has changed
    them since, nothing is overwritten unseen.
    """
    group = Group.objects.select_for_update().get(pk=group.pk)
    changed = sorted(name for name, value in fields.items() if getattr(group, name) != value)
    if changed and seen and seen != mark(group):
        raise ValidationError(_("Somebody in your group has changed these details while you were writing."))
    changes = {name: fields[name] for name in changed}
    for name, value in (changes | _consent(changes, by, at)).items():
        setattr(group, name, value)
    group.full_clean()
    group.save()
    consent = {"consent": group.electronic_service or "not_said"} if CONSENT in changed else {}
    record("edit_group", by=by, at=at, about=f"group:{group.pk}", fields=changed, **consent)
    return group


def _consent(fields: dict[str, str], by: Actor, at: datetime) -> dict[str, object]:
    """When it was said, or taken back, whether decisions may be served electronically, and by whom."""
    if CONSENT not in fields:
        return {}
    said = bool(fields[CONSENT])
    return {f"{CONSENT}_at": at if said else None, f"{CONSENT}_by": by.person if said else None}


@transaction.atomic
def add_group(*, by: Actor, at: datetime, **fields: str) -> Group:
    """Write down a group that came to the desk on paper: nobody belongs to it in the portal. A second click makes no second one."""
    User.objects.select_for_update().get(pk=by.person.pk)
    if same := Group.objects.filter(memberships__isnull=True, **fields).first():
        return same
    group = Group(created_at=at, **fields, **_consent(fields, by, at))
    group.full_clean()
    group.save()
    record("add_group", by=by, at=at, about=f"group:{group.pk}", type=group.type)
    return group
