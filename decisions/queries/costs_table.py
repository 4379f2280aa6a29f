"""What was applied for and what is approved, by head of cost, as the letter and the page of a decision say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from applications.sections import COST_HEADS, SOURCES, ZERO, Estimate
from decisions.models import GRANTED, Decision
from rounds.models import FLAT_RATE


@dataclass(frozen=True)
class CostRow:
    """One head, or below zero one source of other money. `approved` is None where the decision does not say it by head."""

    label: str
    applied: Decimal
    approved: Decimal | None = None


@dataclass(frozen=True)
class CostTable:
    """The rows of each column add up to its total: to the sum applied for, and to the sum granted."""

    rows: list[CostRow]
    applied: Decimal
    granted: Decimal

    @property
    def is_by_head(self) -> bool:
        return any(row.approved is not None for row in self.rows)


def cost_table(decision: Decision, estimate: Estimate) -> CostTable:
    approved = _approved(decision, estimate)
    nothing = ZERO if approved else None
    rows = [CostRow(label, amount, approved.get(code, nothing)) for code, label, amount in _costs(estimate, approved)]
    other = [(str(label), -estimate.from_source(source)) for source, label in SOURCES.items() if estimate.from_source(source)]
    left = decision.amount - sum(approved.values(), ZERO)
    rows += list(_other_money(other, left)) if approved else [CostRow(label, amount) for label, amount in other]
    return CostTable(rows, estimate.applied, decision.amount)


def _approved(decision: Decision, estimate: Estimate) -> dict[str, Decimal]:
    """Euros by code of head; nothing where it is not said. Who gets all that was applied for gets it as it was applied for."""
    if not decision.is_favourable:
        return {}
    if parts := {cost.head: cost.amount for cost in decision.granted_costs.all()}:
        return parts
    if decision.outcome != GRANTED:
        return {}
    return {code: amount for code, _label, amount in _costs(estimate, {})}


def _costs(estimate: Estimate, approved: dict[str, Decimal]) -> list[tuple[str, str, Decimal]]:
    """Code, label and sum of each head that was applied for or is approved, in the order of the form."""
    labels = {head.code: str(head.label) for head in COST_HEADS} | {FLAT_RATE: estimate.flat_rate_label}
    sums = {**estimate.by_head, FLAT_RATE: estimate.flat_rate}
    known = [(code, label, sums.get(code, ZERO)) for code, label in labels.items()]
    others = [(code, _("No kind chosen"), sums.get(code, ZERO)) for code in {**sums, **approved} if code not in labels]
    return [(code, label, amount) for code, label, amount in (*known, *others) if amount or approved.get(code)]


def _other_money(applied: list[tuple[str, Decimal]], left: Decimal) -> Iterator[CostRow]:
    """Other money below zero. What the approved costs leave to the sum granted is that of the application, or is said as one sum."""
    if left == sum((amount for _label, amount in applied), ZERO):
        yield from (CostRow(label, amount, amount) for label, amount in applied)
        return
    yield from (CostRow(label, amount) for label, amount in applied)
    if left:
        yield CostRow(_("Other money, together"), ZERO, left)
