"""The parts of proposals and decisions, as people read them and as a form begins with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import prefetch_related_objects

from decisions.models import Decision, GrantedCost, PlannedPayment, Proposal
from decisions.queries.heads import head_label
from decisions.rules import Parts


@dataclass(frozen=True)
class Kept:
    """What one proposal or decision says: (label, euros) of each head of cost, instalments, conditions."""

    of: Proposal | Decision
    costs: Sequence[GrantedCost] = field(default_factory=list)
    payments: Sequence[PlannedPayment] = field(default_factory=list)

    @property
    def rows(self) -> list[tuple[str, Decimal]]:
        return [(head_label(cost.head), cost.amount) for cost in self.costs]

    @property
    def approved(self) -> Decimal:
        """All the approved costs: the sum granted, and what the application has from elsewhere."""
        return sum((cost.amount for cost in self.costs), Decimal("0.00"))

    @property
    def conditions(self) -> str:
        return self.of.conditions

    @property
    def parts(self) -> Parts:
        costs = {cost.head: cost.amount for cost in self.costs}
        return Parts(costs, self.of.conditions, [(it.amount, it.when) for it in self.payments])


def kept_parts(of: Proposal | Decision) -> Kept:
    """Two questions, once for each thing; none of what grants nothing."""
    if not of.amount:
        return Kept(of)
    prefetch_related_objects([of], "granted_costs", "planned_payments")
    return Kept(of, list(of.granted_costs.all()), list(of.planned_payments.all()))
