"""What must hold before a decision can be proposed or made, and what a share of money keeps to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from core.money import euros
from core.text import Words


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

    @property
    def words(self) -> dict[str, str]:
        return {"applied": euros(self.applied), "ceiling": euros(self.ceiling), "amount": euros(self.amount)}


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
        lambda it: it.outcome not in {"granted", "granted_in_part"} or it.amount < it.ceiling,
    ),
)


def broken(snapshot: Snapshot) -> dict[str, list[str]]:
    """Sentences of the rules that do not hold, by field."""
    sentences: dict[str, list[str]] = {}
    for rule in RULES:
        if not rule.holds(snapshot):
            sentences.setdefault(rule.field, []).append(str(rule.sentence) % snapshot.words)
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
