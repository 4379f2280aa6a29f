"""What a sent version holds: the whole application in the words it was asked with."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language

from accounts.sections import pinned
from applications.queries.filled import Filled
from applications.sections import Cost, Question
from core.text import Words


def content_of(form: Filled) -> dict[str, Any]:
    """The application as it would be frozen now, so that a later change of the form changes no old version.

    Of a draft too, whatever it says, to be printed and compared like a sent one.
    """
    return {
        "language": get_language(),
        "kind": form.application.kind,
        "title": form.texts.get("title", ""),
        # With the account number, so that a later change of it can be seen; nobody is shown it but masked.
        "group": pinned(form.application.group),
        "sections": [
            {
                "slug": section.slug,
                "title": str(section.title),
                "answers": [_answer(form, question) for question in form.asked(section)],
            }
            for section in form.sections
        ],
        "costs": [_cost(label, cost) for label, cost in form.lines_shown],
        "attachments": [
            {"id": it.pk, "shows": it.shows, "name": it.name, "type": it.type, "size": it.size, "sha256": it.sha256}
            for it in form.attachments
        ],
        "estimate": [[label, str(amount)] for label, amount in form.estimate.rows()],
        "applied": str(form.estimate.total),
    }


def _cost(label: Words, cost: Cost) -> dict[str, str]:
    """A sum that is not understood stays as it was typed."""
    amount = cost.amount_text if cost.amount is None else str(cost.amount)
    return {"head": cost.head, "label": str(label), "what": cost.what, "amount": amount}


def _answer(form: Filled, question: Question) -> dict[str, str]:
    """What was chosen is kept as codes too, so that it can be read in another language."""
    answer = {"name": question.name, "label": str(question.label), "text": form.shown(question)}
    return {**answer, "codes": form.texts.get(question.name, "")} if question.has_options else answer
