"""What changed between two texts, word by word, in a time that no text can stretch."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

SAME, ADDED, REMOVED = "same", "added", "removed"

WORDS = re.compile(r"\s+|\S+")
LINES = re.compile(r"\n+|[^\n]+")
# SequenceMatcher is quadratic at its worst: beyond so much work a text is compared by coarser parts.
MOST_PARTS, MOST_PAIRS = 3_000, 10_000


@dataclass(frozen=True)
class Piece:
    """A stretch of text that both have, or only the newer (`added`) or only the older one (`removed`)."""

    kind: str
    text: str


def differs(old: str, new: str) -> bool:
    """Whether they have other words; how they are spaced does not count."""
    return old.split() != new.split()


def compare(old: str, new: str) -> list[Piece]:
    """The newer text with what came and what went. Long texts that share little are compared by lines, or as wholes."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    start = _shared(before, after)
    end = _shared(before[start:][::-1], after[start:][::-1])
    middle = _compare_parts(before[start : len(before) - end], after[start : len(after) - end])
    return _joined([Piece(SAME, "".join(after[:start])), *middle, Piece(SAME, "".join(after[len(after) - end :]))])


def _shared(before: list[str], after: list[str]) -> int:
    """How many parts at the beginning are the same."""
    pairs = zip(before, after, strict=False)
    return next((place for place, (one, other) in enumerate(pairs) if one != other), min(len(before), len(after)))


def _compare_parts(before: list[str], after: list[str]) -> list[Piece]:
    if not _is_affordable(before, after):
        before, after = LINES.findall("".join(before)), LINES.findall("".join(after))
    if not _is_affordable(before, after):
        return [Piece(REMOVED, "".join(before)), Piece(ADDED, "".join(after))]
    pieces = []
    # White space matches only beside words that do; else every second part would, between words that share nothing.
    for tag, i, j, k, m in SequenceMatcher(str.isspace, before, after, autojunk=False).get_opcodes():
        removed, added = "".join(before[i:j]), "".join(after[k:m])
        if tag == "equal" or not (removed + added).strip():
            pieces.append(Piece(SAME, added))
        else:
            pieces += [Piece(REMOVED, removed), Piece(ADDED, added)]
    return pieces


def _is_affordable(before: list[str], after: list[str]) -> bool:
    counts, others = Counter(before), Counter(after)
    pairs = sum(count * others[part] for part, count in counts.items() if not part.isspace())
    return len(before) + len(after) <= MOST_PARTS and pairs <= MOST_PAIRS


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Without empty pieces, and neighbours of one kind as one."""
    kinds = groupby([piece for piece in pieces if piece.text], key=lambda piece: piece.kind)
    return [Piece(kind, "".join(piece.text for piece in group)) for kind, group in kinds]
