"""What we tell people about their accounts."""

from datetime import datetime, timedelta

from accounts.models import Invitation, User
from core.text import Words
from registry.letters import Draft


def invited(person: User, *, roles: list[Words], at: datetime) -> Draft:
    """A member of staff has been given a place at the desk."""
    return Draft(
        name="accounts/invited",
        key=f"accounts/invited:{person.pk}:{at.isoformat()}",
        about=f"person:{person.pk}",
        to=person.email,
        language=person.language,
        context={"person": person, "roles": roles},
    )


def code_requested(email: str, *, code: str, language: str, key: str, at: datetime, lives: timedelta) -> Draft:
    """A one-time code for signing in. It goes before every other letter and is blanked when used or too old."""
    return Draft(
        name="accounts/code_requested",
        key=f"accounts/code_requested:{key}",
        about="sign-in",
        to=email,
        language=language,
        context={"code": code, "minutes": int(lives.total_seconds() // 60)},
        not_after=at + lives,
        secret=True,
        urgent=True,
    )


def invited_to_group(invitation: Invitation, *, language: str) -> Draft:
    """Somebody offers a place in a group. The link lets nobody in: the place is for whoever signs in with this address."""
    return Draft(
        name="accounts/invited_to_group",
        key=f"accounts/invited_to_group:{invitation.pk}:{invitation.invited_at.isoformat()}",
        about=f"group:{invitation.group.pk}",
        to=invitation.email,
        language=language,
        context={"invitation": invitation},
        not_after=invitation.expires_at,
    )
