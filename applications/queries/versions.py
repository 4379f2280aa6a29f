"""Sent versions, as people read them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from accounts.sections import described
from applications.models import Application, Attachment, Version
from applications.queries.filled import terms_of
from applications.sections import ASKED_BY_CODE, OUTPUT, SECTIONS, SMALLEST_SUM, Cost, Estimate, Funding, Question
from core.text import Words
from rounds.models import FLAT_RATE, REAL_COSTS, Programme


@dataclass(frozen=True)
class SentFile:
    """A file as it was sent: its key among the attachments, what it is for, its name and its bytes."""

    pk: int
    label: str
    name: str
    size: int


@dataclass(frozen=True)
class Sent:
    """A version as people read it: its group, answers, sums and files under the form's words in the reader's language."""

    group: list[tuple[Words, str]]
    sections: list[tuple[str, list[tuple[str, str]]]]
    estimate: Estimate
    files: list[SentFile]

    @property
    def costs(self) -> list[tuple[str, Decimal]]:
        """Label and sum of each kind of cost, and other money below zero; together they are the sum applied for."""
        return self.estimate.rows_to_applied()


def as_sent(version: Version) -> Sent:
    """What was sent, for reading. A question that the form no longer has keeps the words it was asked with."""
    money = (OUTPUT, SMALLEST_SUM)
    asked = {question.name: question for questions in (money, *(it.questions for it in SECTIONS)) for question in questions}
    titles = {section.slug: section.title for section in SECTIONS}
    sections = [
        (
            str(titles.get(section["slug"], section["title"])),
            [_as_sent(answer, asked.get(answer["name"]), version.application.round.programme) for answer in section["answers"]],
        )
        for section in version.content["sections"]
        if section["answers"]
    ]
    return Sent(described(version.content["group"]), sections, _estimate(version), _files(version))


def _as_sent(answer: dict[str, str], question: Question | None, programme: Programme) -> tuple[str, str]:
    """Label and answer; a choice by its codes, where the form still asks for it."""
    if question is None:
        return answer["label"], answer["text"]
    return str(question.label), question.shown(answer["codes"], programme) if "codes" in answer else answer["text"]


def _estimate(version: Version) -> Estimate:
    """From the frozen lines. The oldest versions name neither cost model nor years: theirs was that of the round."""
    content = version.content
    costs = [Cost(cost["head"], cost["what"], cost["amount"], cost.get("year")) for cost in content["costs"]]
    funding = [Funding(it["source"], it["what"], it["amount"], it["state"]) for it in content.get("funding", [])]
    if "cost_model" in content:
        percent = Decimal(content["flat_rate_percent"]) if content["flat_rate_percent"] else None
        model = content["cost_model"]
    else:
        percent = terms_of(version.application).flat_rate_percent
        model = FLAT_RATE if percent else REAL_COSTS
    years = sorted({cost.year for cost in costs if cost.year})
    wished = content.get("applied_sum", "")
    return Estimate(costs, percent, funding, wished_text=wished, years=years, cost_model=model)


def _files(version: Version) -> list[SentFile]:
    """A version from before there were attachments names none."""
    return [
        SentFile(it["id"], str(ASKED_BY_CODE[it["shows"]].label), it["name"], it["size"])
        for it in version.content.get("attachments", [])
    ]


def sent_attachments(application: Application) -> set[int]:
    """The keys of all files that were in the application any time it was sent."""
    contents = application.versions.values_list("content", flat=True)
    return {it["id"] for content in contents for it in content.get("attachments", [])}


def attachments_of(version: Version) -> list[tuple[str, Attachment]]:
    """The rows of the files that were sent, each with what it is for: for whoever handles the case, and needs to know their state."""
    named = [it["id"] for it in version.content.get("attachments", [])]
    rows = Attachment.objects.filter(pk__in=named) if named else []
    return [(str(ASKED_BY_CODE[it.shows].label), it) for it in rows]
