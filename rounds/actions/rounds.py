"""Rounds: announcing one, its dates, how its costs are counted."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import dates
from core.actor import Actor
from registry.actions import record
from rounds.actions.programme import SCORING
from rounds.models import Programme, Round, RoundTerms

# A closing time is never set earlier again, so a slip in the month or the year would hold for good. Whoever needs more than two
# months extends a second time, or announces a new round.
FURTHEST = timedelta(days=60)


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
        **{name: getattr(model, name) for name in (*SCORING, "criteria_edition")},
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


@transaction.atomic
def move_closing(round_: Round, *, by: Actor, at: datetime, closes_at: datetime, reason: str) -> Round:
    """Close later than announced. The caller, `applications`, tells everybody who holds a draft."""
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    if closes_at <= max(at, round_.closes_at):
        raise ValidationError({"closes_at": _("Choose a time that is later than the present closing time.")})
    last = dates.local_day(max(at, round_.closes_at)) + FURTHEST
    if dates.local_day(closes_at) > last:
        sentence = _("A round is extended by at most %(days)s days at a time: choose %(day)s or an earlier day.")
        raise ValidationError({"closes_at": sentence % {"days": FURTHEST.days, "day": dates.day(last)}})
    round_.closes_at, round_.extended_at, round_.extension_reason = closes_at, at, reason
    round_.full_clean()
    round_.save(update_fields=["closes_at", "extended_at", "extension_reason"])
    record("move_closing", by=by, at=at, about=f"round:{round_.pk}", closes_at=closes_at.isoformat())
    return round_


@transaction.atomic
def note_decided(round_: Round, *, by: Actor, at: datetime) -> None:
    """Write down when the round was decided; part of publishing its decisions, which records the event."""
    Round.objects.filter(pk=round_.pk, decided_at__isnull=True).update(decided_at=at)
