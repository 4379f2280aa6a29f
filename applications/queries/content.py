"""What a sent version holds: the whole application in the words it was asked with."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language

from accounts.sections import pinned
from applications.queries.filled import Filled
from applications.sections import Cost, Funding, Question, YearTable, year_label
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
        "attachments": [
            {"id": it.pk, "shows": it.shows, "name": it.name, "type": it.type, "size": it.size, "sha256": it.sha256}
            for it in form.attachments
        ],
        **_money(form),
    }


def _money(form: Filled) -> dict[str, Any]:
    """Every line and sum. `estimate` adds up to `applied`: other money stands in it below zero."""
    estimate = form.estimate
    return {
        "cost_model": estimate.cost_model,
        "flat_rate_percent": None if estimate.flat_rate_percent is None else str(estimate.flat_rate_percent),
        "costs": [_cost(label, cost) for label, cost in estimate.lines_shown],
        "funding": [_funding(line) for line in estimate.funding],
        "estimate": [[label, str(amount)] for label, amount in estimate.rows_to_applied()],
        "by_year": estimate.by_year and _by_year(estimate.by_year),
        "applied_sum": estimate.wished_text,
        "smallest_sum": "" if form.smallest is None else str(form.smallest),
        "applied": str(estimate.applied),
    }


def _answer(form: Filled, question: Question) -> dict[str, str]:
    """What was chosen is kept as codes too, so that it can be read in another language."""
    answer = {"name": question.name, "label": str(question.label), "text": form.shown(question)}
    return {**answer, "codes": form.texts.get(question.name, "")} if question.has_options else answer


def _cost(label: Words, cost: Cost) -> dict[str, Any]:
    return {"head": cost.head, "label": str(label), "what": cost.what, "year": cost.year, "amount": _amount(cost)}


def _funding(line: Funding) -> dict[str, str]:
    return {"source": line.source, "state": line.state, "label": line.label, "what": line.what, "amount": _amount(line)}


def _amount(line: Cost | Funding) -> str:
    """A sum that is not understood stays as it was typed."""
    return line.amount_text if line.amount is None else str(line.amount)


def _by_year(table: YearTable) -> dict[str, Any]:
    return {
        "years": [year_label(year) for year in table.years],
        "rows": [[label, [str(amount) for amount in amounts], str(total)] for label, amounts, total in table.rows],
        "totals": [str(total) for total in table.totals],
    }
