"""The programme, its rounds and its money."""

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from registry.models import Event
from rounds import actions
from rounds.models import Fund, LedgerEntry, Programme, Round, RoundTerms
from rounds.queries import bound_of_case, ledger_mismatches, movements
from tests.factories import AT, SYSTEM, make_round

DATA = json.loads(Path("data/kake2.json").read_text(encoding="utf-8"))
pytestmark = pytest.mark.django_db


@pytest.fixture
def kake2() -> Programme:
    return actions.load_programme(DATA, by=SYSTEM, at=AT)


@pytest.fixture
def events_fund(kake2) -> Fund:
    return kake2.funds.get(kind="event")


def test_the_programme_is_loaded_as_the_slides_have_it(kake2):
    assert kake2.total_budget == Decimal("1149309")
    assert (kake2.starts, kake2.ends) == (date(2018, 1, 2), date(2020, 12, 31))
    assert dict(kake2.funds.values_list("kind", "budget")) == {"development": Decimal("800000"), "event": Decimal("50000")}
    first, second, third = kake2.rounds.all()
    assert (first.tentative, second.tentative, third.tentative) == (False, True, True)
    assert first.opens_at == datetime(2018, 1, 16, 6, 0, tzinfo=UTC)
    assert [round_.closes_at for round_ in (first, second, third)] == [
        datetime(2018, 2, 28, 14, 0, tzinfo=UTC),
        datetime(2018, 5, 31, 13, 0, tzinfo=UTC),
        datetime(2018, 10, 31, 14, 0, tzinfo=UTC),
    ]
    assert [round_.earliest_start for round_ in (first, second, third)] == [date(2018, 4, 1), date(2018, 9, 1), date(2019, 1, 1)]
    assert {round_.latest_end for round_ in (first, second, third)} == {date(2020, 12, 31)}
    assert dict(first.terms.values_list("kind", "ceiling")) == {"development": Decimal("70000"), "event": Decimal("8000")}


def test_loading_again_touches_nothing_that_an_officer_changed(kake2):
    Programme.objects.update(contact_phone="013 000 000")
    Round.objects.filter(number=1).update(closes_at=datetime(2018, 3, 7, 14, 0, tzinfo=UTC))
    actions.load_programme(DATA, by=SYSTEM, at=AT)
    assert Programme.objects.get().contact_phone == "013 000 000"
    assert Round.objects.get(number=1).closes_at == datetime(2018, 3, 7, 14, 0, tzinfo=UTC)
    assert (Fund.objects.count(), Round.objects.count(), LedgerEntry.objects.count()) == (2, 3, 2)
    assert Event.objects.filter(act="load_programme").count() == 1


def test_money_is_committed_and_released_through_the_ledger(events_fund):
    first = Round.objects.get(number=1)
    actions.commit(events_fund, first, by=SYSTEM, at=AT, amount=Decimal("7999.99"), about="application:A decision 1")
    actions.commit(events_fund, first, by=SYSTEM, at=AT, amount=Decimal("2000.01"), about="application:B decision 1")
    actions.release(events_fund, first, by=SYSTEM, at=AT, amount=Decimal("2000.01"), about="application:B decision 1")
    events_fund.refresh_from_db()
    moved = movements()[events_fund.pk, first.pk]
    assert (moved.granted, moved.released, moved.committed) == (Decimal("10000.00"), Decimal("2000.01"), Decimal("7999.99"))
    assert (events_fund.committed, events_fund.left) == (Decimal("7999.99"), Decimal("42000.01"))
    assert ledger_mismatches() == []


def test_a_fund_is_committed_to_the_last_cent_and_not_beyond(events_fund):
    first = Round.objects.get(number=1)
    actions.commit(events_fund, first, by=SYSTEM, at=AT, amount=Decimal("49999.99"), about="application:A decision 1")
    with pytest.raises(ValidationError) as refusal:
        actions.commit(events_fund, first, by=SYSTEM, at=AT, amount=Decimal("0.02"), about="application:B decision 1")
    assert refusal.value.messages == ["The fund has 0,01\u00a0€ left. 0,02\u00a0€ can't be granted."]
    actions.commit(events_fund, first, by=SYSTEM, at=AT, amount=Decimal("0.01"), about="application:B decision 1")
    assert Fund.objects.get(kind="event").left == 0


def test_the_share_of_a_round_holds_too(events_fund):
    first = Round.objects.get(number=1)
    first.terms.filter(kind="event").update(allocation=Decimal("5000"))
    with pytest.raises(ValidationError) as refusal:
        actions.commit(events_fund, first, by=SYSTEM, at=AT, amount=Decimal("5000.01"), about="application:A decision 1")
    assert refusal.value.messages == ["This round's share has 5\u00a0000,00\u00a0€ left. 5\u00a0000,01\u00a0€ can't be granted."]
    assert LedgerEntry.objects.exclude(entry="budget").count() == 0


def test_a_mismatch_between_fund_and_ledger_is_found(events_fund):
    Fund.objects.filter(pk=events_fund.pk).update(committed=Decimal("1.00"))
    assert ledger_mismatches() == ["Joensuun KAKE2.0: Event: 1,00\u00a0€ granted by the fund, 0,00\u00a0€ by its ledger."]


def test_a_round_is_extended_only_later_and_with_a_reason(kake2):
    first = Round.objects.get(number=1)
    with pytest.raises(ValidationError) as refusal:
        actions.move_closing(first, by=SYSTEM, at=AT, closes_at=first.closes_at, reason="Katko")
    assert refusal.value.message_dict == {"closes_at": ["Choose a time that is later than the present closing time."]}
    with pytest.raises(ValidationError):
        actions.move_closing(first, by=SYSTEM, at=AT, closes_at=first.closes_at + timedelta(days=7), reason="")
    moved = actions.move_closing(first, by=SYSTEM, at=AT, closes_at=first.closes_at + timedelta(days=7), reason="Sähkökatko")
    assert (moved.closes_at, moved.extended_at, moved.extension_reason) == (
        datetime(2018, 3, 7, 14, 0, tzinfo=UTC),
        AT,
        "Sähkökatko",
    )


def test_the_cost_model_is_fixed_when_the_round_opens(kake2):
    second = Round.objects.get(number=2)
    terms = second.terms.get(kind="development")
    assert (terms.cost_model_label, terms.cost_model_confirmed) == ("Real costs", False)
    actions.set_cost_model(terms, by=SYSTEM, at=AT, cost_model="flat_rate", flat_rate_percent=Decimal("17"))
    terms.refresh_from_db()
    assert (terms.cost_model_label, terms.cost_model_confirmed) == ("Flat rate on wages, 17\u00a0%", True)
    with pytest.raises(ValidationError) as refusal:
        actions.set_cost_model(terms, by=SYSTEM, at=second.opens_at, cost_model="real_costs")
    assert refusal.value.messages == ["The round is already open. The cost model can't change any more."]


def test_a_cost_model_may_be_confirmed_after_the_round_has_opened(kake2):
    terms = Round.objects.get(number=1).terms.get(kind="event")
    assert actions.set_cost_model(terms, by=SYSTEM, at=AT, cost_model="real_costs").cost_model_confirmed


@pytest.mark.parametrize(
    ("cost_model", "percent", "sentence"),
    [
        ("flat_rate", None, "The flat rate, and no other cost model, has its percentage."),
        ("real_costs", Decimal("17"), "The flat rate, and no other cost model, has its percentage."),
        ("flat_rate", Decimal("0"), "The flat rate is more than 0 and at most 100 percent."),
        ("flat_rate", Decimal("100.01"), "The flat rate is more than 0 and at most 100 percent."),
        ("guess", None, "Unknown cost model."),
    ],
)
def test_a_cost_model_that_makes_no_sense_is_refused(kake2, cost_model, percent, sentence):
    terms = Round.objects.get(number=2).terms.get(kind="development")
    with pytest.raises(ValidationError) as refusal:
        actions.set_cost_model(terms, by=SYSTEM, at=AT, cost_model=cost_model, flat_rate_percent=percent)
    assert refusal.value.messages == [sentence]
    assert RoundTerms.objects.get(pk=terms.pk).cost_model == "real_costs"


def test_the_next_round_has_the_cost_model_of_the_newest_one(kake2):
    third = Round.objects.get(number=3)
    model = {"cost_model": "lump_sum"}
    actions.set_cost_model(third.terms.get(kind="development"), by=SYSTEM, at=AT, **model)
    terms = make_round(kake2).terms.get(kind="development")
    assert (terms.cost_model, terms.cost_model_confirmed) == ("lump_sum", True)


def test_a_new_round_takes_the_terms_and_criteria_of_the_newest(kake2):
    fourth = actions.open_new_round(
        kake2,
        by=SYSTEM,
        at=AT,
        opens_at=datetime(2019, 1, 7, 6, 0, tzinfo=UTC),
        closes_at=datetime(2019, 2, 28, 14, 0, tzinfo=UTC),
        earliest_start=date(2019, 4, 1),
        latest_end=date(2020, 12, 31),
    )
    third = Round.objects.get(number=3)
    assert fourth.number == 4
    assert list(fourth.terms.values_list("kind", "ceiling")) == list(third.terms.values_list("kind", "ceiling"))
    assert list(fourth.criteria.values_list("code", "weight")) == list(third.criteria.values_list("code", "weight"))
    assert third.criteria.count() == len(DATA["criteria"])


@pytest.mark.parametrize(
    ("closes_at", "sentence"),
    [
        (datetime(2018, 10, 28, 0, 30, tzinfo=UTC), "The clocks change at that hour. Choose another closing time."),
        (datetime(2018, 10, 28, 1, 30, tzinfo=UTC), "The clocks change at that hour. Choose another closing time."),
        (datetime(2018, 10, 26, 21, 0, tzinfo=UTC), "Don't close at midnight: people can't be sure which day is meant."),
    ],
)
def test_a_round_never_closes_at_a_time_that_can_be_read_in_two_ways(kake2, closes_at, sentence):
    Round.objects.filter(number=1).update(closes_at=datetime(2018, 10, 1, 13, 0, tzinfo=UTC))
    with pytest.raises(ValidationError) as refusal:
        actions.move_closing(Round.objects.get(number=1), by=SYSTEM, at=AT, closes_at=closes_at, reason="Katko")
    assert refusal.value.message_dict == {"closes_at": [sentence]}


def test_cents_that_come_and_go_leave_nothing_behind(events_fund):
    """Counted in binary, as SQLite does, the fund would be a hair below zero in the end, and a hair too full for the last euro."""
    round_, sums = events_fund.programme.rounds.get(number=1), [Decimal(f"{number}.10") for number in range(1, 40)]
    Fund.objects.filter(pk=events_fund.pk).update(budget=sum(sums))
    for number, amount in enumerate(sums):
        actions.commit(events_fund, round_, by=SYSTEM, at=AT, amount=amount, about=f"application:X decision {number}")
    events_fund.refresh_from_db()
    assert events_fund.left == 0
    for number, amount in enumerate(sums):
        actions.release(events_fund, round_, by=SYSTEM, at=AT, amount=amount, about=f"application:X decision {number}")
    events_fund.refresh_from_db()
    assert (events_fund.committed, bound_of_case("application:X"), ledger_mismatches()) == (0, 0, [])
