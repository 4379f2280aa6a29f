"""Sent versions, as people read them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from applications.models import Version
from applications.queries.filled import terms_of
from applications.sections import SECTIONS, Cost, estimate


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
    asked = {question.name: question.label for section in SECTIONS for question in section.questions}
    titles = {section.slug: section.title for section in SECTIONS}
    sections = [
        (
            str(titles.get(section["slug"], section["title"])),
            [(str(asked.get(answer["name"], answer["label"])), answer["text"]) for answer in section["answers"]],
        )
        for section in version.content["sections"]
        if section["answers"]
    ]
    return Sent(sections, estimate(costs, terms.flat_rate_percent).rows())
