"""A page of HTML set as a tagged PDF in our own fonts; closed to what others typed, and the same page makes the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import pydyf
from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

# Tagged for screen readers. Whoever needs another kind of PDF names it.
VARIANT = "pdf/ua-1"
# What archives take must have an identifier. Counted from the content, it costs a fifteenth of a letter's time.
NUMBERED = {"pdf/a-3a"}
PRINTED = 4  # the flag of an annotation that is printed with its page

ROOT = Path(__file__).resolve().parent.parent
STYLES = ROOT / "templates" / "pdf"
# The addresses by which our own style sheets ask for their fonts, and the only ones that are ever answered.
FONTS = {
    f"font:{script}-{weight}": ROOT / "static" / "fonts" / f"source-sans-3-{script}-{weight}-normal.woff2"
    for script in ("latin", "latin-ext")
    for weight in (400, 600, 700)
}
# The library that draws the letters is not made for threads.
ONE_AT_A_TIME = Lock()
# Seconds that a page waits for its turn: whoever asks for many papers at once must not keep every thread waiting.
PATIENCE = 1.0


class BusyError(Exception):
    """Other papers are being made; another try in a moment will do."""


class OwnPicturesFetched(URLFetcher):
    """For the document, which holds text of other people: the PNGs that come with it, and no file, no address, not even a data: URL."""

    def __init__(self, pictures: Mapping[str, bytes] | None = None) -> None:
        super().__init__()
        self.pictures = pictures or {}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url not in self.pictures:
            raise ValueError(f"A document has no such picture: {url[:80]}")
        return URLFetcherResponse(url, self.pictures[url], {"Content-Type": "image/png"})


class OwnFontsFetched(URLFetcher):
    """For our own style sheets."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url not in FONTS:
            raise ValueError(f"A style sheet has no such font: {url[:80]}")
        return URLFetcherResponse(url, FONTS[url].read_bytes(), {"Content-Type": "font/woff2"})


def document(
    html: str,
    *,
    styles: tuple[str, ...],
    pictures: Mapping[str, bytes] | None = None,
    patience: float = -1,
    variant: str = VARIANT,
) -> bytes:
    """`html` as a PDF in these style sheets of `templates/pdf`. Takes a fifth of a second or more: never inside a transaction.

    `pictures` are PNGs by the address that an `img` of ours has, such as `picture:qr`.

    Raises BusyError if its turn does not come in `patience` seconds; a worker has all the time of the world.
    """
    if not ONE_AT_A_TIME.acquire(timeout=patience):
        raise BusyError
    try:
        fonts, sheets = typesetting(styles)
        return HTML(string=html, url_fetcher=OwnPicturesFetched(pictures)).write_pdf(
            stylesheets=sheets, font_config=fonts, finisher=_finish, pdf_variant=variant, pdf_identifier=variant in NUMBERED
        )
    finally:
        ONE_AT_A_TIME.release()


@lru_cache(maxsize=8)
def typesetting(styles: tuple[str, ...]) -> tuple[FontConfiguration, list[CSS]]:
    """Fonts and style sheets, read once in a process: it halves the time of a letter."""
    fonts = FontConfiguration()
    sheets = [
        CSS(string=(STYLES / name).read_text(encoding="utf-8"), url_fetcher=OwnFontsFetched(), font_config=fonts)
        for name in styles
    ]
    return fonts, sheets


def _finish(_: Document, pdf: pydyf.PDF) -> None:
    """Say what WeasyPrint leaves unsaid: what is no text, which way a header cell points, and that links are printed."""
    refuse_foreign_fonts(pdf)
    _leave_margins_unread(pdf)
    for thing in pdf.objects:
        if not isinstance(thing, pydyf.Dictionary):
            continue
        if thing.get("S") == "/TH":
            is_column = _named(pdf, _named(pdf, thing["P"])["P"])["S"] == "/THead"
            thing["A"]["Scope"] = "/Column" if is_column else "/Row"
        elif thing.get("Type") == "/Annot":
            thing["F"] = PRINTED


def _named(pdf: pydyf.PDF, reference: bytes) -> pydyf.Dictionary:
    """What the PDF has under a reference such as `12 0 R`."""
    return pdf.objects[int(reference.split()[0])]


def _leave_margins_unread(pdf: pydyf.PDF) -> None:
    """Page numbers and watermarks stand in no branch of the tree that is read aloud, so they must be marked as no text at all."""
    tree = _named(pdf, pdf.catalog["StructTreeRoot"])
    read_aloud = {branch for root in tree["K"] for branch in _named(pdf, root)["K"]}
    numbers = _named(pdf, tree["ParentTree"])["Nums"]
    elements = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for reference in pdf.page_references:
        page = _named(pdf, reference)
        own = elements[page["StructParents"]]
        margins = {number for number, element in enumerate(own) if _branch(pdf, element) not in read_aloud}
        for number in margins:
            own[number] = "null"
        _unmark(_named(pdf, page["Contents"]).stream, len(own), margins)


def _branch(pdf: pydyf.PDF, element: bytes) -> bytes:
    """Where the element's part of the tree leaves the root."""
    while _named(pdf, parent := _named(pdf, element)["P"]).get("S") != "/Document":
        element = parent
    return element


def _unmark(instructions: list[Any], marks: int, margins: set[int]) -> None:
    """Take the marks of its margins off a page. A mark is three instructions: `/P`, `<</MCID 3>>`, `BDC`."""
    places = [place for place, it in enumerate(instructions) if isinstance(it, pydyf.Dictionary) and "MCID" in it]
    if len(places) != marks:
        raise RuntimeError(f"A page has {marks} marked parts, and {len(places)} were found.")
    for place in reversed(places):
        if instructions[place]["MCID"] in margins:
            instructions[place - 1 : place + 2] = ["/Artifact", b"BMC"]


def refuse_foreign_fonts(pdf: pydyf.PDF) -> None:
    """WeasyPrint falls back to any font without a word, for example when its folder of fonts was swept from /tmp."""
    names = {it["BaseFont"] for it in pdf.objects if isinstance(it, pydyf.Dictionary) and it.get("Type") == "/Font"}
    if not any("Source-Sans" in str(name) for name in names):
        typesetting.cache_clear()
        raise RuntimeError(f"The document is not set in Source Sans but in {sorted(map(str, names))}.")
