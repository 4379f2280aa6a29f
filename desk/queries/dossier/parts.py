"""What a dossier is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from applications.models import StoredFile
from core.dates import stamp
from core.text import Words

Fact = tuple[Words, str]


@dataclass(frozen=True)
class Entry:
    """One thing that happened or was written: a heading, facts about it, and the words that people wrote. A table has no heading."""

    heading: str
    facts: Sequence[Fact] = ()
    text: str = ""


@dataclass(frozen=True)
class Chapter:
    title: str
    entries: list[Entry]


def table(lines: Sequence[Fact]) -> list[Entry]:
    """Many short things of one kind, under one heading."""
    return [Entry("", lines)] if lines else []


def facts_of(file: StoredFile) -> list[Fact]:
    return [
        (_("When it was added"), stamp(file.uploaded_at)),
        (_("State"), str(file.scan_label)),
        (_("Bytes"), str(file.size)),
        ("SHA-256", file.sha256),
    ]


def facts_of_all(files: Iterable[StoredFile]) -> list[Fact]:
    """Those of files that came along with something, each under its name."""
    return [fact for file in files for fact in [(_("File"), str(file)), *facts_of(file)]]
