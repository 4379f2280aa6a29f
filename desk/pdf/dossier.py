"""The whole of one case as one PDF."""

from __future__ import annotations

from django.template.loader import render_to_string

from core.pdf import PATIENCE, BusyError, document
from desk.queries.dossier import Dossier

__all__ = ["BusyError", "dossier_document"]

STYLES = ("base.css", "application.css", "dossier.css")


def dossier_document(dossier: Dossier) -> bytes:
    """In the reader's language. Takes a second or more: never inside a transaction."""
    html = render_to_string("pdf/dossier.html", {"dossier": dossier, "case": dossier.case, "sent": dossier.sent})
    return document(html, styles=STYLES, patience=PATIENCE)
