"""What is typed about a proposal and a decision."""

from decimal import Decimal

import pytest

from decisions.forms import OutcomeForm, ReturnForm

APPLIED = Decimal("2000.50")


def form(**typed: str) -> OutcomeForm:
    return OutcomeForm({"reasons": "Sopii.", **typed}, applied=APPLIED)


@pytest.mark.parametrize(
    ("outcome", "typed", "amount"),
    [
        ("granted", "", "2000.50"),
        ("granted", "1 000", "1000.00"),
        ("granted_in_part", "", "0.00"),
        ("granted_in_part", "1 500,50 €", "1500.50"),
        ("rejected", "", "0.00"),
        ("not_examined", "  ", "0.00"),
        ("rejected", "500", "500.00"),
    ],
)
def test_an_empty_sum_is_what_the_outcome_says_and_a_typed_one_is_kept_for_the_rules_to_judge(outcome, typed, amount):
    filled = form(outcome=outcome, amount=typed)
    assert filled.is_valid()
    assert filled.cleaned_data == {"outcome": outcome, "amount": Decimal(amount), "reasons": "Sopii."}


def test_every_fault_is_told_at_its_own_field():
    assert form(outcome="perhaps", amount="1e5", reasons="\x00 ").errors == {
        "outcome": ["Choose an outcome."],
        "amount": ["Write the whole sum in digits, for example 100 000."],
        "reasons": ["Write the reasons for the decision."],
    }


def test_it_says_how_much_was_applied_for():
    assert form().fields["amount"].help_text == "Only when a part is granted. Applied for: 2\u00a0000,50\u00a0€."


def test_the_reason_for_sending_back_is_asked_for():
    assert ReturnForm({"reason": " "}).errors == {"reason": ["Write why you send the case back."]}
    assert ReturnForm({"reason": "Kustannukset puuttuvat."}).is_valid()


def test_of_a_late_application_only_the_reasons_are_asked():
    blank = OutcomeForm(applied=APPLIED, is_late=True)
    assert ([code for code, _label in blank.fields["outcome"].choices], blank["outcome"].value()) == (
        ["not_examined"],
        "not_examined",
    )
    assert blank.fields["amount"].widget.is_hidden
    assert not OutcomeForm({"outcome": "granted", "reasons": "Sopii."}, applied=APPLIED, is_late=True).is_valid()
    filled = OutcomeForm({"outcome": "not_examined", "reasons": "Myöhässä."}, applied=APPLIED, is_late=True)
    assert filled.is_valid()
    assert filled.cleaned_data["amount"] == 0
