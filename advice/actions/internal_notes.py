"""Writing down what is for the coordinators alone."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from advice.models import Idea, InternalNote
from applications.models import Application
from core.actor import Actor
from core.text import clean_text
from registry.actions import record

LONGEST = 10_000
# The same words from the same person again within this time are the button pressed twice.
AGAIN = timedelta(hours=1)


@transaction.atomic
def write_internal_note(subject: Idea | Application, *, by: Actor, at: datetime, internal_note: str) -> InternalNote:
    """Keep a note about an idea or an application. Nobody is told, and no act makes a message of it."""
    text = clean_text(internal_note).strip()
    if not text:
        raise ValidationError({"internal_note": _("Write the note.")})
    if len(text) > LONGEST:
        raise ValidationError({"internal_note": _("A note can be at most %(most)s characters.") % {"most": LONGEST}})
    last = subject.internal_notes.first()
    if last and (last.written_by_id, last.text) == (by.person.pk, text) and at - last.written_at < AGAIN:
        return last
    note = subject.internal_notes.create(text=text, written_by=by.person, written_at=at)
    record("write_internal_note", by=by, at=at, about=subject.about, note=note.pk)
    return note
