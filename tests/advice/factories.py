"""Plain functions that make notes, and messages with files, through the real actions."""

from __future__ import annotations

import tempfile
from datetime import datetime
from pathlib import Path

from accounts.models import User
from advice import actions as advice_actions
from advice.models import Idea, InternalNote, Message, Note
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


def make_file_message(
    about: Idea | Application,
    sender: User,
    *,
    content: bytes,
    name: str = "Piirros.pdf",
    text: str = "Voimmeko puhua?",
    at: datetime = AT,
) -> Message:
    """As `make_message`, with a file."""
    side, role = ("city", "coordinator") if "coordinator" in sender.roles else ("group", "applicant")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        path.write_bytes(content)
        upload = application_actions.Upload(path, name)
        return advice_actions.send_message(about, by=acting(sender, role), at=at, side=side, text=text, upload=upload)


def make_internal_note(
    about: Idea | Application, coordinator: User, *, text: str = "Soita ryhmälle perjantaina.", at: datetime = AT
) -> InternalNote:
    return advice_actions.write_internal_note(about, by=acting(coordinator, "coordinator"), at=at, internal_note=text)
