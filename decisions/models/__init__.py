"""Nouns of deciding: outcomes, proposals, decisions with their letters, scenarios, the reserve list, reasons and feedback."""

from decisions.models.decisions import Decision, DecisionQuerySet
from decisions.models.outcomes import FAVOURABLE, GRANTED, GRANTED_IN_PART, NOT_EXAMINED, OUTCOMES, REJECTED
from decisions.models.proposals import Proposal

__all__ = [
    "FAVOURABLE",
    "GRANTED",
    "GRANTED_IN_PART",
    "NOT_EXAMINED",
    "OUTCOMES",
    "REJECTED",
    "Decision",
    "DecisionQuerySet",
    "Proposal",
]
