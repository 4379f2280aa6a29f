"""What is granted in its parts: approved costs by head, conditions, payments; and how the parts are filled where nobody typed them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_DOWN, Decimal

from core.money import CENT, percentage

ZERO = Decimal("0.00")
# The head of cost that a flat rate is counted from, and what stands beside the heads for what is added to it by a percentage.
WAGES, FLAT_RATE = "wages", "flat_rate"
MOST_PAYMENTS = 4


@dataclass(frozen=True)
class Parts:
    """What a proposal or a decision says beside outcome, sum and reasons. Euros by head; a head that is not there is filled by rule.

    A payment is its sum and, in words, when it is paid or on what condition.
    """

    costs: Mapping[str, Decimal] = field(default_factory=dict)
    conditions: str = ""
    payments: Sequence[tuple[Decimal, str]] = ()


@dataclass(frozen=True)
class Heads:
    """The heads of a sent cost estimate in its order, in euros, and what the application has from elsewhere to pay them with."""

    sums: Mapping[str, Decimal] = field(default_factory=dict)
    elsewhere: Decimal = ZERO
    flat_rate_percent: Decimal | None = None
    labels: Mapping[str, str] = field(default_factory=dict)

    def to_approve(self, granted: Decimal) -> Decimal:
        """What the approved costs add up to when so much is granted."""
        return granted + self.elsewhere

    @property
    def flat_rate_of(self) -> Decimal:
        return self.flat_rate_percent or ZERO


def filled(heads: Heads, granted: Decimal, typed: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Euros for every head: those that were typed as they are, and what is left divided over the others as they were applied for.

    Divided to the cent; who loses most by rounding gets the cents that remain. The flat rate is never more than its percentage
    of the wages that are approved.
    """
    costs = {code: typed[code] for code in heads.sums if code in typed}
    open_heads = {code: amount for code, amount in heads.sums.items() if code not in costs}
    left = max(heads.to_approve(granted) - sum(costs.values(), ZERO), ZERO)
    if FLAT_RATE in open_heads and WAGES in costs:
        costs[FLAT_RATE] = min(percentage(costs[WAGES], heads.flat_rate_of), open_heads.pop(FLAT_RATE), left)
        left -= costs[FLAT_RATE]
    together = WAGES in open_heads and FLAT_RATE in open_heads
    if together:
        open_heads[WAGES] += open_heads.pop(FLAT_RATE)
    shares = divided(open_heads, left)
    if together:
        shares[WAGES], shares[FLAT_RATE] = split(shares[WAGES], heads.flat_rate_of)
    costs |= shares
    return {code: costs[code] for code in heads.sums}


def divided(sums: Mapping[str, Decimal], total: Decimal) -> dict[str, Decimal]:
    """`total` divided in proportion to `sums` to the cent, by the largest remainder; never more than `sums`."""
    whole = sum(sums.values(), ZERO)
    if total >= whole:
        return dict(sums)
    exact = {code: total * amount / whole for code, amount in sums.items()}
    shares = {code: amount.quantize(CENT, ROUND_DOWN) for code, amount in exact.items()}
    cents = int((total - sum(shares.values(), ZERO)) / CENT)
    # The sort is stable: of equal remainders the first head gets the cent.
    for code in sorted(exact, key=lambda it: shares[it] - exact[it])[:cents]:
        shares[code] += CENT
    return shares


def split(together: Decimal, percent: Decimal) -> tuple[Decimal, Decimal]:
    """Wages and their flat rate that are `together` euros. The flat rate is its percentage, or a cent less where none fits exactly."""
    wages = (together / (1 + percent / 100)).quantize(CENT, ROUND_DOWN)
    while wages + percentage(wages, percent) < together:
        wages += CENT
    return wages, together - wages
