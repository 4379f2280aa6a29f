"""Codes, and who comes in with them."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import letters
from accounts.models import User
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
