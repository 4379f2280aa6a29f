"""What is done to the programme, its rounds and its money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core import dates
from core.actor import Actor
from core.money import euros
from core.text import clean_line, clean_text
from registry.actions import record
from rounds.models import Criterion, Fund, LedgerEntry, Programme, Round, RoundTerms, in_cents

# Proposed, not in the slides; each round carries a mark until an officer confirms it.
PROPOSED_CLOSING_TIME = time(16, 0)
OPENING_TIME = time(8, 0)
ZERO = Decimal("0.00")


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
_SCORING = ("reviews_wanted", "threshold_percent")


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
            **{name: data[name] for name in _SCORING},
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
def open_new_round(
    programme: Programme,
    *,
    by: Actor,
    at: datetime,
    opens_at: datetime,
    closes_at: datetime,
    earliest_start: date,
    latest_end: date,
) -> Round:
    """Announce a further round with the terms and criteria of the programme's newest one."""
    model = programme.rounds.order_by("-number").first()
    round_ = Round(
        programme=programme,
        number=model.number + 1,
        opens_at=opens_at,
        closes_at=closes_at,
        earliest_start=earliest_start,
        latest_end=latest_end,
        **{name: getattr(model, name) for name in (*_SCORING, "criteria_edition")},
    )
    round_.full_clean()
    round_.save()
    for terms in model.terms.all():
        kept = {name: getattr(terms, name) for name in ("kind", "ceiling", *_COST_MODEL)}
        RoundTerms.objects.create(round=round_, **kept)
    for criterion in model.criteria.all():
        criterion.pk, criterion.round = None, round_
        criterion._state.adding = True
        criterion.save()
    record("open_new_round", by=by, at=at, about=f"round:{round_.pk}")
    return round_


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
def confirm_dates(round_: Round, *, by: Actor, at: datetime) -> Round:
    """Make a tentative round's dates, or a proposed closing time, certain."""
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    round_.tentative = False
    round_.closing_time_confirmed = True
    round_.save(update_fields=["tentative", "closing_time_confirmed"])
    record("confirm_dates", by=by, at=at, about=f"round:{round_.pk}")
    return round_


@transaction.atomic
def set_cost_model(
    terms: RoundTerms, *, by: Actor, at: datetime, cost_model: str, flat_rate_percent: Decimal | None = None
) -> RoundTerms:
    """Choose how costs are counted, and so confirm it. `flat_rate_percent` is that many percent of wages.

    Nothing can be begun before the round opens, so it is fixed from then on: nobody's estimate changes under her hands. What
    is there already may still be confirmed.
    """
    round_ = Round.objects.select_for_update().get(pk=terms.round_id)
    terms = RoundTerms.objects.get(pk=terms.pk)
    if round_.opens_at <= at and (cost_model, flat_rate_percent) != (terms.cost_model, terms.flat_rate_percent):
        raise ValidationError(_("The round is already open. The cost model can't change any more."))
    terms.cost_model, terms.flat_rate_percent, terms.cost_model_confirmed = cost_model, flat_rate_percent, True
    terms.full_clean()
    terms.save(update_fields=_COST_MODEL)
    record("set_cost_model", by=by, at=at, about=f"round:{terms.round_id}", kind=terms.kind, cost_model=cost_model)
    return terms


_COST_MODEL = ("cost_model", "flat_rate_percent", "cost_model_confirmed")


@dataclass(frozen=True)
class Asked:
    """One criterion as somebody wants it. `levels` are what 0 to 5 points mean, in Finnish and in English; all or none in Finnish.

    `code` is of a criterion that the round, or another one, has already; a new one has none.
    """

    name_fi: str
    name_en: str
    weight: int
    guide_fi: str = ""
    guide_en: str = ""
    minimum: int | None = None
    levels: Sequence[tuple[str, str]] = ()
    code: str = ""


@transaction.atomic
def set_criteria(
    round_: Round,
    *,
    by: Actor,
    at: datetime,
    edition: int,
    criteria: Sequence[Asked],
    reviews_wanted: int,
    threshold_percent: int | None,
) -> Round:
    """Say on what the round's cases are scored, by how many people, and below what share of the points they are not funded.

    Refused from the opening on, and with the code `changed` where somebody has saved since `edition`. What is wrong with a
    criterion is told under the name of its field and its place in `criteria`, as in `name_fi-0`.
    """
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    if round_.has_frozen_criteria(at):
        raise ValidationError(_("The round has opened, so its criteria can't change any more."))
    if round_.criteria_edition != edition:
        raise ValidationError(_("Somebody else has saved the criteria while you had them open."), code="changed")
    round_.reviews_wanted, round_.threshold_percent, round_.criteria_edition = reviews_wanted, threshold_percent, edition + 1
    round_.validate_constraints()
    _replace_criteria(round_, [_cleaned(asked) for asked in criteria])
    round_.save(update_fields=[*_SCORING, "criteria_edition"])
    weights = {criterion.code: criterion.weight for criterion in round_.criteria.all()}
    record(
        "set_criteria",
        by=by,
        at=at,
        about=f"round:{round_.pk}",
        edition=edition + 1,
        weights=weights,
        reviews_wanted=reviews_wanted,
        threshold_percent=threshold_percent,
    )
    return round_


def _cleaned(asked: Asked) -> Asked:
    levels = [(clean_line(finnish), clean_line(english)) for finnish, english in asked.levels]
    return replace(
        asked,
        name_fi=clean_line(asked.name_fi),
        name_en=clean_line(asked.name_en),
        guide_fi=clean_text(asked.guide_fi).strip(),
        guide_en=clean_text(asked.guide_en).strip(),
        levels=levels if any(finnish or english for finnish, english in levels) else (),
    )


def _replace_criteria(round_: Round, wanted: Sequence[Asked]) -> None:
    """What stays keeps its row, so that reasons which name its code go on meaning it."""
    if not wanted:
        raise ValidationError(_("Cases are scored on at least one criterion."))
    if broken := _broken(wanted):
        raise ValidationError(broken)
    known = {criterion.code: criterion for criterion in round_.criteria.all()}
    taken = {asked.code for asked in wanted if asked.code}
    kept = set()
    for position, asked in enumerate(wanted, start=1):
        code = asked.code or _new_code(asked, taken)
        criterion = known.get(code) or Criterion(round=round_, code=code)
        criterion.position, criterion.weight, criterion.minimum = position, asked.weight, asked.minimum
        for name in ("name_fi", "name_en", "guide_fi", "guide_en"):
            setattr(criterion, name, getattr(asked, name))
        criterion.levels = [{"fi": finnish, "en": english} for finnish, english in asked.levels]
        criterion.full_clean(exclude={"levels"})  # made just above, and may be empty
        criterion.save()
        taken.add(code)
        kept.add(code)
    round_.criteria.exclude(code__in=kept).delete()


def _broken(wanted: Sequence[Asked]) -> dict[str, list[str]]:
    """What is wrong with the criteria, by field and place."""
    broken: dict[str, list[str]] = {}
    names = [asked.name_fi.casefold() for asked in wanted]
    for place, asked in enumerate(wanted):
        if not asked.name_fi:
            broken[f"name_fi-{place}"] = [_("Give the criterion a name in Finnish.")]
        elif names.index(asked.name_fi.casefold()) < place:
            broken[f"name_fi-{place}"] = [_("Another criterion has this name.")]
        if not asked.name_en:
            broken[f"name_en-{place}"] = [_("Give the criterion a name in English.")]
        for points, (finnish, _english) in enumerate(asked.levels):
            if not finnish:
                sentence = _("Write what %(points)d points mean, or leave all of them empty.") % {"points": points}
                broken[f"level_fi_{points}-{place}"] = [sentence]
    return broken


def _new_code(asked: Asked, taken: set[str]) -> str:
    """From its English name, with a number where that is taken."""
    stem = slugify(asked.name_en)[:36].strip("-") or "criterion"
    return next(code for number in range(1, 1000) if (code := stem if number == 1 else f"{stem}-{number}") not in taken)


@transaction.atomic
def move_closing(round_: Round, *, by: Actor, at: datetime, closes_at: datetime, reason: str) -> Round:
    """Close later than announced. The caller, `applications`, tells everybody who holds a draft."""
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    if closes_at <= max(at, round_.closes_at):
        raise ValidationError({"closes_at": _("Choose a time that is later than the present closing time.")})
    round_.closes_at, round_.extended_at, round_.extension_reason = closes_at, at, reason
    round_.full_clean()
    round_.save(update_fields=["closes_at", "extended_at", "extension_reason"])
    record("move_closing", by=by, at=at, about=f"round:{round_.pk}", closes_at=closes_at.isoformat())
    return round_


@transaction.atomic
def set_budget(fund: Fund, *, by: Actor, at: datetime, budget: Decimal, reason: str) -> Fund:
    """Give the fund another budget, in euros; never less than what is granted of it. The ledger gets the difference."""
    reason = _why_changed(by, reason)
    before = Fund.objects.select_for_update().get(pk=fund.pk)
    if budget < before.committed:
        sentence = _("%(committed)s of the fund is already granted. The budget can't be less than that.")
        raise ValidationError({"budget": sentence % {"committed": euros(before.committed)}})
    if budget == before.budget:
        raise ValidationError({"budget": _("The budget is that already.")})
    Fund.objects.filter(pk=fund.pk).update(budget=budget)
    about = f"programme:{before.programme_id} budget"
    _enter_change(before, None, about, budget - before.budget, reason, by=by, at=at)
    fund.refresh_from_db()
    record("set_budget", by=by, at=at, about=f"programme:{before.programme_id}", kind=fund.kind, budget=str(budget))
    return fund


@transaction.atomic
def set_share(terms: RoundTerms, *, by: Actor, at: datetime, allocation: Decimal | None, reason: str) -> RoundTerms:
    """Give the round another share of its fund, in euros, or None for the common pool; never less than what is granted of it."""
    reason = _why_changed(by, reason)
    round_ = Round.objects.select_for_update().get(pk=terms.round_id)
    fund = Fund.objects.select_for_update().get(programme=round_.programme_id, kind=terms.kind)
    before = RoundTerms.objects.get(pk=terms.pk)
    if allocation is not None and allocation < before.committed:
        sentence = _("%(committed)s of the round's share is already granted. The share can't be less than that.")
        raise ValidationError({"allocation": sentence % {"committed": euros(before.committed)}})
    if allocation == before.allocation:
        raise ValidationError({"allocation": _("The share is that already.")})
    RoundTerms.objects.filter(pk=terms.pk).update(allocation=allocation)
    difference = (allocation or ZERO) - (before.allocation or ZERO)
    _enter_change(fund, round_, f"round:{round_.pk} {terms.kind} share", difference, reason, by=by, at=at)
    terms.refresh_from_db()
    share = None if allocation is None else str(allocation)
    record("set_share", by=by, at=at, about=f"round:{round_.pk}", kind=terms.kind, share=share)
    return terms


def _why_changed(by: Actor, reason: str) -> str:
    if by.role != "finance":
        raise PermissionDenied(f"{by.role} may not change a budget")
    if not (reason := clean_text(reason).strip()):
        raise ValidationError({"reason": _("Write why the sum changes.")})
    return reason


def _enter_change(
    fund: Fund, round_: Round | None, about: str, difference: Decimal, reason: str, *, by: Actor, at: datetime
) -> None:
    """The fund is locked, so that no two changes get the same number."""
    number = LedgerEntry.objects.filter(fund=fund, entry=LedgerEntry.BUDGET, about__startswith=f"{about} ").count() + 1
    facts = {"about": f"{about} {number}", "amount": difference, "reason": reason, "at": at, "actor": by.reference}
    LedgerEntry.objects.create(fund=fund, round=round_, entry=LedgerEntry.BUDGET, **facts)


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


@transaction.atomic
def note_decided(round_: Round, *, by: Actor, at: datetime) -> None:
    """Write down when the round was decided; part of publishing its decisions, which records the event."""
    Round.objects.filter(pk=round_.pk, decided_at__isnull=True).update(decided_at=at)


@transaction.atomic
def commit(fund: Fund, round_: Round, *, by: Actor, at: datetime, amount: Decimal, about: str) -> None:
    """Bind `amount` of the fund, and of the round's share if it has one, or refuse and say what is left.

    One conditional update decides, so that nobody's old reading of the balance does; the database's check stands behind it.
    """
    terms = RoundTerms.objects.filter(round=round_, kind=fund.kind)
    within_budget = Fund.objects.filter(pk=fund.pk, committed__lte=in_cents(F("budget") - amount))
    if not within_budget.update(committed=in_cents(F("committed") + amount)):
        fund.refresh_from_db()
        raise ValidationError(
            _("The fund has %(left)s left. %(amount)s can't be granted."),
            params={"left": euros(fund.left), "amount": euros(amount)},
        )
    within_share = terms.filter(Q(allocation__isnull=True) | Q(committed__lte=in_cents(F("allocation") - amount)))
    if not within_share.update(committed=in_cents(F("committed") + amount)):
        share = terms.get()
        raise ValidationError(
            _("This round's share has %(left)s left. %(amount)s can't be granted."),
            params={"left": euros(share.allocation - share.committed), "amount": euros(amount)},
        )
    LedgerEntry.objects.create(
        fund=fund, round=round_, entry=LedgerEntry.COMMIT, amount=amount, about=about, at=at, actor=by.reference
    )


@transaction.atomic
def release(fund: Fund, round_: Round, *, by: Actor, at: datetime, amount: Decimal, about: str) -> None:
    """Give back to the fund what was committed under the same `about`."""
    Fund.objects.filter(pk=fund.pk).update(committed=in_cents(F("committed") - amount))
    RoundTerms.objects.filter(round=round_, kind=fund.kind).update(committed=in_cents(F("committed") - amount))
    LedgerEntry.objects.create(
        fund=fund, round=round_, entry=LedgerEntry.RELEASE, amount=amount, about=about, at=at, actor=by.reference
    )
