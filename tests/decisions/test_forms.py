"""What is typed about a proposal and a decision."""

from decimal import Decimal

import pytest

from decisions.forms import OutcomeForm, ReturnForm
from decisions.models import Reason
from decisions.rules import Heads, Parts

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
    assert filled.typed == {
        "outcome": outcome,
        "amount": Decimal(amount),
        "reasons": "Sopii.",
        "parts": Parts(),
        "from_bank": [],
    }


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


HEADS = Heads({"purchases": Decimal("800.50"), "venue_rent": Decimal("1200.00")})
BANK = [
    Reason(code="money-ended", use="part", text_fi="Raha ei riittänyt kaikille.", text_en="The money ran out."),
    Reason(code="clear-plan", use="grant", text_fi="Suunnitelma on selkeä.", text_en="The plan is clear."),
]


def whole_form(**typed: object) -> OutcomeForm:
    filled = OutcomeForm({"outcome": "granted_in_part", "amount": "1000", **typed}, applied=APPLIED, heads=HEADS, bank=BANK)
    filled.is_valid()
    return filled


def test_typed_parts_are_told_and_empty_ones_left_for_the_rules_to_fill():
    filled = whole_form(
        reasons="Sopii.",
        **{"cost-purchases": "400", "cost-venue_rent": "", "conditions": " Avoinna kaikille. "},
        **{"payment-1": "250,50", "when-1": "Heti", "payment-3": "749,50", "when-3": "Raportin jälkeen", "when-4": "  "},
    )
    costs = {"purchases": Decimal("400.00")}
    payments = ((Decimal("250.50"), "Heti"), (Decimal("749.50"), "Raportin jälkeen"))
    assert filled.typed["parts"] == Parts(costs, "Avoinna kaikille.", payments)


def test_half_an_instalment_is_for_the_rules_to_judge():
    assert whole_form(reasons="S", **{"payment-1": "5"}).typed["parts"].payments == ((Decimal("5.00"), ""),)
    assert whole_form(reasons="S", **{"when-2": "Heti"}).typed["parts"].payments == ((Decimal("0.00"), "Heti"),)


def test_a_part_that_is_no_sum_is_told_at_its_field():
    filled = whole_form(reasons="S", **{"cost-purchases": "-1", "payment-2": "1e3"})
    assert filled.errors == {
        "cost-purchases": ["Write the sum without a minus sign."],
        "payment-2": ["Write the whole sum in digits, for example 100 000."],
    }


def test_chosen_reasons_of_the_bank_come_after_what_is_written_once():
    filled = whole_form(reasons="Ensin oma. Suunnitelma on selkeä.", bank=["money-ended", "clear-plan"])
    assert filled.typed["reasons"] == "Ensin oma. Suunnitelma on selkeä.\n\nRaha ei riittänyt kaikille."
    assert filled.typed["from_bank"] == BANK
    assert whole_form(reasons="", bank=["clear-plan"]).typed["reasons"] == "Suunnitelma on selkeä."


def test_a_button_that_fills_in_keeps_all_that_was_typed():
    filled = whole_form(reasons="Oma.", bank=["clear-plan"], **{"cost-purchases": "x1", "when-1": "Heti"})
    more = filled.with_more(reasons="Uusi.")
    shown = {name: more[name].value() for name in ("outcome", "amount", "reasons", "bank", "cost-purchases", "when-1")}
    assert shown == {
        "outcome": "granted_in_part",
        "amount": "1000",
        "reasons": "Uusi.",
        "bank": ["clear-plan"],
        "cost-purchases": "x1",
        "when-1": "Heti",
    }
    assert more.errors == {}
