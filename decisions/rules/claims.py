"""Who may not handle a claim for rectification: whoever had a hand in what is claimed against, or in the claim."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.text import Words


@dataclass(frozen=True)
class Hands:
    """What a person has to do with a claim and with the decision that it is against."""

    decided: bool = False
    proposed: bool = False
    claims: bool = False
    has_conflict: bool = False


@dataclass(frozen=True)
class HandlingRule:
    """`holds` is pure."""

    code: str
    sentence: Words
    source: str
    holds: Callable[[Hands], bool]


HANDLING_RULES = (
    HandlingRule(
        "who_decided_does_not_handle_the_claim",
        _("You made the decision, so somebody else handles the claim against it."),
        "hallintolaki 27–28 §",
        lambda it: not it.decided,
    ),
    HandlingRule(
        "who_proposed_does_not_handle_the_claim",
        _("You proposed the decision, so somebody else handles the claim against it."),
        "hallintolaki 27–28 §",
        lambda it: not it.proposed,
    ),
    HandlingRule(
        "who_claims_does_not_handle_the_claim",
        _("You made the claim or belong to the group, so somebody else handles it."),
        "hallintolaki 28 §",
        lambda it: not it.claims,
    ),
    HandlingRule(
        "who_has_a_conflict_does_not_handle_the_claim",
        _("You have a conflict of interest in the case, so somebody else handles the claim."),
        "hallintolaki 27–28 §",
        lambda it: not it.has_conflict,
    ),
)


def broken_handling(hands: Hands) -> list[str]:
    """Sentences of what keeps a person from handling a claim."""
    return [str(rule.sentence) for rule in HANDLING_RULES if not rule.holds(hands)]
