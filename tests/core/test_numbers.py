"""Numbers of bodies, accounts and towns, however people type them."""

import pytest

from core.numbers import masked_iban, read_business_id, read_iban, read_postal_code, read_register_number, spaced_iban

BUSINESS_ID = "A business ID has seven digits, a hyphen and one more digit, for example 1234567-1."
REGISTER = "A register number has at most six digits, for example 123.456. Check what you wrote."
IBAN = "A Finnish account number has the letters FI and 16 digits, for example FI21 1234 5600 0007 85."
IBAN_DIGITS = "Check the account number: at least one of its digits is not right."
POSTAL_CODE = "A postal code has five digits, for example 80100."


@pytest.mark.parametrize(
    ("read", "typed", "meant"),
    [
        (read_business_id, "91000013", "9100001-3"),
        (read_business_id, " FI 9100001 – 3 ", "9100001-3"),
        (read_register_number, "999.901", "999.901"),
        (read_register_number, " 999\u00a0901 ", "999.901"),
        (read_register_number, "1234", "1.234"),
        (read_register_number, "6", "6"),
        (read_iban, "FI1990000000000019", "FI1990000000000019"),
        (read_iban, " fi19 9000 0000 0000 19 ", "FI1990000000000019"),
        (read_iban, "FI19-9000-0000-0000-19", "FI1990000000000019"),
        (read_iban, "FI19\u00a09000\u202f0000\u20090000\t19", "FI1990000000000019"),
        (read_iban, "DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        (read_postal_code, "80100", "80100"),
        (read_postal_code, " 80 100 ", "80100"),
        (read_postal_code, "FI-80100", "80100"),
    ],
)
def test_a_number_is_understood_however_it_is_spaced(read, typed, meant):
    assert read(typed) == meant


@pytest.mark.parametrize(
    ("read", "typed", "sentence"),
    [
        (read_business_id, "9100001-4", "Check the business ID: at least one of its digits is not right."),
        (read_business_id, "910000-3", BUSINESS_ID),
        (read_register_number, "1234567", REGISTER),
        (read_register_number, "ry", REGISTER),
        (read_register_number, "2", REGISTER),  # of the first numbers only some were ever given
        (read_register_number, "١٢٣", REGISTER),
        (read_iban, "FI1990000000000018", IBAN_DIGITS),
        (read_iban, "FI9190000000000019", IBAN_DIGITS),  # two digits changed places
        (read_iban, "DE89370400440532013001", IBAN_DIGITS),
        (read_iban, "FI19 9000 0000 0000 1", IBAN),
        (read_iban, "FI19 9000 0000 0000 199", IBAN),
        (read_iban, "900000-19", IBAN),
        (read_iban, "FI1٩90000000000019", IBAN),
        (read_iban, "tili", IBAN),
        (read_postal_code, "8010", POSTAL_CODE),
        (read_postal_code, "801000", POSTAL_CODE),
        (read_postal_code, "Joensuu", POSTAL_CODE),
        (read_postal_code, "٨٠١٠٠", POSTAL_CODE),
    ],
)
def test_what_cant_be_right_is_told_why(read, typed, sentence):
    with pytest.raises(ValueError) as told:  # noqa: PT011 -- the sentence is compared below
        read(typed)
    assert str(told.value) == sentence


@pytest.mark.parametrize(
    ("number", "spaced", "masked"),
    [
        ("FI1990000000000019", "FI19 9000 0000 0000 19", "FI19 •••• •••• •••• 19"),
        ("DE89370400440532013000", "DE89 3704 0044 0532 0130 00", "DE89 •••• •••• •••• •••• 00"),
        ("NO9386011117947", "NO93 8601 1117 947", "NO93 •••• •••• •47"),
        ("", "", ""),
    ],
)
def test_an_account_number_is_shown_in_fours_or_masked(number, spaced, masked):
    assert (spaced_iban(number), masked_iban(number)) == (spaced, masked)
