"""The decision letter as a tagged PDF, always in Finnish; the same decision makes the same bytes."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path

import pikepdf
from django.template.loader import render_to_string
from django.utils import translation
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from decisions import queries
from decisions.models import Decision

# Tagged for screen readers. An archive that asks for PDF/A gets it by another word here.
VARIANT = "pdf/ua-1"
PRINTED = 4  # the flag of an annotation that is printed with its page

ROOT = Path(__file__).resolve().parent.parent
STYLE = ROOT / "templates" / "pdf" / "decision.css"
# The addresses by which our own style sheet asks for its fonts, and the only ones that are ever answered.
FONTS = {
    f"font:{script}-{weight}": ROOT / "static" / "fonts" / f"source-sans-3-{script}-{weight}-normal.woff2"
    for script in ("latin", "latin-ext")
    for weight in (400, 600, 700)
}


class NothingFetched(URLFetcher):
    """For the document, which holds text of other people: no file, no address, not even a data: URL."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        raise ValueError(f"A letter fetches nothing: {url[:80]}")


class OwnFontsFetched(URLFetcher):
    """For our own style sheet."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url not in FONTS:
            raise ValueError(f"The letter's style sheet has no such font: {url[:80]}")
        return URLFetcherResponse(url, FONTS[url].read_bytes(), {"Content-Type": "font/woff2"})


def decision_letter(decision: Decision) -> bytes:
    """The letter of a published decision. Takes a tenth of a second: never inside a transaction."""
    with translation.override("fi"):
        html = letter_html(decision)
    fonts, style = _typesetting()
    content = HTML(string=html, url_fetcher=NothingFetched()).write_pdf(
        stylesheets=[style], font_config=fonts, pdf_variant=VARIANT, pdf_identifier=str(decision).encode()
    )
    return _finished(content)


def letter_html(decision: Decision) -> str:
    """What is set as the letter; everything that people typed is escaped."""
    context = {
        "decision": decision,
        "application": decision.application,
        "programme": decision.application.round.programme,
        "contents": queries.contents(decision),
    }
    return render_to_string("pdf/decision.html", context)


@lru_cache(maxsize=1)
def _typesetting() -> tuple[FontConfiguration, CSS]:
    """Fonts and style sheet, read once in a process: it halves the time of a letter."""
    fonts = FontConfiguration()
    style = CSS(string=STYLE.read_text(encoding="utf-8"), url_fetcher=OwnFontsFetched(), font_config=fonts)
    return fonts, style


def _finished(content: bytes) -> bytes:
    """Say what WeasyPrint leaves unsaid: which way a header cell points, and that links are printed."""
    with pikepdf.open(BytesIO(content)) as document:
        _refuse_foreign_fonts(document)
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/TH":
                is_column = thing.P.P.S == "/THead"
                thing.A.Scope = pikepdf.Name.Column if is_column else pikepdf.Name.Row
        for page in document.pages:
            for annotation in page.get("/Annots", []):
                annotation.F = PRINTED
        finished = BytesIO()
        document.save(finished, deterministic_id=True)
    return finished.getvalue()


def _refuse_foreign_fonts(document: pikepdf.Pdf) -> None:
    """WeasyPrint falls back to any font without a word, for example when its folder of fonts was swept from /tmp."""
    names = {str(font.BaseFont) for page in document.pages for font in page.Resources.Font.values()}
    if not any("Source-Sans" in name for name in names):
        _typesetting.cache_clear()
        raise RuntimeError(f"The letter is not set in Source Sans but in {sorted(names)}.")
