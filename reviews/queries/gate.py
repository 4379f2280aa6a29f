"""The gate of a case: what the system answers from what was sent, and what a person has answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from accounts.models import Group
from applications import workflow
from applications.models import Application, Version
from applications.queries import as_sent
from core.dates import read_day
from core.money import euros
from core.numbers import read_business_id
from reviews import rules
from reviews.models import GateAnswer


@dataclass(frozen=True)
class Line:
    """One check of a case: the system's answer, what it looked at, and what a person answered."""

    check: rules.Check
    system: bool | None
    facts: str
    given: GateAnswer | None = None
    section: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether the system's answer is the last word."""
        return self.check.is_exact and self.system is not None

    @property
    def holds(self) -> bool | None:
        if self.is_settled and self.system is False:
            return False
        return self.given.holds if self.given else self.system


@dataclass(frozen=True)
class Gate:
    """All checks of one case, and where it stands by them. `is_older` tells that something was sent after the answers."""

    lines: list[Line]
    is_older: bool = False

    @property
    def state(self) -> str:
        return rules.state_of(line.holds for line in self.lines) if self.is_answered else rules.NOT_DONE

    @property
    def is_answered(self) -> bool:
        """Whether a person has looked; two of the checks always need one, and a no has a row of its own."""
        return any(line.given for line in self.lines)

    @property
    def failed(self) -> list[Line]:
        return [line for line in self.lines if line.holds is False]


def gate(application: Application, version: Version | None = None) -> Gate:
    """The checks of what was sent last, with the answers given so far."""
    version = version or application.versions.first()
    given = {answer.check_code: answer for answer in application.gate_answers.select_related("answered_by")}
    snapshot = snapshot_of(application, version)
    lines = [
        Line(check, check.answer(snapshot), check.facts_of(snapshot), given.get(check.code), check.section_for(application.kind))
        for check in rules.GATE
    ]
    return Gate(lines, any(answer.answered_at < version.received_at for answer in given.values()))


def gate_facts(application: Application, check: rules.Check) -> str:
    """What a check looks at, in the language in force now."""
    return check.facts_of(snapshot_of(application, application.versions.first()))


def refusals(application: Application) -> list[str]:
    """A sentence on each check that a person found not to hold, with her reason: where the reasons of a refusal begin."""
    answers = application.gate_answers.filter(holds=False)
    return [f"{rules.CHECKS[it.check_code].refusal} {it.reason}".strip() for it in answers if it.check_code in rules.CHECKS]


def is_gate_failed(application: Application) -> bool:
    return application.gate_answers.filter(holds=False).exists()


def snapshot_of(application: Application, version: Version) -> rules.Snapshot:
    """Read from the frozen version: what a draft was changed to later is nobody's business here."""
    # The version reads its programme and terms through the application, which has them.
    version.application = application
    round_, group, content = application.round, version.content["group"], version.content
    texts = {it["name"]: it["text"] for section in content["sections"] for it in section["answers"]}
    others = Application.objects.filter(group=application.group_id).exclude(pk=application.pk)
    starts = _day(texts, "starts") or _day(texts, "event_day")
    return rules.Snapshot(
        kind=application.kind,
        group_type=group["type"],
        group_type_label=str(Group.TYPES[group["type"]]),
        carrier=group["responsible_body"],
        business_id=group["business_id"],
        is_business_id=_is_business_id(group["business_id"]),
        arrived=application.submitted_at,
        closes_at=round_.closes_at,
        is_late=application.is_late,
        applied=version.applied,
        ceiling=round_.terms.get(kind=application.kind).ceiling,
        starts=starts or _day(texts, "event_last_day"),
        ends=_day(texts, "ends") or _day(texts, "event_last_day") or _day(texts, "event_day"),
        earliest_start=round_.earliest_start,
        latest_end=round_.latest_end,
        place=texts.get("area") or texts.get("place") or "",
        area=(round_.programme.area, round_.programme.area_fi, round_.programme.area_en),
        target_groups=_chosen_groups(application, content),
        other_funding=tuple(_other_funding(content)),
        other_applications=others.exclude(status__in=_NOT_SENT).count(),
        costs=tuple(f"{label} {euros(amount)}" for label, amount in as_sent(version).costs if amount > 0),
    )


_NOT_SENT = (workflow.DRAFT, workflow.DISCARDED, workflow.WITHDRAWN)


def _chosen_groups(application: Application, content: dict[str, Any]) -> tuple[str, ...]:
    known = dict(application.round.programme.listed("target_groups"))
    answers = [it for section in content["sections"] for it in section["answers"] if it["name"] == "target_groups"]
    codes = [code for it in answers for code in it.get("codes", "").split()]
    return tuple(known[code] for code in codes if code in known)


def _other_funding(content: dict[str, Any]) -> list[str]:
    """A version from before it was asked for names none."""
    return [f"{it['what'] or it['label']} {_sum(it['amount'])}" for it in content.get("funding", [])]


def _sum(text: str) -> str:
    """A sum that was not understood stays as it was typed."""
    try:
        return euros(Decimal(text))
    except ArithmeticError:
        return text


def _day(texts: dict[str, str], name: str) -> date | None:
    try:
        return read_day(texts.get(name, ""))
    except ValueError:
        return None


def _is_business_id(text: str) -> bool:
    try:
        return bool(read_business_id(text))
    except ValueError:
        return False
