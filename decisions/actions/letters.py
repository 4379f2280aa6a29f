"""The letters of published decisions: making, storing, handing out."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from core.actor import Actor
from decisions import queries
from decisions.models import Decision
from registry.actions import record, store_document

log = logging.getLogger(__name__)


def render_letters(*, by: Actor, at: datetime) -> int:
    """Make and store the PDF of every published decision that has none, outside any transaction; returns how many.

    Then the courtesy translations, for groups in which somebody reads English. A letter that can't be made holds up no other:
    it is logged, and tried again with the next sweep.
    """
    made = sum(_make(decision, "fi", by=by, at=at) for decision in queries.decisions_without_letter())
    return made + sum(_make(decision, "en", by=by, at=at) for decision in queries.decisions_without_translation())


def _make(decision: Decision, language: str, *, by: Actor, at: datetime) -> int:
    # Only workers make PDFs, and the library takes a second and 60 MB to load.
    from decisions import pdf

    try:
        content = pdf.decision_letter(decision, language)
    except Exception:
        log.exception("The %s of decision %s could not be made.", "letter" if language == "fi" else "translation", decision)
        return 0
    return STORES[language](decision, content, by=by, at=at)


@transaction.atomic
def _store_letter(decision: Decision, content: bytes, *, by: Actor, at: datetime) -> int:
    document = store_document(
        key=f"decision:{decision}",
        name=f"paatos-{decision.application.reference}-{decision.number}.pdf",
        content=content,
        content_type="application/pdf",
        about=decision.application.about,
        at=at,
    )
    # Another worker may have been quicker; then its letter stands, and its event.
    stored = Decision.objects.filter(pk=decision.pk, document__isnull=True).update(document=document)
    if stored:
        record("store_letter", by=by, at=at, about=decision.application.about, sha256=document.sha256, number=decision.number)
    return stored


@transaction.atomic
def _store_translation(decision: Decision, content: bytes, *, by: Actor, at: datetime) -> int:
    document = store_document(
        key=f"decision:{decision}:en",
        name=f"decision-{decision.application.reference}-{decision.number}-courtesy-translation.pdf",
        content=content,
        content_type="application/pdf",
        about=decision.application.about,
        at=at,
    )
    stored = Decision.objects.filter(pk=decision.pk, translation__isnull=True).update(translation=document)
    if stored:
        number = decision.number
        record("store_translation", by=by, at=at, about=decision.application.about, sha256=document.sha256, number=number)
    return stored


STORES = {"fi": _store_letter, "en": _store_translation}


@transaction.atomic
def download(decision: Decision, *, by: Actor, at: datetime, language: str = "fi") -> None:
    """Write down that somebody took a copy of the letter, or of its translation."""
    in_language = {} if language == "fi" else {"language": language}
    record("download", by=by, at=at, about=decision.application.about, number=decision.number, **in_language)
