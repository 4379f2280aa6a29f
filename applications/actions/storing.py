"""Looking into files and storing them, whatever they belong to, and keeping the disk and the tables of one mind."""

from __future__ import annotations

import errno
import hashlib
import logging
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import storages
from django.db import transaction

from applications import queries
from applications.models import Attachment
from core.actor import Actor
from core.files import scanning
from core.files.examining import examine
from core.files.kinds import KINDS, Kind, RefusedError, tidy_name
from core.files.words import sentence
from core.storage import UNFINISHED
from registry.actions import record

log = logging.getLogger(__name__)

# For so long what was taken away can be put back, and a file without a row may be one that is just being written.
KEPT = timedelta(hours=24)
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Upload:
    """A file as it came: where it lies until it is stored, and what its sender calls it."""

    path: Path
    name: str


@dataclass(frozen=True)
class Stored:
    """A file that is taken and lies in the storage, before a row names it: its columns in any model of stored files."""

    kind: Kind
    columns: dict[str, object]

    @property
    def sha256(self) -> str:
        return str(self.columns["sha256"])

    @property
    def size(self) -> int:
        return int(str(self.columns["size"]))


@contextmanager
def stored(uploads: Collection[Upload], *, at: datetime) -> Iterator[list[Stored]]:
    """Look into files and store them; inside the block their rows are noted, and what none names in the end is thrown away.

    What is refused is refused in words, and leaves nothing behind. No transaction is open meanwhile: looking and writing may
    take seconds. A worker that stops before the rows are noted leaves files without one, which `sweep` takes away.
    """
    paths: list[str] = []
    try:
        yield [_take(upload, at, paths) for upload in uploads]
    finally:
        for path in set(paths) - queries.paths_in_use(paths) if paths else ():
            storages["attachments"].delete(path)


def _take(upload: Upload, at: datetime, paths: list[str]) -> Stored:
    name, size = _measured(upload)
    copy = upload.path.with_name(f"{upload.path.name}.copy")
    try:
        found = examine(upload.path, name, copy=copy)
        own = [_store(source, at, paths) for source in (upload.path, found.copy) if source]
        columns = {
            "name": found.name,
            "type": found.kind.type,
            "size": size,
            "sha256": _digest(upload.path),
            "path": own[0],
            "copy_path": "".join(own[1:]),
            "copy_size": storages["attachments"].size(own[1]) if found.copy else 0,
            "marks": list(found.marks),
        }
    except (RefusedError, OSError) as error:
        raise _in_words(error, name) from error
    finally:
        copy.unlink(missing_ok=True)
    return Stored(found.kind, columns)


def _measured(upload: Upload) -> tuple[str, int]:
    name, size = tidy_name(upload.name), upload.path.stat().st_size
    if size > settings.ATTACHMENT_MEGABYTES * _MEGABYTE:
        raise _refusal("too_big", name, size=size)
    return name, size


def read_pdf(upload: Upload) -> tuple[str, bytes]:
    """The name and the bytes of a PDF that is looked into like every other file, for who keeps it as a document.

    A document is kept for good and never changes, so where there is a scanner it answers first.
    """
    name, _size = _measured(upload)
    copy = upload.path.with_name(f"{upload.path.name}.copy")
    try:
        if not name.lower().endswith(KINDS["pdf"].suffixes):
            raise RefusedError("not_pdf")
        found = examine(upload.path, name, copy=copy)
        if found.kind != KINDS["pdf"]:
            raise RefusedError("not_pdf")
        _refuse_malware(upload.path)
        return found.name, upload.path.read_bytes()
    except (RefusedError, OSError) as error:
        raise _in_words(error, name) from error
    finally:
        copy.unlink(missing_ok=True)


def _refuse_malware(path: Path) -> None:
    if not scanning.is_configured():
        return
    try:
        with path.open("rb") as file:
            malware = scanning.malware_in(file)
    except scanning.NoAnswerError as error:
        log.warning("A file could not be checked for malware: %s", error)
        raise RefusedError("failed") from error
    if malware:
        log.warning("Malware in a file that was not taken: %s", malware)
        raise RefusedError("malware")


def _store(source: Path, at: datetime, paths: list[str]) -> str:
    with source.open("rb") as file:
        paths.append(storages["attachments"].save(f"{at:%Y}/{uuid.uuid4().hex}", File(file)))
    return paths[-1]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _in_words(error: RefusedError | OSError, name: str) -> ValidationError:
    if isinstance(error, RefusedError):
        return _refusal(error.code, name)
    log.error("A file could not be stored: %s", error)
    return _refusal("full" if error.errno in {errno.ENOSPC, errno.EDQUOT} else "failed", name)


def _refusal(code: str, name: str, *, size: int = 0) -> ValidationError:
    limit = settings.ATTACHMENT_MEGABYTES * 1_000_000
    return ValidationError(sentence(code, name, size=size, limit=limit), code=code)


def sweep(*, by: Actor, at: datetime) -> int:
    """Delete what nobody can reach any more: rows taken away a day ago, then files that no row of any kind names; returns how many."""
    _forget_removed(by=by, at=at)
    storage = storages["attachments"]
    known = queries.paths_in_use()
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
            record("forget_attachment", by=by, at=at, about=attachment.about, attachment=attachment.pk)
            attachment.delete()
