"""The budget report: one object that the page, the CSV and the XLSX all read, so that they agree to the cent."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from accounts.models import User
from applications.queries import applied_by_fund_and_round
from decisions.queries import proposed_by_fund_and_round
from rounds.models import Fund, LedgerEntry, Programme, Round
from rounds.queries import Movements, budget_history, current_programme, mismatches, movements

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Figures:
    """Euros, and the number of applications. `proposed` is not part of `granted`; nothing is paid yet."""

    applications: int = 0
    applied: Decimal = ZERO
    proposed: Decimal = ZERO
    granted: Decimal = ZERO
    released: Decimal = ZERO
    paid: Decimal = ZERO

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    @property
    def net_granted(self) -> Decimal:
        return self.granted - self.released

    @property
    def to_be_paid(self) -> Decimal:
        """Granted, not released and not paid (domain: sidottu)."""
        return self.granted - self.released - self.paid


@dataclass(frozen=True)
class RoundRow:
    """One round of one fund; `share` is the round's part of the fund, none where it uses the common pool."""

    round: Round
    share: Decimal | None
    figures: Figures

    @property
    def left(self) -> Decimal | None:
        """What is left of the round's share; a round of the common pool has no sum of its own."""
        return None if self.share is None else self.share - self.figures.granted + self.figures.released


@dataclass(frozen=True)
class FundReport:
    """One fund with its rounds."""

    fund: Fund
    rows: list[RoundRow]

    @property
    def figures(self) -> Figures:
        return sum((row.figures for row in self.rows), Figures())

    @property
    def budget(self) -> Decimal:
        return self.fund.budget

    @property
    def left(self) -> Decimal:
        return self.budget - self.figures.granted + self.figures.released

    @property
    def net_granted(self) -> Decimal:
        """Granted less released: what the bar shows as granted."""
        return self.figures.granted - self.figures.released


@dataclass(frozen=True)
class Report:
    """The programme's money at an instant."""

    programme: Programme
    at: datetime
    funds: list[FundReport] = field(default_factory=list)
    mismatches: list[str] = field(default_factory=list)

    @property
    def in_funds(self) -> Decimal:
        return sum((fund.budget for fund in self.funds), ZERO)

    @property
    def outside_funds(self) -> Decimal:
        """The programme's budget less its funds; the slides do not say what it is for."""
        return self.programme.total_budget - self.in_funds

    @property
    def figures(self) -> Figures:
        return sum((fund.figures for fund in self.funds), Figures())

    @property
    def left(self) -> Decimal:
        return sum((fund.left for fund in self.funds), ZERO)


def report(at: datetime) -> Report | None:
    """The report of the newest programme, or None before one is loaded."""
    programme = current_programme()
    if programme is None:
        return None
    rounds = list(programme.rounds.prefetch_related("terms"))
    applied, proposed, moved = applied_by_fund_and_round(), proposed_by_fund_and_round(), movements()

    def row(fund: Fund, round_: Round) -> RoundRow:
        count, total = applied.get((fund.kind, round_.pk), (0, ZERO))
        money = moved.get((fund.pk, round_.pk), Movements())
        figures = Figures(count, total, proposed.get((fund.kind, round_.pk), ZERO), money.granted, money.released)
        share = next((terms.allocation for terms in round_.terms.all() if terms.kind == fund.kind), None)
        return RoundRow(round_, share, figures)

    funds = list(programme.funds.all())
    reports = [FundReport(fund, [row(fund, round_) for round_ in rounds]) for fund in funds]
    return Report(programme, at, reports, mismatches(funds, moved))


@dataclass(frozen=True)
class Change:
    """One entry of the ledger about a budget, or about a round's share; `who` is empty for what the system brought in."""

    entry: LedgerEntry
    who: str


def budget_changes() -> list[Change]:
    """The newest first; two questions, however many."""
    entries = budget_history()
    keys = {int(it.actor.removeprefix("person:")) for it in entries if it.actor.startswith("person:")}
    people = {f"person:{person.pk}": str(person) for person in User.objects.filter(pk__in=keys)}
    return [Change(entry, people.get(entry.actor, "")) for entry in entries]
