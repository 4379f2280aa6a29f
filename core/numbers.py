"""Numbers that tell a body, its account and its town, read as people type them and written as they are read; and codes to read aloud."""

from __future__ import annotations

import re
import secrets

from django.utils.translation import gettext as _
from stdnum import iban
from stdnum.exceptions import InvalidChecksum
from stdnum.exceptions import ValidationError as NotANumber
from stdnum.fi import associationid, ytunnus

# What stands between digits on paper and in messages: spaces of every width, full stops, hyphens and dashes.
_BETWEEN = re.compile(r"[\s.\-–]")
# No sign of these is taken for another, by eye or by ear.
_CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def random_code(length: int) -> str:
    """A code that nobody can guess, of digits and capitals that people can read aloud: near five bits a sign."""
    return "".join(secrets.choice(_CODE_SIGNS) for _ in range(length))


def read_business_id(text: str) -> str:
    """A Finnish business ID in the form 1234567-1. Raises ValueError with a sentence for the person who typed it."""
    try:
        return ytunnus.format(ytunnus.validate(_BETWEEN.sub("", text)))
    except InvalidChecksum:
        raise ValueError(_("Check the business ID: at least one of its digits is not right.")) from None
    except NotANumber:
        raise ValueError(_("A business ID has seven digits, a hyphen and one more digit, for example 1234567-1.")) from None


def read_register_number(text: str) -> str:
    """A number of the Finnish register of associations in the form 123.456. Raises ValueError with a sentence."""
    try:
        return associationid.format(associationid.validate(_BETWEEN.sub("", text)))
    except NotANumber:
        raise ValueError(_("A register number has at most six digits, for example 123.456. Check what you wrote.")) from None


def read_iban(text: str) -> str:
    """An account number of any country without spaces, in capitals. Raises ValueError with a sentence."""
    plain = _BETWEEN.sub("", text).upper()
    if not re.fullmatch("FI[0-9]{16}|(?!FI)[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", plain):
        raise ValueError(_("A Finnish account number has the letters FI and 16 digits, for example FI21 1234 5600 0007 85."))
    try:
        return iban.validate(plain)
    except NotANumber:
        raise ValueError(_("Check the account number: at least one of its digits is not right.")) from None


def read_postal_code(text: str) -> str:
    """A Finnish postal code of five digits. Raises ValueError with a sentence."""
    digits = _BETWEEN.sub("", text).upper().removeprefix("FI")
    if re.fullmatch("[0-9]{5}", digits):
        return digits
    raise ValueError(_("A postal code has five digits, for example 80100."))


def spaced_iban(number: str) -> str:
    """In groups of four, as it stands on a bank statement."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def masked_iban(number: str) -> str:
    """Enough to tell one's accounts apart, and too little to pay to: FI19 •••• •••• •••• 19."""
    return spaced_iban(number[:4] + "•" * len(number[4:-2]) + number[-2:]) if number else ""
