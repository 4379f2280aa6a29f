"""What changed from one version of an application to another."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from applications.models import Application, Version
from applications.queries.completing import completed
from applications.queries.content import content_of
from applications.queries.filled import Filled
from applications.queries.versions import Sent, as_sent
from applications.sections import Cost, Estimate, Funding
from core.differences import ADDED, REMOVED, Piece, compare, differs
from core.money import euros

CHANGED = "changed"


@dataclass(frozen=True)
class ChangedPart:
    """A part of the form in which answers differ: label and pieces of each."""

    title: str
    answers: list[tuple[str, list[Piece]]]


@dataclass(frozen=True)
class ChangedRow:
    """A cost line or a sum that differs; `before` or `now` is empty where there was or is none. `kind` says which."""

    label: str
    before: str
    now: str
    head: str = ""

    @property
    def kind(self) -> str:
        return CHANGED if self.before and self.now else ADDED if self.now else REMOVED


@dataclass(frozen=True)
class Comparison:
    """All that differs between two versions, and nothing else."""

    parts: list[ChangedPart]
    lines: list[ChangedRow]
    sums: list[ChangedRow]

    @property
    def is_empty(self) -> bool:
        return not (self.parts or self.lines or self.sums)


def version_of(application: Application, number: int) -> Version | None:
    return application.versions.select_related("sent_by").filter(number=number).first()


def unsent_version(form: Filled) -> Version:
    """The application as it would be sent now, as a version that nobody has sent and nobody keeps."""
    request = form.application.completion
    content = completed(request.version.content, form, request.slugs) if request else content_of(form)
    return Version(application=form.application, content=content, applied=Decimal(content["applied"]))


def comparison(older: Version, newer: Version) -> Comparison:
    before, now = as_sent(older), as_sent(newer)
    return Comparison(
        parts=_parts(_answers(older, before), _answers(newer, now)),
        lines=_lines(_money_lines(before.estimate), _money_lines(now.estimate)),
        sums=_sums(dict(before.costs), dict(now.costs)),
    )


# Answers by the slug of their part and their own name: title of the part, label and text.
Answers = dict[tuple[str, str], tuple[str, str, str]]


def _answers(version: Version, sent: Sent) -> Answers:
    answers: Answers = {("", str(label)): (gettext("Details of the group"), str(label), text) for label, text in sent.group}
    sections = [section for section in version.content["sections"] if section["answers"]]
    for section, (title, shown) in zip(sections, sent.sections, strict=True):
        for answer, (label, text) in zip(section["answers"], shown, strict=True):
            answers[section["slug"], answer["name"]] = title, label, text
    for file in sent.files:
        _title, _label, others = answers.get(("files", file.label), ("", "", ""))
        answers["files", file.label] = gettext("Attachments"), file.label, f"{others}\n{file.name}".strip()
    return answers


def _parts(before: Answers, now: Answers) -> list[ChangedPart]:
    """In the order of the newer version; what only the older one asked comes last."""
    parts: dict[str, ChangedPart] = {}
    for key in [*now, *(key for key in before if key not in now)]:
        title, label, _text = now.get(key) or before[key]
        old, new = before.get(key, ("", "", ""))[2], now.get(key, ("", "", ""))[2]
        if differs(old, new):
            part = parts.setdefault(key[0], ChangedPart(title, []))
            part.answers.append((label, compare(old, new)))
    return list(parts.values())


def _money_lines(estimate: Estimate) -> list[tuple[str, str, str]]:
    """What for, kind (and year) and sum of each cost line and of each line of other money."""
    lines: list[tuple[str, Cost | Funding]] = [
        (f"{label} {cost.year}" if cost.year else str(label), cost) for label, cost in estimate.lines_shown
    ]
    lines += [(line.label, line) for line in estimate.funding]
    return [(" ".join(line.what.split()), kind, _amount(line)) for kind, line in lines]


def _amount(line: Cost | Funding) -> str:
    return line.amount_text.strip() or "–" if line.amount is None else euros(line.amount)


def _lines(before: list[tuple[str, str, str]], now: list[tuple[str, str, str]]) -> list[ChangedRow]:
    """Lines without those that are the same in both; of the rest, what has the same name and kind belongs together."""
    gone, come = list(before), []
    for line in now:
        if line in gone:
            gone.remove(line)
        else:
            come.append(line)
    rows = []
    for what, head, amount in come:
        old = next((line for line in gone if line[:2] == (what, head)), None)
        if old:
            gone.remove(old)
        rows.append(ChangedRow(what, old[2] if old else "", amount, head))
    return rows + [ChangedRow(what, amount, "", head) for what, head, amount in gone]


def _sums(before: dict[str, Decimal], now: dict[str, Decimal]) -> list[ChangedRow]:
    labels = [*now, *(label for label in before if label not in now)]
    return [
        ChangedRow(label, _shown(before.get(label)), _shown(now.get(label)))
        for label in labels
        if before.get(label) != now.get(label)
    ]


def _shown(amount: Decimal | None) -> str:
    return "" if amount is None else euros(amount)
