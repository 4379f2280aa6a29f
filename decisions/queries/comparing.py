"""Scenarios side by side: how many get money and how much, for whom and where, and with how many points."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Subquery

from accounts.models import User
from applications.models import Application, Version
from core.money import CENT
from decisions.models import Scenario, ScenarioRow
from decisions.queries.division import ZERO
from reviews.queries import standings

LONGEST_PLACE = 60


@dataclass(frozen=True)
class Compared:
    """One scenario. Parts are (words, number of funded cases, euros); a case for two target groups counts in both."""

    scenario: Scenario
    funded: int
    total: Decimal
    reserve: int
    mean_points: Decimal | None
    target_groups: list[tuple[str, int, Decimal]] = field(default_factory=list)
    areas: list[tuple[str, int, Decimal]] = field(default_factory=list)

    @property
    def mean_points_shown(self) -> str:
        return "–" if self.mean_points is None else f"{self.mean_points.normalize():f}".replace(".", ",")


def compared(scenarios: Iterable[Scenario], person: User) -> list[Compared]:
    """Totals are whole; what tells of single cases is from those that the person handles."""
    chosen = list(scenarios)
    rows = list(ScenarioRow.objects.filter(scenario__in=chosen))
    newest = Version.objects.filter(application=OuterRef("pk")).order_by("-number")
    handled = Application.objects.handled_by(person).filter(pk__in={row.application_id for row in rows})
    cases = list(handled.annotate(content=Subquery(newest.values("content")[:1])))
    contents = {it.pk: it.content for it in cases}
    points = {pk: found.points for pk, found in standings(cases, person).items() if found}
    return [_compared(scenario, [row for row in rows if row.scenario_id == scenario.pk], contents, points) for scenario in chosen]


def _compared(
    scenario: Scenario, rows: list[ScenarioRow], contents: Mapping[int, Any], points: Mapping[int, Decimal]
) -> Compared:
    funded = [row for row in rows if row.amount]
    seen = [points[row.application_id] for row in funded if row.application_id in points]
    return Compared(
        scenario=scenario,
        funded=len(funded),
        total=sum((row.amount for row in funded), ZERO),
        reserve=sum(1 for row in rows if row.reserve_place),
        mean_points=(sum(seen, ZERO) / len(seen)).quantize(CENT) if seen else None,
        target_groups=_parts(funded, {pk: _answer(content, "target_groups").splitlines() for pk, content in contents.items()}),
        areas=_parts(funded, {pk: [_short(_answer(content, "area", "place"))] for pk, content in contents.items()}),
    )


def _parts(funded: list[ScenarioRow], words: Mapping[int, list[str]]) -> list[tuple[str, int, Decimal]]:
    """What counts more comes first; the same words with other capitals are the same place."""
    found: dict[str, tuple[str, int, Decimal]] = {}
    for row in funded:
        for text in filter(None, (" ".join(it.split()) for it in words.get(row.application_id, []))):
            name, number, total = found.get(text.casefold(), (text, 0, ZERO))
            found[text.casefold()] = name, number + 1, total + row.amount
    return sorted(found.values(), key=lambda part: (-part[2], part[0]))


def _short(text: str) -> str:
    """A place can be told in many words; its beginning is enough to know it by."""
    return textwrap.shorten(text, LONGEST_PLACE, placeholder=" …")


def _answer(content: Mapping[str, Any], *names: str) -> str:
    """As it was sent; the first of the questions that the kind has."""
    answers = {answer["name"]: answer["text"] for section in content["sections"] for answer in section["answers"]}
    return next((answers[name] for name in names if name in answers), "")
