"""Scenarios: making, changing and leaving ways to divide the money. None of them changes a case or binds money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from applications.models import Application
from core.actor import Actor
from core.text import clean_line, clean_text
from decisions import queries, rules
from decisions.models import Scenario, ScenarioRow
from registry.actions import record
from rounds.models import Round, RoundTerms

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Given:
    """What a person wants one case to get, in euros, its order inside a tie, why, and its place on the reserve list."""

    amount: Decimal
    rank: int = 0
    reason: str = ""
    reserve_place: int | None = None


@transaction.atomic
def make_scenario(round: Round, *, by: Actor, at: datetime, kind: str, name: str) -> Scenario:
    """A new one in which every case in review gets all it seeks, so that the cut line shows at once."""
    round_ = _locked(round, by)
    scenario = _named(Scenario(round=round_, kind=kind, made_by=by.person, made_at=at, changed_at=at), name)
    cases = queries.cases_to_divide(round_, kind)
    ScenarioRow.objects.bulk_create(
        ScenarioRow(scenario=scenario, application=case, amount=case.applied, rank=rank)
        for rank, case in enumerate(cases, start=1)
    )
    record("make_scenario", by=by, at=at, about=f"round:{scenario.round_id}", **_details(scenario))
    return scenario


@transaction.atomic
def copy_scenario(scenario: Scenario, *, by: Actor, at: datetime, name: str) -> Scenario:
    """The same under another name, not proposed whatever became of the first; of cases that have left review nothing is copied."""
    _locked(scenario.round, by)
    copy = _named(Scenario(round=scenario.round, kind=scenario.kind, made_by=by.person, made_at=at, changed_at=at), name)
    rows = scenario.rows.filter(application__in=queries.cases_to_divide(scenario.round, scenario.kind))
    kept = ("application_id", "amount", "rank", "reason", "reserve_place")
    ScenarioRow.objects.bulk_create(ScenarioRow(scenario=copy, **{name: getattr(row, name) for name in kept}) for row in rows)
    record("copy_scenario", by=by, at=at, about=f"round:{copy.round_id}", **_details(copy))
    return copy


@transaction.atomic
def rename_scenario(scenario: Scenario, *, by: Actor, at: datetime, name: str) -> Scenario:
    _locked(scenario.round, by)
    _named(scenario, name)
    record("rename_scenario", by=by, at=at, about=f"round:{scenario.round_id}", **_details(scenario))
    return scenario


@transaction.atomic
def delete_scenario(scenario: Scenario, *, by: Actor, at: datetime) -> None:
    """Refused once its proposals are made: then it says how the money was divided."""
    _locked(scenario.round, by)
    scenario.refresh_from_db(fields=["proposed_at"])
    if scenario.proposed_at:
        raise ValidationError(_("The proposals of this scenario have been made, so it is kept."))
    details = _details(scenario)
    scenario.delete()
    record("delete_scenario", by=by, at=at, about=f"round:{scenario.round_id}", **details)


@transaction.atomic
def save_scenario(scenario: Scenario, *, by: Actor, at: datetime, edition: int, given: Mapping[int, Given]) -> Scenario:
    """Keep what each case gets, by primary key. The sum may go over what there is; each share keeps to the rules.

    Refused with the code `changed` where somebody has saved since `edition`, so that nobody's work is lost.
    """
    _locked(scenario.round, by)
    scenario.refresh_from_db(fields=["edition", "proposed_at"])
    if scenario.proposed_at:
        raise ValidationError(_("The proposals of this scenario have been made. Copy it to try something else."))
    if scenario.edition != edition:
        raise ValidationError(_("Somebody else has saved this scenario while you had it open."), code="changed")
    cases = {case.pk: case for case in queries.cases_to_divide(scenario.round, scenario.kind).filter(pk__in=given)}
    _refuse_broken(scenario, cases, given)
    # Places are first taken from all, so that two cases can change theirs.
    scenario.rows.filter(application__in=cases).update(reserve_place=None)
    rows = [_row(scenario, case, given[key]) for key, case in cases.items()]
    ScenarioRow.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["scenario", "application"],
        update_fields=["amount", "rank", "reason", "reserve_place"],
    )
    scenario.edition, scenario.changed_at = edition + 1, at
    scenario.save(update_fields=["edition", "changed_at"])
    record("save_scenario", by=by, at=at, about=f"round:{scenario.round_id}", **_details(scenario))
    return scenario


def _row(scenario: Scenario, case: Application, given: Given) -> ScenarioRow:
    facts = {"amount": given.amount, "rank": given.rank, "reason": clean_text(given.reason)}
    return ScenarioRow(scenario=scenario, application=case, reserve_place=given.reserve_place, **facts)


def _refuse_broken(scenario: Scenario, cases: Mapping[int, Application], given: Mapping[int, Given]) -> None:
    ceiling = RoundTerms.objects.get(round=scenario.round_id, kind=scenario.kind).ceiling
    smallest = queries.smallest_sums(cases.values())
    broken: dict[str, list[str]] = {}
    for key, case in cases.items():
        share = rules.Share(given[key].amount, case.applied, ceiling, smallest[key])
        if sentences := rules.broken_share(share):
            broken[f"amount-{key}"] = sentences
        if given[key].reserve_place and given[key].amount:
            broken[f"reserve-{key}"] = [_("A case on the reserve list gets nothing yet. Give 0 €, or take the place away.")]
    for key, sentence in _broken_places(scenario, {key: given[key].reserve_place for key in cases}).items():
        broken.setdefault(f"reserve-{key}", []).append(sentence)
    if broken:
        raise ValidationError(broken)


def _broken_places(scenario: Scenario, places: Mapping[int, int | None]) -> dict[int, str]:
    """A sentence for each case whose place another has too.

    Of cases that stay as they are only the place counts: who typed may have a conflict of interest in them.
    """
    kept = scenario.rows.exclude(application__in=places).exclude(reserve_place=None)
    taken, typed = set(kept.values_list("reserve_place", flat=True)), list(places.values())
    broken = {}
    for key, place in places.items():
        if place and typed.count(place) > 1:
            broken[key] = _("Two cases can't have the same place on the reserve list.")
        elif place in taken:
            broken[key] = _("Place %(place)s on the reserve list has been given already.") % {"place": place}
    return broken


def _locked(round_: Round, by: Actor) -> Round:
    """Whoever changes a scenario of the round waits for the others; so does the making of its proposals."""
    if by.role != "coordinator":
        raise PermissionDenied(f"{by.role} may not divide money")
    return Round.objects.select_for_update().get(pk=round_.pk)


def _named(scenario: Scenario, name: str) -> Scenario:
    scenario.name = clean_line(name)[:100]
    if not scenario.name:
        raise ValidationError({"name": _("Give the scenario a name.")})
    others = Scenario.objects.filter(round=scenario.round_id, kind=scenario.kind, name=scenario.name)
    if others.exclude(pk=scenario.pk).exists():
        raise ValidationError({"name": _("There is a scenario with this name already.")})
    scenario.save()
    return scenario


def _details(scenario: Scenario) -> dict[str, Any]:
    return {"scenario": scenario.pk, "kind": scenario.kind, "edition": scenario.edition}
