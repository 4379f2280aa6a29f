"""Adding files to an application, taking them away, and keeping the disk and the table of one mind."""

from __future__ import annotations

import errno
import hashlib
import logging
import uuid
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import storages
from django.db import transaction
from django.utils.translation import gettext as _

from applications import queries
from applications.models import INFECTED, Application, Attachment
from applications.sections import asked_of
from core.actor import Actor
from core.files import scanning
from core.files.examining import Examined, examine
from core.files.kinds import RefusedError, tidy_name
from core.files.words import sentence
from core.storage import UNFINISHED
from registry.actions import nudge, record

log = logging.getLogger(__name__)

# For so long what was taken away can be put back, and a file without a row may be one that is just being written.
KEPT = timedelta(hours=24)
_MEGABYTE = 1024 * 1024
_OF_THE_FILE = ("name", "type", "size", "sha256", "path", "copy_path", "copy_size", "marks", "scan")


def attach(application: Application, *, by: Actor, at: datetime, path: Path, name: str, shows: str) -> Attachment:
    """Look into the file at `path`, store it and then note it. What is refused is refused in words, and leaves nothing behind.

    No transaction is open meanwhile: looking and writing may take seconds. A worker that stops between the two leaves a file
    without a row, which `sweep` takes away.
    """
    name, size = tidy_name(name), path.stat().st_size
    if size > settings.ATTACHMENT_MEGABYTES * _MEGABYTE:
        raise _refusal("too_big", name, size=size)
    copy = path.with_name(f"{path.name}.copy")
    stored: list[str] = []
    try:
        found = examine(path, name, copy=copy)
        stored += [_store(source, at) for source in (path, found.copy) if source]
        attachment = _note(application, found, by=by, at=at, size=size, shows=shows, stored=stored, sha256=_digest(path))
    except BaseException as error:
        _throw_away(stored)
        raise _in_words(error, name) from error
    finally:
        copy.unlink(missing_ok=True)
    if attachment.path not in stored:
        _throw_away(stored)
    return attachment


def _throw_away(paths: list[str]) -> None:
    for path in paths:
        storages["attachments"].delete(path)


def _store(source: Path, at: datetime) -> str:
    with source.open("rb") as file:
        return storages["attachments"].save(f"{at:%Y}/{uuid.uuid4().hex}", File(file))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _in_words(error: BaseException, name: str) -> BaseException:
    if isinstance(error, RefusedError):
        return _refusal(error.code, name)
    if isinstance(error, OSError):
        log.error("A file could not be stored: %s", error)
        return _refusal("full" if error.errno in {errno.ENOSPC, errno.EDQUOT} else "failed", name)
    return error


def _refusal(code: str, name: str, *, size: int = 0) -> ValidationError:
    limit = settings.ATTACHMENT_MEGABYTES * 1_000_000
    return ValidationError(sentence(code, name, size=size, limit=limit), code=code)


@transaction.atomic
def _note(
    application: Application, found: Examined, *, by: Actor, at: datetime, size: int, shows: str, stored: list[str], sha256: str
) -> Attachment:
    application = queries.locked(application)
    _check_open(application, at)
    # The button was pressed twice, or the same paper chosen again.
    if already := application.attachments.kept().filter(shows=shows, sha256=sha256).first():
        return already
    _check_room(application, shows, size)
    attachment = Attachment.objects.create(
        application=application,
        shows=shows,
        name=found.name,
        type=found.kind.type,
        size=size,
        sha256=sha256,
        path=stored[0],
        copy_path="".join(stored[1:]),
        copy_size=storages["attachments"].size(stored[1]) if found.copy else 0,
        marks=list(found.marks),
        uploaded_by=by.person,
        uploaded_at=at,
    )
    _touch(application, at)
    if scanning.is_configured():
        nudge("applications.scan")
    record("attach", by=by, at=at, about=application.about, attachment=attachment.pk, shows=shows, kind=found.kind.code)
    return attachment


def _check_open(application: Application, at: datetime) -> None:
    if not application.takes_answers(at):
        raise ValidationError(
            _("The round has closed, and the application has been sent. Its attachments can't be changed any more."),
            code="closed",
        )


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
    _check_open(application, at)
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
    _check_open(application, at)
    Attachment.objects.kept().filter(pk=attachment.pk).update(removed_at=at)
    _touch(application, at)
    record("detach", by=by, at=at, about=application.about, attachment=attachment.pk)


@transaction.atomic
def put_back(attachment: Attachment, *, by: Actor, at: datetime) -> None:
    """Undo `detach`, where there is still room."""
    application = queries.locked(attachment.application)
    _check_open(application, at)
    _check_room(application, attachment.shows, attachment.size)
    Attachment.objects.filter(pk=attachment.pk).update(removed_at=None)
    _touch(application, at)
    record("put_back", by=by, at=at, about=application.about, attachment=attachment.pk)


@transaction.atomic
def note_reading(attachment: Attachment, *, by: Actor, at: datetime) -> None:
    """Write down that somebody of the staff took a copy of a file."""
    record("read_attachment", by=by, at=at, about=attachment.application.about, attachment=attachment.pk)


def sweep(*, by: Actor, at: datetime) -> int:
    """Delete what nobody can reach any more: rows taken away a day ago, then files without a row; returns how many files."""
    _forget_removed(by=by, at=at)
    storage = storages["attachments"]
    safe = Attachment.objects.exclude(scan=INFECTED)
    known = {path for row in safe.values_list("path", "copy_path") for path in row if path}
    swept = 0
    for path in _stored_files(""):
        is_old = storage.get_modified_time(path) < at - KEPT
        if is_old and (path not in known or path.endswith(UNFINISHED)):
            storage.delete(path)
            swept += 1
    return swept


def _stored_files(folder: str) -> list[str]:
    storage = storages["attachments"]
    if not storage.exists(folder):
        return []
    folders, names = storage.listdir(folder)
    prefix = f"{folder}/" if folder else ""
    return [f"{prefix}{name}" for name in names] + [path for one in folders for path in _stored_files(f"{prefix}{one}")]


@transaction.atomic
def _forget_removed(*, by: Actor, at: datetime) -> None:
    """A file that was in a version when it was sent stays, whatever the group did afterwards."""
    for attachment in Attachment.objects.filter(removed_at__lt=at - KEPT).select_related("application"):
        if attachment.pk not in queries.sent_attachments(attachment.application):
            about = attachment.application.about
            record("forget_attachment", by=by, at=at, about=about, attachment=attachment.pk)
            attachment.delete()
