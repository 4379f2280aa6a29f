"""Twenty decision makers at once never grant more than there is, and how it would go without the guard."""

import threading
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Sum
from django.utils import translation

from applications.models import Application
from applications.sections import Cost
from decisions import actions
from decisions.models import Decision
from rounds.models import Fund, LedgerEntry
from rounds.queries import ledger_mismatches
from tests.factories import (
    AT,
    acting,
    after_closing,
    make_case_in_review,
    make_group,
    make_programme,
    make_proposal,
    make_round,
)

pytestmark = pytest.mark.django_db(transaction=True)

EACH, BUDGET, AT_ONCE = Decimal("3000.00"), Decimal("10000.00"), 20


def all_at_once(does: Callable[[int], object]) -> list[str]:
    """What came of each of the calls, started at the same moment on connections of their own."""
    barrier, came = threading.Barrier(AT_ONCE), [""] * AT_ONCE

    def run(number: int) -> None:
        try:
            with translation.override("en"):
                connection.ensure_connection()
                barrier.wait(timeout=60)
                does(number)
                came[number] = "granted"
        except ValidationError as refusal:
            came[number] = refusal.messages[0]
        except Exception as error:
            came[number] = repr(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return came


@pytest.fixture
def fund() -> Fund:
    programme = make_programme()
    Fund.objects.filter(programme=programme, kind="event").update(budget=BUDGET)
    return Fund.objects.get(programme=programme, kind="event")


@pytest.fixture
def proposed(fund, applicant, coordinator) -> list[Application]:
    """Twenty events for 3 000 € each in two rounds, since the lock of one round does not guard the fund against another."""
    first = fund.programme.rounds.get(number=1)
    second = make_round(fund.programme, opens=date(2018, 1, 16), closes=date(2018, 2, 28))
    group = make_group(applicant)
    cases = [
        make_case_in_review(applicant, group, (first, second)[number % 2], coordinator, costs=[Cost("other", "Kaikki", "3 000")])
        for number in range(AT_ONCE)
    ]
    for case in cases:
        make_proposal(case, coordinator)
    return cases


def granted_in_ledger() -> Decimal:
    return LedgerEntry.objects.filter(entry="commit").aggregate(Sum("amount"))["amount__sum"]


def test_of_twenty_grants_at_once_only_those_that_fit_are_made(proposed, fund, decider):
    by = acting(decider, "decider")

    def decide(number: int) -> None:
        case = proposed[number]
        at = after_closing(case, days=3)
        actions.decide(case, by=by, at=at, outcome="granted", amount=EACH, reasons="Sopii.")

    came = all_at_once(decide)
    refusal = "The fund has 1\u00a0000,00\u00a0€ left. 3\u00a0000,00\u00a0€ can't be granted."
    assert sorted(came) == sorted(["granted"] * 3 + [refusal] * 17)
    fund.refresh_from_db()
    assert (fund.committed, granted_in_ledger()) == (Decimal("9000.00"), Decimal("9000.00"))
    assert ledger_mismatches() == []
    assert Decision.objects.count() == 3
    statuses = sorted(Application.objects.values_list("status", flat=True))
    assert statuses == ["decided"] * 3 + ["proposed"] * 17


def test_twenty_withdrawals_and_grants_at_once_keep_the_books_right(proposed, fund, decider, applicant):
    """Half of the cases are withdrawn while the other half is decided: what comes free may be granted, and no cent twice."""
    by, owner = acting(decider, "decider"), acting(applicant, "owner")
    for case in proposed[:3]:
        actions.decide(case, by=by, at=after_closing(case, days=3), outcome="granted", amount=EACH, reasons="Sopii.")

    def act(number: int) -> None:
        case = Application.objects.get(pk=proposed[number].pk)
        if number < 3:
            actions.withdraw(case, by=owner, at=after_closing(case, days=4))
        else:
            actions.decide(case, by=by, at=after_closing(case, days=4), outcome="granted", amount=EACH, reasons="Sopii.")

    came = all_at_once(act)
    fund.refresh_from_db()
    assert came[:3] == ["granted"] * 3
    assert fund.committed <= BUDGET
    assert fund.committed == EACH * came[3:].count("granted")
    assert ledger_mismatches() == []


def test_adding_up_and_then_writing_would_overdraw(fund):
    """The control: the same twenty with the guard most people write. If this stops overdrawing, the test above proves nothing."""
    read = threading.Barrier(AT_ONCE)

    def grant_carelessly(number: int) -> None:
        granted = granted_in_ledger() or Decimal(0)
        read.wait(timeout=60)
        if granted + EACH <= BUDGET:
            LedgerEntry.objects.create(
                fund=fund,
                round=fund.programme.rounds.get(number=1),
                entry="commit",
                amount=EACH,
                about=f"careless {number}",
                at=AT,
                actor="test",
            )

    assert all_at_once(grant_carelessly) == ["granted"] * AT_ONCE
    assert granted_in_ledger() == EACH * AT_ONCE
