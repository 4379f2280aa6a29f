"""The arithmetic of dividing money: order, cut line, quick tools and what needs a reason. Pure: it is given all it looks at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_UP, Decimal
from itertools import groupby

from core.money import CENT

ZERO = Decimal("0.00")
# Why a line needs a reason.
PASSED_OVER, TIE, BELOW = "passed_over", "tie", "below"


@dataclass(frozen=True)
class Line:
    """One case: what it seeks, the smallest sum that is of use, its points (none where they may not be seen yet), its share."""

    key: int
    applied: Decimal
    smallest: Decimal = ZERO
    points: Decimal | None = None
    is_below: bool = False
    rank: int = 0
    amount: Decimal = ZERO

    @property
    def order(self) -> tuple[bool, Decimal, int, int]:
        """The best points first, inside a tie by rank; what may not be seen last, so that its place tells nothing."""
        return self.points is None, -(self.points or ZERO), self.rank, self.key

    @property
    def may_be_funded(self) -> bool:
        """By the tools; a person may fund also what is below the threshold, with a reason."""
        return self.points is not None and not self.is_below

    @property
    def treatment(self) -> int:
        """Nothing, a part, the whole."""
        return 0 if self.amount == 0 else 1 if self.amount < self.applied else 2


@dataclass(frozen=True)
class Counted:
    """A line with its place, shared in a tie, and what is left after it. `partly` stands only on the line where the money ends."""

    line: Line
    place: int | None
    is_tied: bool
    cumulative: Decimal
    left: Decimal
    partly: Decimal | None = None
    needs: tuple[str, ...] = ()


def ranked(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: line.order)


def counted(lines: Iterable[Line], money: Decimal) -> list[Counted]:
    """In order, with running sums; the cut line is at the first one that the money does not suffice for."""
    ordered, needs = ranked(lines), _needs(lines)
    sizes = {points: len(list(some)) for points, some in groupby(ordered, key=lambda line: line.points)}
    places = {points: 1 + sum(size for other, size in sizes.items() if _is_better(other, points)) for points in sizes}
    found, cumulative, is_cut = [], ZERO, False
    for line in ordered:
        before, cumulative = cumulative, cumulative + line.amount
        partly = None
        if cumulative > money and line.amount and not is_cut:
            partly, is_cut = max(money - before, ZERO), True
        place = None if line.points is None else places[line.points]
        is_tied = place is not None and sizes[line.points] > 1
        found.append(Counted(line, place, is_tied, cumulative, money - cumulative, partly, needs.get(line.key, ())))
    return found


def _is_better(points: Decimal | None, other: Decimal | None) -> bool:
    return points is not None and (other is None or points > other)


def _needs(lines: Iterable[Line]) -> dict[int, tuple[str, ...]]:
    """What a person has to give a reason for, by case."""
    seen = [line for line in ranked(lines) if line.points is not None]
    needs: dict[int, list[str]] = {}
    worst_funded = min((line.points for line in seen if line.amount and line.points is not None), default=None)
    for line in seen:
        if not line.amount and not line.is_below and worst_funded is not None and _is_better(line.points, worst_funded):
            needs.setdefault(line.key, []).append(PASSED_OVER)
        if line.amount and line.is_below:
            needs.setdefault(line.key, []).append(BELOW)
    for _points, tied in groupby(seen, key=lambda line: line.points):
        group = list(tied)
        best = max(line.treatment for line in group)
        for line in group:
            if line.treatment < best:
                needs.setdefault(line.key, []).append(TIE)
    return {key: tuple(codes) for key, codes in needs.items()}


def funded_in_order(lines: Iterable[Line], money: Decimal) -> list[Line]:
    """Each gets all it seeks for as long as there is money; the one on the line gets what is left, if that is of use to it."""
    left, is_over, found = max(money, ZERO), False, []
    for line in ranked(lines):
        share = ZERO
        if line.may_be_funded and not is_over:
            share = min(line.applied, left)
            is_over = share < line.applied
            if share < line.smallest:
                share = ZERO
        left -= share
        found.append(replace(line, amount=share))
    return found


def cut_by(lines: Iterable[Line], percent: Decimal) -> list[Line]:
    """Every share less so many percent, rounded down to the cent; never below the smallest sum that is of use."""
    return [replace(line, amount=_lowered(line, line.amount - _part(line.amount, percent))) for line in ranked(lines)]


def capped_at(lines: Iterable[Line], most: Decimal) -> list[Line]:
    """No share above `most`, but for what would not be of use below its smallest sum."""
    return [replace(line, amount=_lowered(line, most)) for line in ranked(lines)]


def _part(amount: Decimal, percent: Decimal) -> Decimal:
    return (amount * percent / 100).quantize(CENT, ROUND_UP)


def _lowered(line: Line, most: Decimal) -> Decimal:
    """At most `most`; where that is less than the smallest sum of use, that sum, and never more than before."""
    return min(line.amount, max(most, line.smallest, ZERO))


def moved(lines: Sequence[Line], key: int, step: int) -> list[Line]:
    """The same with one line a place up (-1) or down (1) inside its tie; at the end of the tie nothing moves."""
    ordered = ranked(lines)
    place = next((number for number, line in enumerate(ordered) if line.key == key), None)
    if place is not None:
        other = place + step
        if 0 <= other < len(ordered) and ordered[other].points == ordered[place].points:
            ordered[place], ordered[other] = ordered[other], ordered[place]
    return [replace(line, rank=rank) for rank, line in enumerate(ordered, start=1)]
