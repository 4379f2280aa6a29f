"""PDF: it opens, it has a bounded number of pages, and what acts by itself in it is marked for whoever opens it next."""

from __future__ import annotations

from typing import BinaryIO

import pikepdf

from core.files.kinds import HEAD, KINDS, Finding, RefusedError

MOST_PAGES = 500
# More than any text that people write; beyond it the rest is not looked through, and the mark says so.
MOST_OBJECTS = 60_000


def inspect(file: BinaryIO) -> Finding:
    """What acts in a PDF. Raises RefusedError for one that is cut short, locked, or has too many pages."""
    size = file.seek(0, 2)
    file.seek(max(0, size - HEAD))
    _before, mark, after = file.read().rpartition(b"%%EOF")
    if not mark:
        raise RefusedError("broken")
    if after.strip(b"\r\n\t \x00\x1a"):
        raise RefusedError("two_kinds")
    file.seek(0)
    try:
        with pikepdf.open(file) as pdf:
            return Finding(KINDS["pdf"], _marks(pdf))
    except pikepdf.PasswordError as error:
        raise RefusedError("password") from error
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, RuntimeError, RecursionError) as error:
        raise RefusedError("broken") from error


def _marks(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    if int(pdf.Root.Pages.Count) > MOST_PAGES or len(pdf.objects) > 10 * MOST_OBJECTS or len(pdf.pages) > MOST_PAGES:
        raise RefusedError("too_many_pages")
    if not len(pdf.pages):
        raise RefusedError("broken")
    found = set()
    for number, one in enumerate(pdf.objects):
        if number == MOST_OBJECTS:
            found.add("unread")
            break
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            found |= _marks_of(one)
    return tuple(sorted(found))


def _marks_of(one: pikepdf.Object) -> set[str]:
    """An action may stand inside another object without being one of its own."""
    actions = [one, one.get("/A"), one.get("/OpenAction"), *_additional(one)]
    kinds = {str(action.get("/S")) for action in actions if isinstance(action, pikepdf.Dictionary)}
    found = set()
    if "/JavaScript" in kinds or "/JS" in one:
        found.add("script")
    if "/Launch" in kinds:
        found.add("launch")
    if "/EF" in one or one.get("/Type") == pikepdf.Name.EmbeddedFile:
        found.add("embedded")
    return found


def _additional(one: pikepdf.Object) -> list[pikepdf.Object]:
    actions = one.get("/AA")
    return list(actions.values()) if isinstance(actions, pikepdf.Dictionary) else []
