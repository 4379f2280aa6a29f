"""What a round is at an instant, and what the database refuses."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from rounds.models import Fund, LedgerEntry, Programme, Round

OPENS, CLOSES = datetime(2018, 1, 16, 6, 0, tzinfo=UTC), datetime(2018, 2, 28, 14, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def round_with(**fields) -> Round:
    return Round(**{"opens_at": OPENS, "closes_at": CLOSES, "grace_seconds": 60, **fields})


@pytest.mark.parametrize(
    ("fields", "at", "state"),
    [
        ({}, OPENS - SECOND, "announced"),
        ({}, OPENS, "open"),
        ({}, CLOSES - SECOND, "open"),
        ({}, CLOSES, "closed"),
        ({"tentative": True}, OPENS, "tentative"),
        ({"tentative": True}, CLOSES, "closed"),
        ({"decided_at": CLOSES + SECOND}, CLOSES, "closed"),
        ({"decided_at": CLOSES + SECOND}, CLOSES + SECOND, "decided"),
        ({"decided_at": CLOSES, "ended_at": CLOSES + SECOND}, CLOSES + SECOND, "ended"),
        ({"cancelled_at": OPENS}, OPENS, "cancelled"),
    ],
)
def test_what_a_round_is_follows_from_its_data_and_the_time(fields, at, state):
    assert round_with(**fields).state(at) == state


@pytest.mark.parametrize(
    ("at", "received"),
    [
        (OPENS - SECOND, False),
        (OPENS, True),
        (CLOSES, True),
        (CLOSES + timedelta(seconds=59), True),
        (CLOSES + timedelta(seconds=60), False),
    ],
)
def test_the_window_is_half_open_with_the_same_grace_for_all(at, received):
    assert round_with().receives(at) == received


def test_a_tentative_or_cancelled_round_receives_nothing():
    assert not round_with(tentative=True).receives(OPENS)
    assert not round_with(cancelled_at=OPENS).receives(OPENS)


@pytest.fixture
def programme_row(db) -> Programme:
    return Programme.objects.create(
        code="koe", name="Koeohjelma", starts=date(2018, 1, 2), ends=date(2020, 12, 31), total_budget=Decimal("100")
    )


def refused(make) -> bool:
    try:
        with transaction.atomic():
            make()
    except IntegrityError:
        return True
    return False


def test_the_database_refuses_an_overdrawn_fund(programme_row):
    fund = Fund.objects.create(programme=programme_row, kind="event", budget=Decimal("100"))
    assert refused(lambda: Fund.objects.filter(pk=fund.pk).update(committed=Decimal("100.01")))
    assert refused(lambda: Fund.objects.filter(pk=fund.pk).update(committed=Decimal("-0.01")))
    assert refused(lambda: Fund.objects.filter(pk=fund.pk).update(budget=Decimal("-1")))
    assert not refused(lambda: Fund.objects.filter(pk=fund.pk).update(committed=Decimal("100")))
    assert refused(lambda: Fund.objects.filter(pk=fund.pk).update(budget=Decimal("99.99")))


def test_the_database_refuses_the_same_commitment_twice_and_any_change_of_the_ledger(programme_row):
    fund = Fund.objects.create(programme=programme_row, kind="event", budget=Decimal("100"))
    entry = {"fund": fund, "entry": "budget", "amount": Decimal("100"), "about": "programme:1", "at": OPENS, "actor": "system"}
    row = LedgerEntry.objects.create(**entry)
    assert refused(lambda: LedgerEntry.objects.create(**entry))
    assert refused(lambda: LedgerEntry.objects.create(**{**entry, "entry": "commit", "about": "x"}))
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerEntry.objects.filter(pk=row.pk).update(amount=Decimal("1"))
    with pytest.raises(IntegrityError), transaction.atomic():
        row.delete()


def test_the_database_refuses_a_round_that_closes_before_it_opens(programme_row):
    dates = {"earliest_start": date(2018, 4, 1), "latest_end": date(2020, 12, 31)}
    assert refused(lambda: Round.objects.create(programme=programme_row, number=1, opens_at=CLOSES, closes_at=OPENS, **dates))
    assert refused(
        lambda: Round.objects.create(
            programme=programme_row, number=1, opens_at=OPENS, closes_at=CLOSES, extended_at=OPENS, **dates
        )
    )
    assert not refused(lambda: Round.objects.create(programme=programme_row, number=1, opens_at=OPENS, closes_at=CLOSES, **dates))
