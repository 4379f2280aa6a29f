"""What must hold before a decision can be proposed or made, and what a share of money keeps to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from core.money import euros, percentage
from core.text import Words
from decisions.rules.parts import FLAT_RATE, MOST_PAYMENTS, WAGES, Heads

ZERO = Decimal("0.00")
# What is better for the applicant stands later.
_BETTER = ("not_examined", "rejected", "granted_in_part", "granted")


@dataclass(frozen=True)
class Before:
    """What a correction is about: the decision that holds, and whether the party has consented to a change to its harm."""

    outcome: str
    amount: Decimal
    needs_consent: bool
    has_consent: bool


@dataclass(frozen=True)
class Snapshot:
    """All that the rules look at. Sums in euros."""

    outcome: str
    amount: Decimal
    applied: Decimal
    ceiling: Decimal
    reasons: str
    is_late: bool = False
    is_gate_failed: bool = False
    heads: Heads = field(default_factory=Heads)
    costs: Mapping[str, Decimal] = field(default_factory=dict)
    payments: Sequence[tuple[Decimal, str]] = ()
    before: Before | None = None

    @property
    def is_favourable(self) -> bool:
        return self.outcome in {"granted", "granted_in_part"}

    @property
    def approved(self) -> Decimal:
        return sum(self.costs.values(), ZERO)

    @property
    def paid(self) -> Decimal:
        return sum((amount for amount, _when in self.payments), ZERO)

    @property
    def is_worse(self) -> bool:
        """Than the decision that is corrected."""
        if self.before is None:
            return False
        return self.amount < self.before.amount or _BETTER.index(self.outcome) < _BETTER.index(self.before.outcome)

    @property
    def words(self) -> dict[str, str]:
        needed = self.heads.to_approve(self.amount)
        sums = {
            "applied": self.applied,
            "ceiling": self.ceiling,
            "amount": self.amount,
            "approved": self.approved,
            "needed": needed,
            "elsewhere": self.heads.elsewhere,
            "difference": abs(self.approved - needed),
            "paid": self.paid,
            "unpaid": abs(self.paid - self.amount),
            "before": self.before.amount if self.before else ZERO,
        }
        return {name: euros(amount) for name, amount in sums.items()}


@dataclass(frozen=True)
class Rule:
    """`holds` is pure; `field` is the form's field that the sentence belongs to."""

    code: str
    sentence: Words
    source: str
    field: str
    holds: Callable[[Snapshot], bool]


RULES = (
    Rule(
        "late_is_not_examined",
        _("The application came after the round had closed. It can only be left without examination."),
        "states",
        "outcome",
        lambda it: not it.is_late or it.outcome == "not_examined",
    ),
    Rule(
        "no_money_past_the_gate",
        _("The application has not passed the eligibility check. It can only be rejected, or left without examination."),
        "domain 11",
        "outcome",
        lambda it: not it.is_gate_failed or it.outcome in {"rejected", "not_examined"},
    ),
    Rule(
        "reasons_are_given",
        _("Write the reasons for the decision."),
        "hallintolaki 45 §",
        "reasons",
        lambda it: bool(it.reasons.strip()),
    ),
    Rule(
        "granted_is_all_that_was_applied_for",
        _("Granted means the whole sum applied for, %(applied)s. Choose “granted in part” for a smaller sum."),
        "states",
        "amount",
        lambda it: it.outcome != "granted" or it.amount == it.applied,
    ),
    Rule(
        "part_is_less_than_applied_for",
        _("A part is more than 0 € and less than the sum applied for, %(applied)s."),
        "states",
        "amount",
        lambda it: it.outcome != "granted_in_part" or Decimal(0) < it.amount < it.applied,
    ),
    Rule(
        "refusal_grants_nothing",
        _("Leave the sum empty: nothing is granted with this outcome."),
        "states",
        "amount",
        lambda it: it.outcome not in {"rejected", "not_examined"} or it.amount == 0,
    ),
    Rule(
        "grant_stays_below_ceiling",
        _("The grant must be below %(ceiling)s."),
        "data/kake2-esitys.txt",
        "amount",
        lambda it: not it.is_favourable or it.amount < it.ceiling,
    ),
    Rule(
        "approved_costs_add_up",
        _(
            "The approved costs are %(approved)s together. They must be %(needed)s: the sum granted, %(amount)s, and what the "
            "application has from elsewhere, %(elsewhere)s. The difference is %(difference)s."
        ),
        "ux V02",
        "costs",
        lambda it: not (it.is_favourable and it.heads.sums) or it.approved == it.heads.to_approve(it.amount),
    ),
    Rule(
        "flat_rate_keeps_its_percent",
        _("The flat rate can't be more than its percentage of the wages that are approved."),
        "domain 2",
        f"cost-{FLAT_RATE}",
        lambda it: it.costs.get(FLAT_RATE, ZERO) <= percentage(it.costs.get(WAGES, ZERO), it.heads.flat_rate_of),
    ),
    Rule(
        "payments_are_few",
        _("The money is paid in four instalments at most."),
        "ux U03",
        "payment-1",
        lambda it: len(it.payments) <= MOST_PAYMENTS,
    ),
    Rule(
        "payments_have_sum_and_words",
        _("Each instalment has a sum above 0 €, and says in words when it is paid."),
        "ux V07",
        "payment-1",
        lambda it: all(amount > 0 and when.strip() for amount, when in it.payments),
    ),
    Rule(
        "payments_add_up",
        _("The instalments are %(paid)s together, and %(amount)s is granted. The difference is %(unpaid)s."),
        "ux V07",
        "payment-1",
        lambda it: not it.payments or it.paid == it.amount,
    ),
    Rule(
        "harm_needs_consent",
        _(
            "This is worse for the applicant than the decision that is corrected (%(before)s). An error of substance is corrected "
            "to a party's harm only with its consent. Let the decision stand, and correct it anew with the consent written down."
        ),
        # The City's lawyer checks how far the law goes here.
        "hallintolaki 50 §",
        "outcome",
        lambda it: it.before is None or not it.before.needs_consent or it.before.has_consent or not it.is_worse,
    ),
)


@dataclass(frozen=True)
class Head:
    """One head of cost: what is approved of it, and what it is in the estimate. Sums in euros."""

    code: str
    amount: Decimal
    estimate: Decimal
    label: str

    @property
    def words(self) -> dict[str, str]:
        return {"head": self.label, "estimate": euros(self.estimate)}


@dataclass(frozen=True)
class HeadRule:
    """Of one head of cost; `holds` is pure."""

    code: str
    sentence: Words
    source: str
    holds: Callable[[Head], bool]


HEAD_RULES = (
    HeadRule(
        "head_is_within_its_estimate",
        _("%(head)s: at most %(estimate)s can be approved, as the application estimates."),
        "domain 2",
        lambda it: it.amount <= it.estimate,
    ),
    HeadRule(
        "head_is_not_negative",
        _("%(head)s: a sum can't be negative."),
        "ux V09",
        lambda it: it.amount >= 0,
    ),
)


def broken(snapshot: Snapshot) -> dict[str, list[str]]:
    """Sentences of the rules that do not hold, by field; what is about all costs stands at the first of them."""
    sentences: dict[str, list[str]] = {}
    for rule in RULES:
        if not rule.holds(snapshot):
            at = f"cost-{next(iter(snapshot.heads.sums), '')}" if rule.field == "costs" else rule.field
            sentences.setdefault(at, []).append(str(rule.sentence) % snapshot.words)
    for code, amount in snapshot.costs.items():
        head = Head(code, amount, snapshot.heads.sums.get(code, ZERO), snapshot.heads.labels.get(code, code))
        said = [str(rule.sentence) % head.words for rule in HEAD_RULES if not rule.holds(head)]
        if said:
            sentences.setdefault(f"cost-{code}", []).extend(said)
    return sentences


@dataclass(frozen=True)
class Share:
    """What a scenario or an offer gives to one case, and what limits it. Sums in euros; `smallest` is 0 where the group named none."""

    amount: Decimal
    applied: Decimal
    ceiling: Decimal
    smallest: Decimal = Decimal("0.00")

    @property
    def words(self) -> dict[str, str]:
        return {"applied": euros(self.applied), "ceiling": euros(self.ceiling), "smallest": euros(self.smallest)}


@dataclass(frozen=True)
class ShareRule:
    """Of one case in a division of money; `holds` is pure."""

    code: str
    sentence: Words
    source: str
    holds: Callable[[Share], bool]


SHARE_RULES = (
    ShareRule(
        "share_is_within_applied",
        _("The sum can't be more than the sum applied for, %(applied)s."),
        "ux W06",
        lambda it: it.amount <= it.applied,
    ),
    ShareRule(
        "share_stays_below_ceiling",
        _("The grant must be below %(ceiling)s."),
        "data/kake2-esitys.txt",
        lambda it: it.amount < it.ceiling,
    ),
    ShareRule(
        "share_is_of_use",
        _("The group can't do this with less than %(smallest)s. Give at least that, or 0 €."),
        "ux W09",
        lambda it: it.amount == 0 or it.amount >= it.smallest,
    ),
)


def broken_share(share: Share) -> list[str]:
    """Sentences of the rules that a share breaks."""
    return [str(rule.sentence) % share.words for rule in SHARE_RULES if not rule.holds(share)]
