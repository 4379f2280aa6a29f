"""Kinds of costs, one cost line as typed, and what the lines add up to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.money import percentage, read_euros, shown_percent
from core.text import Words
from rounds.models import DEVELOPMENT, EVENT


@dataclass(frozen=True)
class CostHead:
    """A kind of cost. `kinds` are those that may use it."""

    code: str
    label: Words
    example: Words
    kinds: tuple[str, ...] = (EVENT, DEVELOPMENT)


# The heads of EURA, in which the City reports to its funder. A code stays for good: sent versions name it.
COST_HEADS = (
    CostHead("wages", _("Wages"), _("A part-time instructor with employer's costs"), (DEVELOPMENT,)),
    CostHead("purchases", _("Purchased services"), _("A lecturer's or performer's fee")),
    CostHead("venue_rent", _("Venue rents"), _("Rent of a hall"), (EVENT,)),
    CostHead("travel", _("Travel"), _("Bus tickets of the participants")),
    CostHead("equipment", _("Machines and equipment"), _("A sewing machine or a set of tools"), (DEVELOPMENT,)),
    CostHead("rents", _("Rents"), _("Rent of a workshop for a year"), (DEVELOPMENT,)),
    CostHead("other", _("Other costs"), _("Printing, coffee, materials")),
)

FLAT_RATE_LABEL = _("Flat-rate costs (%(percent)s of wages)")


@dataclass(frozen=True)
class Cost:
    """One cost line as typed: head, what for, the sum's text."""

    head: str
    what: str
    amount_text: str

    @property
    def is_empty(self) -> bool:
        return not (self.what.strip() or self.amount_text.strip())

    def called(self, number: int) -> str:
        """How sentences about this line name it; `number` is its place from 1."""
        return self.what.strip()[:60] or gettext("Line %(number)s") % {"number": number}

    @property
    def amount(self) -> Decimal | None:
        """The sum in euros where it parses."""
        try:
            return read_euros(self.amount_text) if self.amount_text.strip() else None
        except ValueError:
            return None

    def marks(self) -> dict[str, str]:
        """What is not understood: a sentence for `amount` and one for `head`; none on a line that is empty."""
        if self.is_empty:
            return {}
        marks = {} if self.head else {"head": gettext("Choose what kind of cost this is.")}
        try:
            if not self.amount_text.strip():
                raise ValueError(gettext("Write the sum of this cost."))
            read_euros(self.amount_text)
        except ValueError as error:
            marks["amount"] = str(error)
        return marks


def heads_of(kind: str) -> list[CostHead]:
    return [head for head in COST_HEADS if kind in head.kinds]


ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Estimate:
    """The cost estimate in euros: sum by head, the computed flat rate, and the whole, which is the sum applied for."""

    by_head: dict[str, Decimal]
    flat_rate: Decimal
    flat_rate_percent: Decimal | None

    @property
    def total(self) -> Decimal:
        return sum(self.by_head.values(), ZERO) + self.flat_rate

    def rows(self) -> list[tuple[str, Decimal]]:
        """Label and sum of every head in use, in the order of the form."""
        rows = [(str(head.label), self.by_head[head.code]) for head in COST_HEADS if self.by_head.get(head.code)]
        if self.flat_rate:
            rows.append((flat_rate_label(self.flat_rate_percent), self.flat_rate))
        return rows


def flat_rate_label(percent: Decimal | None) -> str:
    return str(FLAT_RATE_LABEL) % {"percent": shown_percent(percent) if percent is not None else "–"}


def estimate(costs: list[Cost], flat_rate_percent: Decimal | None) -> Estimate:
    """Add up the lines that parse; what does not parse counts nothing until it is mended."""
    by_head: dict[str, Decimal] = {}
    for cost in costs:
        if cost.amount is not None:
            by_head[cost.head] = by_head.get(cost.head, ZERO) + cost.amount
    wages = by_head.get("wages", ZERO)
    flat_rate = percentage(wages, flat_rate_percent) if flat_rate_percent else ZERO
    return Estimate(by_head, flat_rate, flat_rate_percent)
