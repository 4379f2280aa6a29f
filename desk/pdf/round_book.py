"""The round book: every case of an agenda on a page of its own, as a tagged PDF, always in Finnish."""

from __future__ import annotations

from datetime import datetime

from django.template.loader import render_to_string
from django.utils import translation

from accounts.models import User
from core.pdf import PATIENCE, document
from desk.queries import Agenda, Purse, Sheet

STYLES = ("base.css", "round_book.css")


def round_book(agenda: Agenda, purse: Purse, sheets: list[Sheet], *, made_by: User, at: datetime) -> bytes:
    """As the reader may see the cases, at the moment `at`. Takes seconds with many cases: never inside a transaction."""
    with translation.override("fi"):
        html = book_html(agenda, purse, sheets, made_by=made_by, at=at)
    return document(html, styles=STYLES, patience=PATIENCE)


def book_html(agenda: Agenda, purse: Purse, sheets: list[Sheet], *, made_by: User, at: datetime) -> str:
    """What is set on the paper; everything that people typed is escaped."""
    context = {
        "agenda": agenda,
        "purse": purse,
        "sheets": sheets,
        "made_by": made_by,
        "made_at": at,
        "programme": agenda.round.programme,
        "count": len(sheets) + agenda.others[0],
        "end": agenda.end,
    }
    return render_to_string("pdf/round_book.html", context)
