"""What must hold for a proposal, a decision and a share of money, and how the days of a decision are counted."""

from decisions.rules.claims import HANDLING_RULES, HandlingRule, Hands, broken_handling
from decisions.rules.outcomes import RULES, SHARE_RULES, Rule, Share, ShareRule, Snapshot, broken, broken_share
from decisions.rules.time_limits import (
    APPEAL_DAYS,
    CLAIM_DAYS,
    ELECTRONIC,
    IN_PERSON,
    POST,
    PUBLIC,
    RULES_OF,
    SERVICES,
    Service,
    last_day,
    served_on,
)

__all__ = [
    "APPEAL_DAYS", "CLAIM_DAYS", "ELECTRONIC", "HANDLING_RULES", "IN_PERSON", "POST", "PUBLIC", "RULES", "RULES_OF", "SERVICES",
    "SHARE_RULES", "HandlingRule", "Hands", "Rule", "Service", "Share", "ShareRule", "Snapshot", "broken", "broken_handling",
    "broken_share", "last_day", "served_on",
]  # fmt: skip
