"""Files that were added: their bytes, and those that could be used again."""

from __future__ import annotations

from collections.abc import Collection

from django.core.files.base import File
from django.core.files.storage import storages
from django.db.models import Q, QuerySet

from accounts.models import User
from applications.models import INFECTED, UNSCANNED, Application, Attachment, StoredFile, kinds_of_files
from applications.queries.drafts import people_to_tell
from core.storage import fault_of


def paths_in_use(among: Collection[str] | None = None) -> set[str]:
    """The stored files, or those `among` some, that a row of any kind names; one that held malware is named by none."""
    named: set[str] = set()
    for kind in kinds_of_files():
        rows = kind._default_manager.exclude(scan=INFECTED)
        if among is not None:
            rows = rows.filter(Q(path__in=among) | Q(copy_path__in=among))
        named.update(path for row in rows.values_list("path", "copy_path") for path in row if path)
    return named


def unscanned_paths() -> list[str]:
    """Each stored file once that nothing has looked into for malware."""
    rows = [kind._default_manager.filter(scan=UNSCANNED).values_list("path", flat=True) for kind in kinds_of_files()]
    return sorted({path for paths in rows for path in paths})


def files_at(path: str) -> list[StoredFile]:
    """The rows of any kind that share the bytes."""
    return [row for kind in kinds_of_files() for row in kind._default_manager.filter(path=path).select_related("uploaded_by")]


def people_to_warn(file: StoredFile) -> list[User]:
    """Who is told of malware in a file: whoever fills in the application that it was attached to, or else who sent it."""
    if isinstance(file, Attachment):
        return people_to_tell(file.application)
    return [file.uploaded_by] if file.uploaded_by.is_active else []


def open_attachment(attachment: StoredFile, *, is_copy: bool = False) -> File:
    """The stored bytes, open for reading, or those of the smaller copy. Raises FileNotFoundError where they are gone."""
    return storages["attachments"].open(attachment.copy_path if is_copy else attachment.path)


def earlier_attachments(application: Application, shows: str) -> QuerySet[Attachment]:
    """Papers of this kind that the group has added to its other applications, the newest first."""
    others = Attachment.objects.kept().filter(application__group=application.group_id, shows=shows)
    return others.exclude(application=application).exclude(scan=INFECTED).order_by("-uploaded_at", "-pk")


def broken_attachments() -> list[str]:
    """A sentence for every row whose file is not there, or is not the one that was added."""
    return [
        f"{row._meta.verbose_name.capitalize()} {row.pk} of {row.about.partition(':')[2]}: {fault}"
        for kind in kinds_of_files()
        for row in kind._default_manager.exclude(scan=INFECTED).iterator()
        if (fault := fault_of("attachments", row.path, row.sha256))
    ]
