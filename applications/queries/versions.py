"""Sent versions, as people read them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from applications.models import Version
from applications.queries.filled import terms_of
from applications.sections import SECTIONS, Cost, Question, estimate
from rounds.models import Programme


@dataclass(frozen=True)
class Sent:
    """A version as people read it: its frozen answers and sums under the form's words in the reader's language."""

    sections: list[tuple[str, list[tuple[str, str]]]]
    costs: list[tuple[str, Decimal]]


def as_sent(version: Version) -> Sent:
    """What was sent, for reading. A question that the form no longer has keeps the words it was asked with."""
    application = version.application
    terms = terms_of(application)
    costs = [Cost(cost["head"], cost["what"], cost["amount"]) for cost in version.content["costs"]]
    asked = {question.name: question for section in SECTIONS for question in section.questions}
    titles = {section.slug: section.title for section in SECTIONS}
    sections = [
        (
            str(titles.get(section["slug"], section["title"])),
            [_as_sent(answer, asked.get(answer["name"]), application.round.programme) for answer in section["answers"]],
        )
        for section in version.content["sections"]
        if section["answers"]
    ]
    return Sent(sections, estimate(costs, terms.flat_rate_percent).rows())


def _as_sent(answer: dict[str, str], question: Question | None, programme: Programme) -> tuple[str, str]:
    """Label and answer; a choice by its codes, where the form still asks for it."""
    if question is None:
        return answer["label"], answer["text"]
    return str(question.label), question.shown(answer["codes"], programme) if "codes" in answer else answer["text"]
