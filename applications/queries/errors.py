"""What stands in the way of an application, as questions and codes, and which questions are hard."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications import rules
from applications.models import ShownError
from applications.queries.filled import Filled
from applications.sections import (
    COUNT,
    DAY,
    EMAIL,
    EUROS,
    INCOME,
    OTHER,
    OUTPUT,
    PHONE,
    SECTIONS,
    SMALLEST_SUM,
    SOURCES,
    WISHED_SUM,
    Section,
    section_of,
)
from core.text import Words
from rounds.models import Round

# (question, code), as ShownError keeps them.
Found = tuple[str, str]

MISSING, TOO_LONG, UNCLEAR, DECLARATIONS = "missing", "too_long", "unclear", "declarations"
# What a sentence at a question says, in short; what a rule says is the rule's own sentence.
SAID = {
    MISSING: _("No answer"),
    TOO_LONG: _("Too long"),
    UNCLEAR: _("Not understood, or not there"),
    DAY: _("Not understood as a day"),
    COUNT: _("Not understood as a number"),
    EMAIL: _("Not understood as an e-mail address"),
    PHONE: _("Not understood as a phone number"),
    EUROS: _("Not understood as a sum"),
    DECLARATIONS: _("Not all was confirmed"),
}
_LINES = {"kulu": _("Costs"), "tulo": SOURCES[INCOME], "rahoitus": SOURCES[OTHER]}
_COLUMNS = {"head": _("Kind of cost"), "year": _("Year"), "amount": _("Euros"), "state": _("Applied for or granted?")}
# More than anybody mends between two rounds.
SHOWN = 20


@dataclass(frozen=True)
class HardQuestion:
    """What is said at one question, and how many times it was."""

    question: str
    said: str
    times: int


def errors_in(form: Filled, section: Section) -> list[Found]:
    """What the page of a part marks."""
    found = [(question.name, MISSING) for question in form.missing(section)] + _unclear_in(form, section)
    if section.has_costs and not form.costs:
        found.append(("kulu-amount", MISSING))
    return found + [(section.slug, it.code) for it in form.refusals(section)]


def errors_at_sending(form: Filled, codes: list[str]) -> list[Found]:
    """What stood in the way when the button of sending was pressed: the questions behind the broken rules, and other rules."""
    found: list[Found] = []
    for code in codes:
        if code == "sections_are_complete":
            found += [(question.name, MISSING) for part in form.left_open for question in form.missing(part)]
            found += [(part.slug, MISSING) for part in form.left_open if not form.missing(part)]
        elif code == "answers_are_understood":
            found += [it for part in form.sections for it in _unclear_in(form, part)]
        else:
            found.append((next((rule.section for rule in rules.RULES if rule.code == code), ""), code))
    return found


def _unclear_in(form: Filled, section: Section) -> list[Found]:
    whole = form.whole(section)
    unclear = whole.not_understood(form.texts)
    found = [(it.name, it.answer if it.answer in SAID else TOO_LONG) for it in whole.questions if it.name in unclear]
    lines = form.estimate.marks() if section.has_costs else []
    return found + [(re.sub(r"^id_(\w+)-\d+-", r"\1-", control), UNCLEAR) for control, _sentence in lines]


def hard_questions() -> list[tuple[Round, list[HardQuestion]]]:
    """The newest round first, and in it what was said most often."""
    counted = ShownError.objects.filter(times__gt=0).select_related("round")
    counted = counted.order_by("-round__opens_at", "round_id", "-times", "kind", "question", "code")
    return [
        (round_, [HardQuestion(_name(it), _said(it.code), it.times) for it in list(of_round)[:SHOWN]])
        for round_, of_round in groupby(counted, key=lambda it: it.round)
    ]


def _name(error: ShownError) -> str:
    """The question in its words; of one that is no longer asked, the name by which it was kept."""
    line, _dash, column = error.question.partition("-")
    if line in _LINES and column in _COLUMNS:
        return f"{_LINES[line]}: {_COLUMNS[column]}"
    if part := section_of(error.kind, error.question):
        return str(part.title)
    return str(_labels(error.kind).get(error.question) or error.question or gettext("Sending"))


def _labels(kind: str) -> dict[str, Words]:
    asked = [question for section in SECTIONS if kind in section.kinds for question in section.questions]
    return {question.name: question.label for question in (*asked, WISHED_SUM, SMALLEST_SUM, OUTPUT)}


def _said(code: str) -> str:
    """A rule's sentence without the sums and days that somebody's application had."""
    rule = next((rule for rule in rules.RULES if rule.code == code), None)
    return str(rule.sentence) % defaultdict(lambda: "…") if rule else str(SAID.get(code, code))
