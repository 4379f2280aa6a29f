"""Files that were added: their bytes, and those that could be used again."""

from __future__ import annotations

import hashlib

from django.core.files.base import File
from django.core.files.storage import storages
from django.db.models import QuerySet

from applications.models import INFECTED, Application, Attachment


def open_attachment(attachment: Attachment, *, is_copy: bool = False) -> File:
    """The stored bytes, open for reading, or those of the smaller copy. Raises FileNotFoundError where they are gone."""
    return storages["attachments"].open(attachment.copy_path if is_copy else attachment.path)


def earlier_attachments(application: Application, shows: str) -> QuerySet[Attachment]:
    """Papers of this kind that the group has added to its other applications, the newest first."""
    others = Attachment.objects.kept().filter(application__group=application.group_id, shows=shows)
    return others.exclude(application=application).exclude(scan=INFECTED).order_by("-uploaded_at", "-pk")


def broken_attachments() -> list[str]:
    """A sentence for every row whose file is not there, or is not the one that was added."""
    faults = []
    for attachment in Attachment.objects.exclude(scan=INFECTED).select_related("application").iterator():
        named = f"Attachment {attachment.pk} of {attachment.application.reference}"
        try:
            with open_attachment(attachment) as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            faults.append(f"{named}: its file {attachment.path} can't be read.")
        else:
            if digest != attachment.sha256:
                faults.append(f"{named}: its file {attachment.path} is not the one that was added.")
    return faults
