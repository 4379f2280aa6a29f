"""Nouns of deciding: outcomes, proposals, decisions with their letters, scenarios, the reserve list, reasons and explanations."""

from decisions.models.decisions import Decision, DecisionQuerySet
from decisions.models.outcomes import FAVOURABLE, GRANTED, GRANTED_IN_PART, NOT_EXAMINED, OUTCOMES, REJECTED
from decisions.models.proposals import Proposal
from decisions.models.reasons import Explanation, Reason, ReasonUse
from decisions.models.reserve import ACCEPTED, DECLINED, LAPSED, OFFER_ENDS, ReserveOffer, ReservePlace
from decisions.models.scenarios import Scenario, ScenarioRow

__all__ = [
    "ACCEPTED", "DECLINED", "FAVOURABLE", "GRANTED", "GRANTED_IN_PART", "LAPSED", "NOT_EXAMINED", "OFFER_ENDS", "OUTCOMES",
    "REJECTED", "Decision", "DecisionQuerySet", "Explanation", "Proposal", "Reason", "ReasonUse", "ReserveOffer",
    "ReservePlace", "Scenario", "ScenarioRow",
]  # fmt: skip
