"""Bringing the programme in, and its settings."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import dates
from core.actor import Actor
from core.text import clean_line
from registry.actions import record
from rounds.models import Criterion, Fund, LedgerEntry, Programme, Round, RoundTerms

# Proposed, not in the slides; each round carries a mark until an officer confirms it.
PROPOSED_CLOSING_TIME = time(16, 0)


OPENING_TIME = time(8, 0)


@transaction.atomic
def load_programme(data: dict[str, Any], *, by: Actor, at: datetime) -> Programme:
    """Bring in what is missing of the programme in `data`; nothing that is already there is touched."""
    facts = data["programme"]
    contact = facts["contact"]
    programme, is_new = Programme.objects.get_or_create(
        code=data["code"],
        defaults={
            **{
                name: facts[name]
                for name in ("name", "starts", "ends", "total_budget", "esf_project_code", "website", "facebook")
            },
            **{f"{name}_{language}": facts[f"{name}_{language}"] for name in ("tagline", "area") for language in ("fi", "en")},
            **{f"contact_{name}": contact[name] for name in ("name", "phone", "email", "address")},
            **{name: _coded(data, key) for name, key in _LISTS.items()},
        },
    )
    programme.refresh_from_db()
    for fund in data["funds"]:
        _load_fund(programme, fund, by=by, at=at)
    for facts_of_round in data["rounds"]:
        _load_round(programme, facts_of_round, data)
    if is_new:
        record("load_programme", by=by, at=at, about=f"programme:{programme.pk}")
    return programme


_LISTS = {"target_groups": "target_groups", "aims": "aims", "support": "support_to_applicants"}


def _coded(data: dict[str, Any], key: str) -> list[dict[str, str]]:
    pairs = zip(data[f"{key}_fi"], data[f"{key}_en"], strict=True)
    return [{"code": str(number), "fi": finnish, "en": english} for number, (finnish, english) in enumerate(pairs, start=1)]


def _load_fund(programme: Programme, facts: dict[str, Any], *, by: Actor, at: datetime) -> None:
    budget = Decimal(facts["budget"])
    fund, is_new = Fund.objects.get_or_create(programme=programme, kind=facts["kind"], defaults={"budget": budget})
    if is_new:
        LedgerEntry.objects.create(
            fund=fund, entry=LedgerEntry.BUDGET, amount=budget, about=f"programme:{programme.pk}", at=at, actor=by.reference
        )


# What a round says of its points beside the criteria.
SCORING = ("reviews_wanted", "threshold_percent")


def _load_round(programme: Programme, facts: dict[str, Any], data: dict[str, Any]) -> None:
    year, month = (int(part) for part in facts["projects_may_start"].split("-"))
    round_, is_new = Round.objects.get_or_create(
        programme=programme,
        number=facts["number"],
        defaults={
            "opens_at": dates.local(date.fromisoformat(facts["opens"]), OPENING_TIME),
            "closes_at": dates.local(date.fromisoformat(facts["closes"]), PROPOSED_CLOSING_TIME),
            "tentative": facts["tentative"],
            "earliest_start": date(year, month, 1),
            "latest_end": programme.ends,
            **{name: data[name] for name in SCORING},
        },
    )
    if is_new:
        _give_terms(round_, data["terms"], data["criteria"])


def _give_terms(round_: Round, terms: list[dict[str, Any]], criteria: list[dict[str, Any]]) -> None:
    RoundTerms.objects.bulk_create(RoundTerms(round=round_, kind=term["kind"], ceiling=Decimal(term["below"])) for term in terms)
    Criterion.objects.bulk_create(
        Criterion(round=round_, position=position, **criterion) for position, criterion in enumerate(criteria, start=1)
    )


@transaction.atomic
def set_separation(
    programme: Programme, *, by: Actor, at: datetime, adviser_may_propose: bool, proposer_may_decide: bool
) -> Programme:
    """Say whether one person may have two parts in the same case. What has been proposed or decided stays as it is."""
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    programme.adviser_may_propose, programme.proposer_may_decide = adviser_may_propose, proposer_may_decide
    programme.save(update_fields=["adviser_may_propose", "proposer_may_decide"])
    about = f"programme:{programme.pk}"
    parts = [name for name in ("adviser_may_propose", "proposer_may_decide") if getattr(programme, name)]
    record("set_separation", by=by, at=at, about=about, allowed=parts)
    return programme


@transaction.atomic
def set_service(programme: Programme, *, by: Actor, at: datetime, lists_decisions: bool, office_closes: time | None) -> Programme:
    """Say whether published decisions go on the public list, and when the office that takes claims closes, if that is known.

    What has been listed stays on the list for its time.
    """
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    programme.lists_decisions, programme.office_closes = lists_decisions, office_closes
    programme.save(update_fields=["lists_decisions", "office_closes"])
    closes = f"{office_closes:%H:%M}" if office_closes else ""
    record("set_service", by=by, at=at, about=f"programme:{programme.pk}", lists=lists_decisions, office_closes=closes)
    return programme


@transaction.atomic
def set_funder(
    programme: Programme, *, by: Actor, at: datetime, funder_name: str, needs_funder_approval: bool, needs_agreement: bool
) -> Programme:
    """Say what else a grant depends on: the funder's approval, a signed agreement. Letters that are published stay as they are."""
    programme = Programme.objects.select_for_update().get(pk=programme.pk)
    programme.funder_name = clean_line(funder_name)
    programme.needs_funder_approval, programme.needs_agreement = needs_funder_approval, needs_agreement
    if needs_funder_approval and not programme.funder_name:
        raise ValidationError({"funder_name": _("Name the funder whose approval is needed.")})
    programme.save(update_fields=["funder_name", "needs_funder_approval", "needs_agreement"])
    needed = [name for name in ("needs_funder_approval", "needs_agreement") if getattr(programme, name)]
    record("set_funder", by=by, at=at, about=f"programme:{programme.pk}", needed=needed)
    return programme
