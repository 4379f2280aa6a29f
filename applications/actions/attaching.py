"""Adding files to an application, taking them away, and noting who has read one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from applications import queries
from applications.actions.storing import Stored, Upload, stored
from applications.models import Application, Attachment, StoredFile
from applications.sections import FILES, asked_of
from core.actor import Actor
from core.files import scanning
from registry.actions import nudge, record

_MEGABYTE = 1024 * 1024
_OF_THE_FILE = ("name", "type", "size", "sha256", "path", "copy_path", "copy_size", "marks", "scan")


def attach(application: Application, *, by: Actor, at: datetime, path: Path, name: str, shows: str) -> Attachment:
    """Look into the file at `path`, store it and then note it; what is refused is refused in words."""
    with stored([Upload(path, name)], at=at) as [file]:
        return _note(application, file, by=by, at=at, shows=shows)


@transaction.atomic
def _note(application: Application, file: Stored, *, by: Actor, at: datetime, shows: str) -> Attachment:
    application = queries.locked(application)
    _check_open(application, by=by, at=at)
    # The button was pressed twice, or the same paper chosen again.
    if already := application.attachments.kept().filter(shows=shows, sha256=file.sha256).first():
        return already
    _check_room(application, shows, file.size)
    attachment = Attachment.objects.create(
        application=application,
        shows=shows,
        uploaded_by=by.person,
        uploaded_at=at,
        **file.columns,
    )
    _touch(application, at)
    if scanning.is_configured():
        nudge("applications.scan")
    record("attach", by=by, at=at, about=application.about, attachment=attachment.pk, shows=shows, kind=file.kind.code)
    return attachment


def _check_open(application: Application, *, by: Actor, at: datetime) -> None:
    if why := queries.why_closed(application, FILES, at, role=by.role):
        raise ValidationError(why, code="closed")


def _check_room(application: Application, shows: str, size: int) -> None:
    """With the application locked, so that two who add at once do not both take the last place."""
    if shows not in {asked.code for asked in asked_of(application.group.type)}:
        raise ValidationError(_("Choose one of the papers in the list."), code="shows")
    sizes = list(application.attachments.kept().values_list("size", flat=True))
    if len(sizes) >= settings.ATTACHMENTS_MOST:
        sentence_ = _("An application can have at most %(most)s attachments. Delete one first, and add this then.")
        raise ValidationError(sentence_ % {"most": settings.ATTACHMENTS_MOST}, code="too_many")
    if sum(sizes) + size > settings.ATTACHMENTS_MEGABYTES * _MEGABYTE:
        sentence_ = _("The attachments can be at most %(most)s MB together. Save this one smaller, or delete another first.")
        raise ValidationError(sentence_ % {"most": settings.ATTACHMENTS_MEGABYTES}, code="too_much")


def _touch(application: Application, at: datetime) -> None:
    application.changed_at = at
    application.save(update_fields=["changed_at"])


@transaction.atomic
def reuse(application: Application, *, by: Actor, at: datetime, attachment: Attachment, shows: str) -> Attachment:
    """Add a file that the group has added before to another application. The bytes are shared, never copied."""
    application = queries.locked(application)
    _check_open(application, by=by, at=at)
    if already := application.attachments.kept().filter(shows=shows, sha256=attachment.sha256).first():
        return already
    _check_room(application, shows, attachment.size)
    shared = {name: getattr(attachment, name) for name in _OF_THE_FILE}
    added = Attachment.objects.create(application=application, shows=shows, uploaded_by=by.person, uploaded_at=at, **shared)
    _touch(application, at)
    record("attach", by=by, at=at, about=application.about, attachment=added.pk, shows=shows, reused=attachment.pk)
    return added


@transaction.atomic
def detach(attachment: Attachment, *, by: Actor, at: datetime) -> None:
    """Take a file away; for a day it can be put back. What was sent keeps it."""
    application = queries.locked(attachment.application)
    _check_open(application, by=by, at=at)
    Attachment.objects.kept().filter(pk=attachment.pk).update(removed_at=at)
    _touch(application, at)
    record("detach", by=by, at=at, about=application.about, attachment=attachment.pk)


@transaction.atomic
def put_back(attachment: Attachment, *, by: Actor, at: datetime) -> None:
    """Undo `detach`, where there is still room."""
    application = queries.locked(attachment.application)
    _check_open(application, by=by, at=at)
    _check_room(application, attachment.shows, attachment.size)
    Attachment.objects.filter(pk=attachment.pk).update(removed_at=None)
    _touch(application, at)
    record("put_back", by=by, at=at, about=application.about, attachment=attachment.pk)


@transaction.atomic
def note_reading(file: StoredFile, *, by: Actor, at: datetime) -> None:
    """Write down that somebody of the staff took a copy of a file."""
    record("read_attachment", by=by, at=at, about=file.about, **{file.word: file.pk})
