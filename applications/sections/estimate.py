"""The cost estimate as a whole: what the lines add up to, and what is left to apply for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.sections.costs import COST_HEADS, WAGES, ZERO, Cost, flat_rate_label, sum_of
from applications.sections.funding import INCOME, OTHER, SOURCES, Funding
from applications.sections.questions import EUROS, TEXT, Question, Section
from core.money import percentage
from core.text import Words
from rounds.models import LUMP_SUM, REAL_COSTS

# The sum as the group wishes it; left empty, the portal counts it.
WISHED_SUM = Question(
    "applied_sum",
    _("The sum you apply for"),
    _("The City can't grant more than you apply for."),
    answer=EUROS,
    hint=_("If you leave this empty, we count the sum for you: the costs less the other money."),
    required=False,
)
# What the decision makers may not go below when the money does not suffice for everybody; nothing is below it but 0 €.
SMALLEST_SUM = Question(
    "smallest_sum",
    _("The smallest sum with which you can do this"),
    _("If the money does not suffice for everybody, we may grant you less. We grant no sum that is of no use to you."),
    answer=EUROS,
    hint=_("It does not weaken your application. If you leave this empty, we may propose any smaller sum."),
    required=False,
)
OUTPUT = Question(
    "output",
    _("What shows that you did what you promised?"),
    _("A lump sum is paid when you show that the promised result was reached."),
    answer=TEXT,
    hint=_("Tell what you will show us when the work is done."),
    example=_("A list of the 12 group meetings and how many came, and the guide that the participants wrote."),
    limit=1000,
)


def with_money_questions(section: Section, cost_model: str) -> Section:
    """The part with its questions. What the cost estimate asks beside its lines depends on the round."""
    if not section.has_costs:
        return section
    sums = (WISHED_SUM, SMALLEST_SUM)
    return replace(section, questions=(OUTPUT, *sums) if cost_model == LUMP_SUM else sums)


@dataclass(frozen=True)
class YearTable:
    """Sums by head and year. The last of `years` is None where a line has none yet."""

    years: list[int | None]
    rows: list[tuple[str, list[Decimal], Decimal]]
    totals: list[Decimal]

    @property
    def total(self) -> Decimal:
        return sum(self.totals, ZERO)


@dataclass(frozen=True)
class Estimate:
    """The lines as typed with their sums in euros. What does not parse counts nothing until it is mended.

    `years` are those that the round allows a project; an event has none.
    """

    costs: Sequence[Cost]
    flat_rate_percent: Decimal | None = None
    funding: Sequence[Funding] = ()
    wished_text: str = ""
    years: Sequence[int] = ()
    cost_model: str = REAL_COSTS

    @cached_property
    def by_head(self) -> dict[str, Decimal]:
        return _by_head(self.costs)

    @property
    def flat_rate(self) -> Decimal:
        return self._flat_rate_of(self.by_head.get(WAGES, ZERO))

    @property
    def basis_points(self) -> int:
        """The flat rate in hundredths of a percent, for the script that adds up: it counts in whole numbers."""
        return int((self.flat_rate_percent or 0) * 100)

    def _flat_rate_of(self, wages: Decimal) -> Decimal:
        return percentage(wages, self.flat_rate_percent) if self.flat_rate_percent else ZERO

    @property
    def total(self) -> Decimal:
        """All costs."""
        return sum(self.by_head.values(), ZERO) + self.flat_rate

    def from_source(self, source: str) -> Decimal:
        return sum((it.amount for it in self.funding if it.source == source and it.amount is not None), ZERO)

    @property
    def income(self) -> Decimal:
        return self.from_source(INCOME)

    @property
    def other_funding(self) -> Decimal:
        return self.from_source(OTHER)

    @property
    def wished(self) -> Decimal | None:
        """The sum as the group wrote it, where it parses."""
        return sum_of(self.wished_text)

    @property
    def applied(self) -> Decimal:
        """The sum applied for: what is written, or what other money leaves of the costs."""
        return self.wished if self.wished is not None else max(self.total - self.income - self.other_funding, ZERO)

    @property
    def gap(self) -> Decimal:
        """What is missing to pay all the costs; below zero what is too much."""
        return self.total - self.income - self.other_funding - self.applied

    @property
    def missing(self) -> Decimal:
        return max(self.gap, ZERO)

    @property
    def surplus(self) -> Decimal:
        return max(-self.gap, ZERO)

    @property
    def is_lump_sum(self) -> bool:
        return self.cost_model == LUMP_SUM

    @property
    def flat_rate_label(self) -> str:
        return flat_rate_label(self.flat_rate_percent)

    @property
    def lines_shown(self) -> list[tuple[Words, Cost]]:
        """Each cost line with the name of its head; its year is said also where it need not be chosen."""
        labels = {head.code: head.label for head in COST_HEADS}
        return [(labels.get(cost.head, ""), replace(cost, year=self.year_of(cost))) for cost in self.costs]

    @property
    def _heads(self) -> list[tuple[str, str]]:
        """Code and label of the heads in use, in the order of the form; last what has no head yet."""
        labels = [(head.code, str(head.label)) for head in COST_HEADS]
        known = {code for code, _label in labels}
        labels += [(code, gettext("No kind chosen")) for code in self.by_head if code not in known]
        return [(code, label) for code, label in labels if self.by_head.get(code)]

    def rows(self) -> list[tuple[str, Decimal]]:
        """Label and sum of every head in use; together they are the costs."""
        rows = [(label, self.by_head[code]) for code, label in self._heads]
        if self.flat_rate:
            rows.append((self.flat_rate_label, self.flat_rate))
        return rows

    def rows_to_applied(self) -> list[tuple[str, Decimal]]:
        """The same and, below zero, the other money; together they are the sum applied for."""
        sources = ((str(label), -self.from_source(source)) for source, label in SOURCES.items())
        return [*self.rows(), *((label, amount) for label, amount in sources if amount)]

    def year_of(self, cost: Cost) -> int | None:
        """The year of a line; where the round allows only one, it need not be said."""
        return self.years[0] if len(self.years) == 1 else cost.year

    @cached_property
    def by_year(self) -> YearTable | None:
        """None for an event, and for an estimate in which nothing is counted yet."""
        if not self.years or not self.total:
            return None
        found = {self.year_of(cost) for cost in self.costs if cost.amount}
        years = sorted(found, key=lambda year: (year is None, year))
        columns = [_by_head(cost for cost in self.costs if self.year_of(cost) == year) for year in years]
        rows = [(label, [column.get(code, ZERO) for column in columns], self.by_head[code]) for code, label in self._heads]
        flat_rates = self._flat_rates([column.get(WAGES, ZERO) for column in columns])
        if self.flat_rate:
            rows.append((self.flat_rate_label, flat_rates, self.flat_rate))
        totals = [sum(column.values(), ZERO) + flat for column, flat in zip(columns, flat_rates, strict=True)]
        return YearTable(years, rows, totals)

    def _flat_rates(self, wages: list[Decimal]) -> list[Decimal]:
        """Each year's share. Rounding is on what has come together so far, so that the shares are the whole to the cent."""
        upto = [self._flat_rate_of(sum(wages[: place + 1], ZERO)) for place in range(len(wages))]
        return [now - before for now, before in zip(upto, [ZERO, *upto], strict=False)]

    def marks(self) -> list[tuple[str, str]]:
        """What is not understood: the id of the control and a sentence that names the line."""
        marks = [
            (f"id_kulu-{number}-{field}", f"{cost.called(number)}: {sentence}")
            for number, cost in enumerate(self.costs, start=1)
            for field, sentence in cost.marks(self.years).items()
        ]
        for word, source in (("tulo", INCOME), ("rahoitus", OTHER)):
            marks += [
                (f"id_{word}-{number}-{field}", f"{line.called(number)}: {sentence}")
                for number, line in enumerate(self.of_source(source), start=1)
                for field, sentence in line.marks().items()
            ]
        return marks

    def of_source(self, source: str) -> list[Funding]:
        return [line for line in self.funding if line.source == source]

    def not_understood(self) -> list[str]:
        """What the lines that have a mark are called."""
        names = [cost.called(number) for number, cost in enumerate(self.costs, start=1) if cost.marks(self.years)]
        for source in SOURCES:
            names += [line.called(number) for number, line in enumerate(self.of_source(source), start=1) if line.marks()]
        return names


def _by_head(costs: Iterable[Cost]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for cost in costs:
        if cost.amount is not None:
            sums[cost.head] = sums.get(cost.head, ZERO) + cost.amount
    return sums


def year_label(year: int | None) -> str:
    return str(year) if year else gettext("Year missing")
