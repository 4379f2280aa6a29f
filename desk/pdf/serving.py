"""What is put into envelopes: for each decision a page with its address, for the window of the envelope, and its letter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

import pikepdf
from django.template.loader import render_to_string
from django.utils import translation

from core.pdf import PATIENCE, document
from decisions.queries import ToServe
from registry.queries import open_document

STYLES = ("base.css", "address.css")


def address_pages(chosen: Sequence[ToServe], *, at: datetime) -> bytes:
    """One tagged page for each, always in Finnish. Takes a tenth of a second or more: never inside a transaction."""
    with translation.override("fi"):
        html = render_to_string("pdf/address_pages.html", {"chosen": chosen, "at": at, "programme": _programme(chosen)})
    return document(html, styles=STYLES, patience=PATIENCE)


def letters_to_post(chosen: Sequence[ToServe], *, at: datetime) -> bytes:
    """Address page and stored letter of each, in order, to be printed on both sides of the paper: each begins on a new sheet.

    The letters are joined as they are stored. What is printed needs no tags, and joining would leave half of them.
    """
    batch = pikepdf.Pdf.new()
    addresses = pikepdf.open(BytesIO(address_pages(chosen, at=at)))
    opened = [addresses]
    for page, it in zip(addresses.pages, chosen, strict=True):
        with open_document(it.decision.document) as stored:
            letter = pikepdf.open(BytesIO(stored.read()))
        opened.append(letter)
        batch.pages.append(page)
        _leave_back_empty(batch)
        batch.pages.extend(letter.pages)
        _leave_back_empty(batch)
    for page in batch.pages:
        # They point into trees that stay behind.
        for key in ("/StructParents", "/Tabs"):
            if key in page.obj:
                del page.obj[key]
    made = BytesIO()
    batch.save(made, deterministic_id=True)
    for pdf in opened:
        pdf.close()
    return made.getvalue()


def _leave_back_empty(batch: pikepdf.Pdf) -> None:
    """So that what comes next begins on the front of a sheet."""
    if len(batch.pages) % 2:
        batch.add_blank_page(page_size=(595.276, 841.89))


def _programme(chosen: Sequence[ToServe]) -> object:
    return chosen[0].decision.application.round.programme
