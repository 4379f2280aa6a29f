"""What anybody may find out about a paper that is said to be a decision of the City."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from decisions.models import Decision
from decisions.queries.letter import section_of

# What a file is, held against what is stored.
LETTER, TRANSLATION, OTHER = "letter", "translation", "other"


@dataclass(frozen=True)
class Verified:
    """All that the public page says of a decision: no name, no sum, no outcome."""

    code: str
    section: str
    published_at: datetime
    version: int
    is_replaced: bool
    is_lapsed: bool


def as_code(typed: str) -> str:
    """A code as it is kept, however it was typed: in small letters, with spaces, hyphens or dashes."""
    return re.sub(r"[\s\-–—]", "", typed).upper()


def verified_decision(code: str) -> Verified | None:
    """The published decision of this code."""
    found = Decision.objects.known().filter(verification_code=code).first() if code else None
    if found is None:
        return None
    earlier = Decision.objects.known().filter(application=found.application_id, number__lt=found.number).count()
    return Verified(
        code=code,
        section=section_of(found),
        published_at=found.published_at,
        version=earlier + 1,
        is_replaced=found.state == Decision.REPLACED,
        is_lapsed=found.state == Decision.LAPSED,
    )


def comparison_of(code: str, chunks: Iterable[bytes]) -> str:
    """Whether these bytes are the stored letter of the decision with this code, its translation, or neither."""
    decision = Decision.objects.known().select_related("document", "translation").get(verification_code=code)
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    stored = {LETTER: decision.document, TRANSLATION: decision.translation}
    return next((kind for kind, document in stored.items() if document and document.sha256 == digest.hexdigest()), OTHER)
