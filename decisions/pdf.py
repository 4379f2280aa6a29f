"""The decision letter as a tagged PDF, always in Finnish; the same decision makes the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import translation

from core.pdf import document
from decisions import queries
from decisions.models import Decision

STYLES = ("base.css", "decision.css")


def decision_letter(decision: Decision) -> bytes:
    """The letter of a published decision. Takes a tenth of a second: never inside a transaction."""
    with translation.override("fi"):
        html = letter_html(decision)
    return document(html, styles=STYLES, identifier=str(decision))


def letter_html(decision: Decision) -> str:
    """What is set as the letter; everything that people typed is escaped."""
    context = {
        "decision": decision,
        "application": decision.application,
        "programme": decision.application.round.programme,
        "contents": queries.contents(decision),
    }
    return render_to_string("pdf/decision.html", context)


def drafts(decisions: Iterable[Decision], at: datetime) -> list[str]:
    """The letters of prepared decisions as they would be if they were published at `at`; § is a dash."""
    with translation.override("fi"):
        return [letter_html(decision) for decision in queries.as_published(decisions, at)]


def fingerprint(decisions: list[Decision], at: datetime) -> str:
    """Of these decisions and every word of their letters, whichever day they are published on under the same legal texts."""
    return queries.fingerprint(zip(decisions, drafts(decisions, queries.same_day_for_all(at)), strict=True))
