"""What must hold before a decision."""

from dataclasses import replace
from decimal import Decimal

import pytest

from decisions.rules import RULES, Snapshot, broken

APPLIED = "2\u00a0000,50\u00a0€"


def snapshot(outcome: str, amount: str, *, ceiling: str = "8000.00", reasons: str = "Sopii.") -> Snapshot:
    return Snapshot(outcome, Decimal(amount), Decimal("2000.50"), Decimal(ceiling), reasons)


@pytest.mark.parametrize(
    ("outcome", "amount"),
    [
        ("granted", "2000.50"),
        ("granted_in_part", "2000.49"),
        ("granted_in_part", "0.01"),
        ("rejected", "0"),
        ("not_examined", "0"),
    ],
)
def test_a_decision_that_makes_sense_breaks_nothing(outcome, amount):
    assert broken(snapshot(outcome, amount)) == {}


@pytest.mark.parametrize(
    ("outcome", "amount", "sentence"),
    [
        (
            "granted",
            "2000.49",
            f"Granted means the whole sum applied for, {APPLIED}. Choose “granted in part” for a smaller sum.",
        ),
        (
            "granted",
            "2000.51",
            f"Granted means the whole sum applied for, {APPLIED}. Choose “granted in part” for a smaller sum.",
        ),
        ("granted_in_part", "2000.50", f"A part is more than 0 € and less than the sum applied for, {APPLIED}."),
        ("granted_in_part", "0", f"A part is more than 0 € and less than the sum applied for, {APPLIED}."),
        ("granted_in_part", "-1", f"A part is more than 0 € and less than the sum applied for, {APPLIED}."),
        ("rejected", "0.01", "Leave the sum empty: nothing is granted with this outcome."),
        ("not_examined", "5", "Leave the sum empty: nothing is granted with this outcome."),
    ],
)
def test_a_sum_that_does_not_fit_the_outcome_is_refused(outcome, amount, sentence):
    assert broken(snapshot(outcome, amount)) == {"amount": [sentence]}


def test_a_grant_stays_strictly_below_the_ceiling():
    assert broken(snapshot("granted", "2000.50", ceiling="2000.51")) == {}
    assert broken(snapshot("granted", "2000.50", ceiling="2000.50")) == {"amount": [f"The grant must be below {APPLIED}."]}


@pytest.mark.parametrize("reasons", ["", "   ", "\n\t"])
def test_every_decision_has_reasons(reasons):
    assert broken(snapshot("rejected", "0", reasons=reasons)) == {"reasons": ["Write the reasons for the decision."]}


def test_all_that_is_wrong_is_said_at_once():
    assert set(broken(snapshot("granted", "9000", reasons=""))) == {"amount", "reasons"}
    assert len(broken(snapshot("granted", "9000", reasons=""))["amount"]) == 2


def test_every_rule_has_a_source_and_a_code_of_its_own():
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert [rule.code for rule in RULES if not rule.source] == []


@pytest.mark.parametrize(("outcome", "amount"), [("granted", "2000.50"), ("granted_in_part", "1"), ("rejected", "0")])
def test_what_came_late_can_only_be_left_unexamined(outcome, amount):
    late = replace(snapshot(outcome, amount), is_late=True)
    assert broken(late) == {
        "outcome": ["The application came after the round had closed. It can only be left without examination."]
    }
    assert broken(replace(snapshot("not_examined", "0"), is_late=True)) == {}
