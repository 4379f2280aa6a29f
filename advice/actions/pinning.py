"""Notes on a draft: pinned and taken back by the coordinator, marked done by the group."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from advice import letters, queries
from advice.actions.noting import note_advice
from advice.models import Note
from advice.models.given import NOTE
from applications import queries as application_queries
from applications import workflow
from applications.models import Application
from applications.permissions import can_advise
from applications.sections import section_of
from core.actor import Actor
from core.text import clean_text
from registry.actions import cancel, post_all, record


@transaction.atomic
def pin_note(application: Application, *, by: Actor, at: datetime, section: str, text: str) -> Note:
    """Give advice on one part of a draft whose group lets the coordinator read it. The same text twice is one press too many.

    Whoever fills in for the group gets a letter without the text, at most one a day until somebody has looked.
    """
    application = application_queries.locked(application)
    if not can_advise(by.person, application):
        raise ValidationError(_("You may not read this draft any more: its group has sent it or taken its permission back."))
    if section_of(application.kind, section) is None:
        raise ValidationError({"text": _("The application has no such part any more. Load the page again.")})
    text = clean_text(text).strip()
    if not text:
        raise ValidationError({"text": _("Write your advice.")})
    if already := Note.objects.open().filter(application=application, section=section, author=by.person, text=text).first():
        return already
    note = Note.objects.create(application=application, section=section, text=text, author=by.person, pinned_at=at)
    note_advice(by=by, at=at, channel=NOTE, about=application)
    if not queries.is_told_of_today(note):
        post_all([letters.note_pinned(note, person) for person in application_queries.people_to_tell(application)], at=at)
    record("pin_note", by=by, at=at, about=application.about, section=section, note=note.pk)
    return note


@transaction.atomic
def withdraw_note(note: Note, *, by: Actor, at: datetime) -> None:
    """Take a note back; the group does not see it any more. That advice was given stays on record."""
    Note.objects.standing().filter(pk=note.pk).update(withdrawn_at=at)
    if not Note.objects.open().filter(application=note.application_id, seen_at__isnull=True).exists():
        cancel(about=note.application.about, kind="advice/note_pinned")
    record("withdraw_note", by=by, at=at, about=note.application.about, note=note.pk)


@transaction.atomic
def finish_note(note: Note, *, by: Actor, at: datetime) -> None:
    """Mark a note done, for the whole group; it can be opened again."""
    _refuse_sent(note)
    Note.objects.open().filter(pk=note.pk).update(done_at=at, done_by=by.person)
    record("finish_note", by=by, at=at, about=note.application.about, note=note.pk)


@transaction.atomic
def reopen_note(note: Note, *, by: Actor, at: datetime) -> None:
    _refuse_sent(note)
    Note.objects.standing().filter(pk=note.pk).update(done_at=None, done_by=None)
    record("reopen_note", by=by, at=at, about=note.application.about, note=note.pk)


def _refuse_sent(note: Note) -> None:
    if not application_queries.locked(note.application).is_draft:
        raise ValidationError(_("The application has been sent. You can still read the advice, but not mark it."))


@transaction.atomic
def mark_notes_seen(application: Application, *, by: Actor, at: datetime) -> None:
    """Note that somebody of the group has looked, so that the next note is told of at once."""
    Note.objects.standing().filter(application=application, seen_at__isnull=True).update(seen_at=at)


@transaction.atomic
def forget_notes(*, by: Actor, at: datetime) -> int:
    """Erase the notes of drafts that were thrown away or removed; returns how many. A draft's content goes at once, these within the hour.

    `applications` can't do it: it knows nothing of advice, which stands above it.
    """
    gone = Note.objects.filter(application__status=workflow.DISCARDED)
    count = gone.count()
    if count:
        gone.delete()
        record("forget_notes", by=by, at=at, about="advice", notes=count)
    return count
