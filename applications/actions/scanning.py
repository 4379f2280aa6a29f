"""Having files checked for malware, and what happens when one holds some."""

from __future__ import annotations

import logging
from datetime import datetime

from django.core.files.storage import storages
from django.db import transaction

from applications import letters, queries
from applications.models import CLEAN, INFECTED, UNSCANNED, Attachment
from core.actor import Actor
from core.files import scanning
from registry.actions import post_all, record

log = logging.getLogger(__name__)


def scan_attachments(*, by: Actor, at: datetime) -> int:
    """Have every file checked that has not been, one by one and outside any transaction; returns how many got an answer.

    Files from before there was a scanner too. Where it gives no answer a file stays unchecked, and the next sweep asks again.
    """
    if not scanning.is_configured():
        return 0
    answered = 0
    for path in Attachment.objects.filter(scan=UNSCANNED).order_by("path").values_list("path", flat=True).distinct():
        try:
            with storages["attachments"].open(path) as file:
                malware = scanning.malware_in(file)
        except (scanning.NoAnswerError, OSError) as error:
            log.warning("A file could not be checked for malware: %s", error)
            continue
        copies = _note_scan(path, malware, by=by, at=at)
        for gone in [path, *copies] if malware else []:
            storages["attachments"].delete(gone)
        answered += 1
    return answered


@transaction.atomic
def _note_scan(path: str, malware: str, *, by: Actor, at: datetime) -> list[str]:
    """The answer, for every row that shares the bytes; returns the smaller copies. The row goes first, then the file.

    A worker that stops between the two leaves a file that nobody can open, and that is swept.
    """
    rows = list(Attachment.objects.filter(path=path).select_related("application__group", "application__round__programme"))
    Attachment.objects.filter(path=path).update(scan=INFECTED if malware else CLEAN)
    for attachment in rows if malware else []:
        log.warning("Malware in attachment %s of %s: %s", attachment.pk, attachment.application.reference, malware)
        people = queries.people_to_tell(attachment.application)
        post_all([letters.malware_found(attachment, person) for person in people], at=at)
    for attachment in rows:
        outcome = "infected" if malware else "clean"
        record("scan", by=by, at=at, about=attachment.application.about, outcome=outcome, attachment=attachment.pk)
    return list({attachment.copy_path for attachment in rows if attachment.copy_path})
