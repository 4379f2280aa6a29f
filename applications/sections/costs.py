"""Kinds of costs, and one cost line as typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.money import read_euros, shown_percent
from core.text import Words
from rounds.models import DEVELOPMENT, EVENT

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class CostHead:
    """A kind of cost. `kinds` are those that may use it."""

    code: str
    label: Words
    example: Words
    kinds: tuple[str, ...] = (EVENT, DEVELOPMENT)


WAGES = "wages"
# The heads of EURA, in which the City reports to its funder. A code stays for good: sent versions name it.
COST_HEADS = (
    CostHead(WAGES, _("Wages"), _("A part-time instructor with employer's costs"), (DEVELOPMENT,)),
    CostHead("purchases", _("Purchased services"), _("A lecturer's or performer's fee")),
    CostHead("venue_rent", _("Venue rents"), _("Rent of a hall"), (EVENT,)),
    CostHead("travel", _("Travel"), _("Bus tickets of the participants")),
    CostHead("equipment", _("Machines and equipment"), _("A sewing machine or a set of tools"), (DEVELOPMENT,)),
    CostHead("rents", _("Rents"), _("Rent of a workshop for a year"), (DEVELOPMENT,)),
    CostHead("other", _("Other costs"), _("Printing, coffee, materials")),
)

# The head of one kind that is the other's under another name: what becomes of it when the kind changes.
COUNTERPARTS = {"venue_rent": "rents", "rents": "venue_rent"}

FLAT_RATE_LABEL = _("Flat-rate costs (%(percent)s of wages)")


def heads_of(kind: str) -> list[CostHead]:
    return [head for head in COST_HEADS if kind in head.kinds]


def flat_rate_label(percent: Decimal | None) -> str:
    return str(FLAT_RATE_LABEL) % {"percent": shown_percent(percent) if percent is not None else "–"}


def sum_of(text: str) -> Decimal | None:
    """The sum in euros where it parses."""
    try:
        return read_euros(text) if text.strip() else None
    except ValueError:
        return None


def why_no_sum(text: str, if_empty: str) -> str:
    """A sentence about a sum that is not there or does not parse; empty if it does."""
    if not text.strip():
        return if_empty
    try:
        read_euros(text)
    except ValueError as error:
        return str(error)
    return ""


@dataclass(frozen=True)
class Cost:
    """One cost line as typed: head, what for, the sum's text, and for a project the year."""

    head: str
    what: str
    amount_text: str
    year: int | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.what.strip() or self.amount_text.strip())

    def called(self, number: int) -> str:
        """How sentences about this line name it; `number` is its place from 1."""
        return self.what.strip()[:60] or gettext("Line %(number)s") % {"number": number}

    @property
    def amount(self) -> Decimal | None:
        """The sum in euros where it parses."""
        return sum_of(self.amount_text)

    def marks(self, years: Sequence[int] = ()) -> dict[str, str]:
        """What is not understood, a sentence by the name of the field; none on a line that is empty.

        `years` are those that the round allows. One of them, or none, is no question.
        """
        if self.is_empty:
            return {}
        sentences = {
            "head": "" if self.head else gettext("Choose what kind of cost this is."),
            "year": gettext("Choose the year of this cost.") if len(years) > 1 and self.year not in years else "",
            "amount": why_no_sum(self.amount_text, gettext("Write the sum of this cost.")),
        }
        return {name: sentence for name, sentence in sentences.items() if sentence}
