"""Plain functions that make advice on drafts, through the real actions."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from advice import actions as advice_actions
from advice.models import Note
from applications import actions as application_actions
from applications.models import Application, Consent
from core import dates
from tests.factories import AT, acting


def make_note(
    draft: Application, coordinator: User, *, section: str = "idea", text: str = "Kerro, kuka tekee mitä.", at: datetime = AT
) -> Note:
    """Pinned to a draft that its group lets the coordinator read: `ask_advice`."""
    by = acting(coordinator, "coordinator")
    return advice_actions.pin_note(draft, by=by, at=at, section=section, text=text)


def ask_advice(draft: Application, owner: User, *, at: datetime | None = None) -> Consent:
    """The owner lets the coordinator read the draft; when it was begun unless told when."""
    at = at or draft.created_at
    facts = {"given_by": str(owner), "way": Consent.PORTAL, "given_on": dates.local_day(at)}
    return application_actions.ask_advice(draft, by=acting(owner, "owner"), at=at, **facts)
