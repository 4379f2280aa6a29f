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
from reviews.actions import declare
from rounds.actions import set_budget
from rounds.models import Fund, LedgerEntry, RoundTerms
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


def what_holds() -> Decimal:
    """By the decisions: of each case what is in force, or what is prepared if that is more."""
    by_case: dict[int, Decimal] = {}
    for decision in Decision.objects.binding():
        by_case[decision.application_id] = max(by_case.get(decision.application_id, Decimal(0)), decision.amount)
    return sum(by_case.values(), Decimal(0))


def test_correcting_lapsing_giving_up_publishing_and_granting_at_once_keep_the_books_right(
    proposed, fund, decider, applicant, coordinator
):
    """Of ten thousand nine are granted. Then at once: one grant is corrected up, one is made smaller, one lapses and one is given up,
    in two rounds, while others want what comes free.
    """
    by, owner = acting(decider, "decider"), acting(applicant, "owner")
    at = after_closing(proposed[0], days=3)
    sums = {0: "3000", 1: "2500", 2: "2000", 3: "1500"}
    for number, amount in sums.items():
        declare(proposed[number], by=by, at=at)
        outcome = "granted" if amount == "3000" else "granted_in_part"
        actions.decide(proposed[number], by=by, at=at, outcome=outcome, amount=Decimal(amount), reasons="Sopii.")
    held = {number: proposed[number].decisions.get() for number in sums}
    for round_ in {case.round for case in proposed}:
        actions.publish(round_, by=by, at=at)
    for number in (2, 3):
        actions.correct(held[number], by=by, at=at, ground="clerical", reason="Virhe.")
    words = {"outcome": "granted_in_part", "amount": Decimal("500.00"), "reasons": "Pienempi."}
    actions.decide(Application.objects.get(pk=proposed[3].pk), by=by, at=at, **words)

    def act(number: int) -> None:
        case = Application.objects.get(pk=proposed[number].pk)
        if number == 0:
            actions.lapse(held[0], by=by, at=at, reason="Ei aloitettu.")
        elif number == 1:
            actions.give_up(held[1], by=owner, at=at)
        elif number == 2:
            actions.decide(case, by=by, at=at, outcome="granted", amount=EACH, reasons="Suurempi.")
        elif number == 3:
            actions.publish(case.round, by=by, at=at)
        elif number < 12:  # eight others want what comes free
            actions.decide(case, by=by, at=at, outcome="granted", amount=EACH, reasons="Sopii.")

    came = all_at_once(act)
    fund.refresh_from_db()
    assert (came[0], came[1], came[3]) == ("granted", "granted", "granted")
    assert [it for it in came if it != "granted" and "left." not in it] == []
    assert fund.committed == what_holds() <= BUDGET
    assert ledger_mismatches() == []
    committed = {terms.round_id: terms.committed for terms in RoundTerms.objects.filter(kind="event")}
    assert committed == {pk: bound_in(pk) for pk in committed}


def bound_in(round_: int) -> Decimal:
    sums = dict(LedgerEntry.objects.filter(round=round_).order_by().values_list("entry").annotate(Sum("amount")))
    return sums.get("commit", Decimal(0)) - sums.get("release", Decimal(0))


def test_a_budget_lowered_while_everybody_grants_is_never_less_than_what_is_granted(proposed, fund, decider, finance):
    by, office = acting(decider, "decider"), acting(finance, "finance")
    lowered = [Decimal("9500.00"), Decimal("6500.00"), Decimal("3500.00"), Decimal("500.00")]

    def act(number: int) -> None:
        case = proposed[number]
        at = after_closing(case, days=3)
        if number < len(lowered):
            set_budget(Fund.objects.get(pk=fund.pk), by=office, at=at, budget=lowered[number], reason="Talousarvio muuttui.")
        else:
            actions.decide(case, by=by, at=at, outcome="granted", amount=EACH, reasons="Sopii.")

    came = all_at_once(act)
    fund.refresh_from_db()
    assert [it for it in came if it != "granted" and "left." not in it and "already granted" not in it] == []
    assert fund.committed == EACH * came[len(lowered) :].count("granted") <= fund.budget
    entered = LedgerEntry.objects.filter(entry="budget", fund=fund, about__contains="budget").aggregate(Sum("amount"))
    assert BUDGET + (entered["amount__sum"] or 0) == fund.budget
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
