"""Euros as people type and read them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import LARGEST, euros, percentage, read_euros, short_euros, shown_percent

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1234", "1234.00"),
        ("1 234,50 €", "1234.50"),
        (f"1{NBSP}234,5", "1234.50"),
        ("1\u202f234,50", "1234.50"),
        ("1234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1.149.309", "1149309.00"),
        ("  7 999,99 euroa ", "7999.99"),
        ("0", "0.00"),
    ],
)
def test_sums_are_understood_as_people_write_them(typed, meant):
    assert read_euros(typed) == Decimal(meant)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1e5", "Write the whole sum in digits, for example 100 000."),
        ("NaN", "Write the sum in digits only, for example 1 234,50."),
        ("Infinity", "Write the sum in digits only, for example 1 234,50."),
        ("-1", "Write the sum without a minus sign."),
        ("−1", "Write the sum without a minus sign."),
        ("٣", "Write the sum in digits only, for example 1 234,50."),
        ("1234,567", "Write the sum with at most two decimals, for example 1 234,50."),
        ("99999999999", "The sum is too large. Check the number of digits."),
        ("noin 100", "Write the sum in digits only, for example 1 234,50."),
        ("", "Write the sum in digits only, for example 1 234,50."),
    ],
)
def test_what_is_not_a_sum_gets_its_own_sentence(typed, sentence):
    with pytest.raises(ValueError) as refusal:  # noqa: PT011 -- the sentence is what is compared
        read_euros(typed)
    assert str(refusal.value) == sentence


def understood(text: str) -> Decimal | None:
    try:
        return read_euros(text)
    except ValueError:
        return None


@given(st.text(max_size=40))
def test_any_text_is_a_sum_in_range_or_nothing(text):
    amount = understood(text)
    assert amount is None or 0 <= amount <= LARGEST
    assert amount is None or amount == amount.quantize(Decimal("0.01"))


@given(st.decimals(min_value=0, max_value=LARGEST, places=2))
def test_a_sum_shown_is_read_back_to_the_cent(amount):
    assert read_euros(euros(amount)) == amount


def test_sums_are_shown_with_no_break_spaces():
    assert euros(Decimal("1149309")) == f"1{NBSP}149{NBSP}309,00{NBSP}€"
    assert euros(Decimal("-0.5")) == f"−0,50{NBSP}€"
    assert euros(None) == "–"
    assert short_euros(Decimal("8000")) == f"8{NBSP}000{NBSP}€"
    assert short_euros(Decimal("7999.99")) == f"7{NBSP}999,99{NBSP}€"


def test_the_flat_rate_is_rounded_half_up():
    assert percentage(Decimal("38000"), Decimal("17")) == Decimal("6460.00")
    assert percentage(Decimal("0.50"), Decimal("17")) == Decimal("0.09")


def test_a_percentage_is_shown_without_needless_decimals():
    assert [shown_percent(Decimal(text)) for text in ("17.00", "40.50", "100")] == ["17\u00a0%", "40,5\u00a0%", "100\u00a0%"]
