"""Nouns of deciding: scenarios and proposals, decisions with their parts, letters, notices and corrections, claims, the reserve list."""

from decisions.models.claim_files import ClaimFile, ClaimFileQuerySet
from decisions.models.claims import CLAIM_READERS, Appeal, AppealQuerySet, Claim, ClaimQuerySet, Hearing, HearingQuerySet
from decisions.models.corrections import APPEAL, CLERICAL, CORRECTION_GROUNDS, RECTIFICATION, SUBSTANTIVE, Correction
from decisions.models.decisions import Decision, DecisionQuerySet
from decisions.models.notices import FunderApproval, FunderApprovalQuerySet, Notice, NoticeQuerySet
from decisions.models.outcomes import FAVOURABLE, GRANTED, GRANTED_IN_PART, NOT_EXAMINED, OUTCOMES, REJECTED
from decisions.models.parts import GrantedCost, PlannedPayment
from decisions.models.proposals import Proposal
from decisions.models.publications import Publication
from decisions.models.reasons import Explanation, Reason, ReasonUse
from decisions.models.reserve import ACCEPTED, DECLINED, LAPSED, OFFER_ENDS, OVERTAKEN, ReserveOffer, ReservePlace
from decisions.models.scenarios import Scenario, ScenarioRow

__all__ = [
    "ACCEPTED", "APPEAL", "CLAIM_READERS", "CLERICAL", "CORRECTION_GROUNDS", "DECLINED", "FAVOURABLE", "GRANTED",
    "GRANTED_IN_PART", "LAPSED", "NOT_EXAMINED", "OFFER_ENDS", "OUTCOMES", "OVERTAKEN", "RECTIFICATION", "REJECTED", "SUBSTANTIVE",
    "Appeal", "AppealQuerySet", "Claim", "ClaimFile", "ClaimFileQuerySet", "ClaimQuerySet", "Correction", "Decision",
    "DecisionQuerySet", "Explanation", "FunderApproval", "FunderApprovalQuerySet", "GrantedCost", "Hearing", "HearingQuerySet", "Notice",
    "NoticeQuerySet", "PlannedPayment", "Proposal", "Publication", "Reason", "ReasonUse", "ReserveOffer", "ReservePlace",
    "Scenario", "ScenarioRow",
]  # fmt: skip
