"""Euros: how people type them, how the portal keeps and shows them."""

import re
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext

CENT = Decimal("0.01")
NBSP = "\u00a0"
# numeric(12,2) holds no more than this.
LARGEST = Decimal("9999999999.99")

_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009\t")
_PLAIN = re.compile(r"([0-9]{1,10})([.,]([0-9]{1,2}))?", re.ASCII)
_GROUPED = re.compile(r"([0-9]{1,3})(\.[0-9]{3})+(,([0-9]{1,2}))?", re.ASCII)


def read_euros(text: str) -> Decimal:
    """The amount that `text` means, with two decimals. Raises ValueError with a sentence for the person who typed it.

    Understands `1234`, `1 234,50 €`, `1234.50` and `1.234,50`; refuses signs, exponents, names and digits other than 0–9.
    """
    digits = text.strip().removesuffix("€").removesuffix("euroa").translate(_SPACES)
    if match := _PLAIN.fullmatch(digits):
        return Decimal(f"{match[1]}.{match[3] or '0'}").quantize(CENT)
    if _GROUPED.fullmatch(digits):
        amount = Decimal(digits.replace(".", "").replace(",", ".")).quantize(CENT)
        if amount <= LARGEST:
            return amount
    raise ValueError(_why_not(digits))


def _why_not(digits: str) -> str:
    if digits[:1] in {"-", "−", "–"}:
        return gettext("Write the sum without a minus sign.")
    if re.fullmatch(r"[0-9.,]+", digits, re.ASCII):
        if len(re.sub(r"[.,].*", "", digits)) > 10:
            return gettext("The sum is too large. Check the number of digits.")
        return gettext("Write the sum with at most two decimals, for example 1 234,50.")
    if re.fullmatch(r"[0-9.,]+e[+-]?[0-9]+", digits, re.ASCII | re.IGNORECASE):
        return gettext("Write the whole sum in digits, for example 100 000.")
    return gettext("Write the sum in digits only, for example 1 234,50.")


def euros(amount: Decimal | None) -> str:
    """`1 234,50 €` as Finnish readers expect it, with no-break spaces; an en dash for no amount."""
    if amount is None:
        return "–"
    whole, cents = f"{abs(amount):,.2f}".split(".")
    sign = "−" if amount < 0 else ""
    return f"{sign}{whole.replace(',', NBSP)},{cents}{NBSP}€"


def short_euros(amount: Decimal) -> str:
    """`8 000 €`: the same without cents where there are none, for running text."""
    return euros(amount).replace(f",00{NBSP}€", f"{NBSP}€")


def percentage(amount: Decimal, percent: Decimal) -> Decimal:
    """`percent` of `amount`, rounded half up to the cent as the programme's flat rate is."""
    return (amount * percent / 100).quantize(CENT, ROUND_HALF_UP)


def shown_percent(share: Decimal) -> str:
    """`17 %` or `40,5 %`, with a no-break space."""
    return f"{share.normalize():f}".replace(".", ",") + f"{NBSP}%"


def spaced(number: int) -> str:
    """`2 000`: a whole number in groups of three, with no-break spaces."""
    return f"{number:,}".replace(",", NBSP)
