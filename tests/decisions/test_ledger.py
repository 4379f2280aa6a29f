"""Whatever is done to decisions in whatever order, the ledger, the fund and the round's share say the same, and never too much."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applications.models import Application, InterestDeclaration
from decisions import actions
from decisions.models import Decision
from reviews.actions import declare
from rounds.models import Fund, LedgerEntry, RoundTerms
from rounds.queries import bound_of_case, ledger_mismatches
from tests.factories import acting, after_closing, make_case_in_review, make_person, make_proposal

pytestmark = pytest.mark.django_db
BUDGET, SHARE = Decimal("3000.00"), Decimal("2600.00")
ACTS = ("decide", "publish", "correct", "keep", "lapse", "give_up", "withdraw", "reopen")
# A case, what is done to it, and the percentage of what it seeks: 0 is a refusal.
steps = st.tuples(st.integers(min_value=0, max_value=1), st.sampled_from(ACTS), st.sampled_from([0, 10, 33, 50, 80, 100]))


@pytest.fixture
def cases(applicant, group, first_round, coordinator, decider, second) -> list[Application]:
    """Two events for 2 000,50 € each, proposed; the money suffices for one and a half."""
    Fund.objects.filter(kind="event").update(budget=BUDGET)
    RoundTerms.objects.filter(round=first_round, kind="event").update(allocation=SHARE)
    made = [make_case_in_review(applicant, group, first_round, coordinator) for _number in range(2)]
    for case in made:
        make_proposal(case, coordinator)
        for person in (decider, second):
            declare(case, by=acting(person, "decider"), at=after_closing(case, days=2))
    return made


@pytest.fixture
def second():
    return make_person("toinen@joensuu.example", name="Tommi Toinen", roles=["decider"])


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def do(key: int, act: str, percent: int, people) -> None:
    applicant, decider, second = people
    case = Application.objects.get(pk=key)
    held, at = case.decisions.in_force().first(), after_closing(case, days=9)
    by, owner = acting(decider, "decider"), acting(applicant, "owner")
    if act == "decide":
        amount = (case.applied * percent / 100).quantize(Decimal("0.01"))
        outcome = "rejected" if not amount else "granted" if amount == case.applied else "granted_in_part"
        actions.decide(case, by=by, at=at, outcome=outcome, amount=amount, reasons="Syy.")
    elif act == "publish":
        actions.publish(case.round, by=by, at=at)
    elif act == "keep":
        actions.keep_decision(case, by=by, at=at)
    elif act == "withdraw":
        actions.withdraw(case, by=owner, at=at)
    elif act == "reopen":
        _reopen(case, decider, second, at)
    elif held and act == "correct":
        actions.correct(held, by=by, at=at, ground="clerical", reason="Virhe.")
    elif held and act == "lapse":
        actions.lapse(held, by=by, at=at, reason="Ei aloitettu.")
    elif held:
        actions.give_up(held, by=owner, at=at)


def _reopen(case, decider, second, at) -> None:
    """Her conflict of interest is found, another takes the case up, and for the sake of the steps to come it was a mistake."""
    word = InterestDeclaration.objects.filter(application=case, person=decider)
    word.update(is_disqualified=True, ground="other")
    try:
        actions.reopen(case, by=acting(second, "decider"), at=at)
    finally:
        word.update(is_disqualified=False, ground="")


def check(cases: list[Application]) -> None:
    fund, terms = Fund.objects.get(kind="event"), RoundTerms.objects.get(round=cases[0].round, kind="event")
    assert ledger_mismatches() == []
    assert 0 <= fund.committed == terms.committed <= SHARE
    for case in cases:
        sums = [decision.amount for decision in Decision.objects.binding().filter(application=case)]
        assert bound_of_case(case.about) == max(sums, default=Decimal(0))
    moved = dict(LedgerEntry.objects.order_by().values_list("entry").annotate(Sum("amount")))
    assert moved.get("commit", 0) - moved.get("release", 0) == fund.committed


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(story=st.lists(steps, min_size=4, max_size=14))
def test_any_order_of_acts_keeps_the_books_right(cases, applicant, decider, second, story):
    with undone():
        for place, act, percent in story:
            with suppress(ValidationError):  # refused: nothing may have moved
                do(cases[place].pk, act, percent, (applicant, decider, second))
            check(cases)


def test_a_long_story_of_one_case(cases, applicant, decider, second):
    """The same with every kind of act, each of which happens."""
    people, key = (applicant, decider, second), cases[0].pk
    story = [
        ("decide", 50), ("reopen", 0), ("decide", 80), ("publish", 0), ("correct", 0), ("decide", 100), ("publish", 0),
        ("correct", 0), ("keep", 0), ("correct", 0), ("decide", 10), ("publish", 0), ("lapse", 0),
    ]  # fmt: skip
    for act, percent in story:
        do(key, act, percent, people)
        check(cases)
    states = list(Decision.objects.filter(application=key).order_by("number").values_list("state", flat=True))
    assert states == ["cancelled", "replaced", "replaced", "lapsed"]
    assert Fund.objects.get(kind="event").committed == 0
