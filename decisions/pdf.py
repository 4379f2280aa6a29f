"""The decision letter as a tagged PDF, in Finnish, and its courtesy translation; the same decision makes the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from core.pdf import document
from decisions import queries
from decisions.models import Decision

STYLES = ("base.css", "decision.css")


def decision_letter(decision: Decision, language: str = "fi") -> bytes:
    """The letter of a published decision; in English it is a courtesy. Takes a fifth of a second: never inside a transaction."""
    html = letter_html(decision, language)
    pictures = {"picture:qr": _code_to_photograph(decision)}
    return document(html, styles=STYLES, pictures=pictures, variant=settings.DECISION_PDF)


def letter_html(decision: Decision, language: str = "fi") -> str:
    """What is set as the letter; everything that people typed is escaped."""
    with translation.override(language):
        explanation = queries.published_explanation(decision.application) if language == "en" else None
        context = {
            "decision": decision,
            "application": decision.application,
            "programme": decision.application.round.programme,
            "contents": queries.contents(decision),
            "plain_words": queries.english_part(explanation) if explanation else "",
            "verify": _verifying(decision),
        }
        return render_to_string("pdf/decision.html", context)


def _verifying(decision: Decision) -> dict[str, str]:
    """Where anybody checks the letter. A decision that is not published cannot be checked."""
    page = settings.PORTAL_BASE_URL + reverse("decisions:verify")
    return {"page": page, "shown": page.split("//")[-1].rstrip("/")} if decision.verification_code else {}


def _code_to_photograph(decision: Decision) -> bytes:
    """A PNG that leads a telephone to where the letter is checked; four dots to a module, so that no reader of PDFs blurs it."""
    page, drawn = settings.PORTAL_BASE_URL + reverse("decisions:verify"), BytesIO()
    segno.make(f"{page}{decision.verification_code}/", error="m", micro=False).save(drawn, kind="png", scale=4, border=4)
    return drawn.getvalue()


def drafts(decisions: Iterable[Decision], at: datetime) -> list[str]:
    """The letters of prepared decisions as they would be if they were published at `at`; § is a dash."""
    with translation.override("fi"):
        return [letter_html(decision) for decision in queries.as_published(decisions, at)]


def fingerprint(decisions: list[Decision], at: datetime) -> str:
    """Of these decisions and every word of their letters, whichever day they are published on under the same legal texts."""
    return queries.fingerprint(zip(decisions, drafts(decisions, queries.same_day_for_all(at)), strict=True))
