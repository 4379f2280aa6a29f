"""Having files checked for malware, and what happens when one holds some."""

from __future__ import annotations

import logging
from datetime import datetime

from django.core.files.storage import storages
from django.db import transaction

from applications import letters, queries
from applications.models import CLEAN, INFECTED, kinds_of_files
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
    for path in queries.unscanned_paths():
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
    """The answer, for every row of any kind that shares the bytes; returns the smaller copies. The row goes first, then the file.

    A worker that stops between the two leaves a file that nobody can open, and that is swept.
    """
    rows = queries.files_at(path)
    for kind in kinds_of_files():
        kind._default_manager.filter(path=path).update(scan=INFECTED if malware else CLEAN)
    for file in rows if malware else []:
        log.warning("Malware in %s %s of %s: %s", file.word, file.pk, file.about, malware)
        post_all([letters.malware_found(file, person, at=at) for person in queries.people_to_warn(file)], at=at)
    for file in rows:
        outcome = "infected" if malware else "clean"
        record("scan", by=by, at=at, about=file.about, outcome=outcome, **{file.word: file.pk})
    return list({file.copy_path for file in rows if file.copy_path})
