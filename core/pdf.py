"""A page of HTML set as a tagged PDF in our own fonts; closed to what others typed, and the same page makes the same bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from threading import Lock

import pikepdf
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

# Tagged for screen readers. Whoever needs another kind of PDF names it.
VARIANT = "pdf/ua-1"
MARK = re.compile(rb"/\w+\s<</MCID (\d+)>>\sBDC\s")
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
    identifier: str,
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
        content = HTML(string=html, url_fetcher=OwnPicturesFetched(pictures)).write_pdf(
            stylesheets=sheets, font_config=fonts, pdf_variant=variant, pdf_identifier=identifier.encode()
        )
    finally:
        ONE_AT_A_TIME.release()
    return _finished(content)


@lru_cache(maxsize=8)
def typesetting(styles: tuple[str, ...]) -> tuple[FontConfiguration, list[CSS]]:
    """Fonts and style sheets, read once in a process: it halves the time of a letter."""
    fonts = FontConfiguration()
    sheets = [
        CSS(string=(STYLES / name).read_text(encoding="utf-8"), url_fetcher=OwnFontsFetched(), font_config=fonts)
        for name in styles
    ]
    return fonts, sheets


def _finished(content: bytes) -> bytes:
    """Say what WeasyPrint leaves unsaid: what is no text, which way a header cell points, and that links are printed."""
    with pikepdf.open(BytesIO(content)) as made:
        refuse_foreign_fonts(made)
        _leave_margins_unread(made)
        for thing in made.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/TH":
                is_column = thing.P.P.S == "/THead"
                thing.A.Scope = pikepdf.Name.Column if is_column else pikepdf.Name.Row
        for page in made.pages:
            for annotation in page.get("/Annots", []):
                annotation.F = PRINTED
        finished = BytesIO()
        made.save(finished, deterministic_id=True)
    return finished.getvalue()


def _leave_margins_unread(made: pikepdf.Pdf) -> None:
    """Page numbers and watermarks stand in no branch of the tree that is read aloud, so they must be marked as no text at all."""
    tree = made.Root.StructTreeRoot
    read_aloud = {branch.objgen for root in tree.K for branch in root.K}
    numbers = list(tree.ParentTree.Nums)
    elements = {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}
    for page in made.pages:
        own = elements[int(page.StructParents)]
        margins = {number for number, element in enumerate(own) if _branch(element).objgen not in read_aloud}
        for number in margins:
            own[number] = None
        page.Contents = made.make_stream(_unmarked(page.Contents.read_bytes(), len(own), margins))


def _branch(element: pikepdf.Object) -> pikepdf.Object:
    """Where the element's part of the tree leaves the root."""
    while element.P.get("/S") != "/Document":
        element = element.P
    return element


def _unmarked(stream: bytes, marks: int, margins: set[int]) -> bytes:
    """The content of a page with the marks of its margins taken off. Text stands in it as numbers of glyphs, so no text looks like a mark.

    Taking the stream apart into instructions would say the same and take a tenth of a letter's time.
    """

    def mark(found: re.Match[bytes]) -> bytes:
        return b"/Artifact\nBMC\n" if int(found[1]) in margins else found[0]

    unmarked, found = MARK.subn(mark, stream)
    if found != marks:
        raise RuntimeError(f"A page has {marks} marked parts, and {found} were found.")
    return unmarked


def refuse_foreign_fonts(made: pikepdf.Pdf) -> None:
    """WeasyPrint falls back to any font without a word, for example when its folder of fonts was swept from /tmp."""
    names = {str(font.BaseFont) for page in made.pages for font in page.Resources.Font.values()}
    if not any("Source-Sans" in name for name in names):
        typesetting.cache_clear()
        raise RuntimeError(f"The document is not set in Source Sans but in {sorted(names)}.")
