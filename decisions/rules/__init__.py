"""What must hold for a proposal, a decision and a share of money, and how the days of a decision are counted."""

from decisions.rules.claims import HANDLING_RULES, HandlingRule, Hands, broken_handling
from decisions.rules.outcomes import RULES, SHARE_RULES, Rule, Share, ShareRule, Snapshot, broken, broken_share
from decisions.rules.set_times import FURTHEST, LATEST, broken_time, is_too_late
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
    "APPEAL_DAYS",
    "CLAIM_DAYS",
    "ELECTRONIC",
    "FURTHEST",
    "HANDLING_RULES",
    "IN_PERSON",
    "LATEST",
    "POST",
    "PUBLIC",
    "RULES",
    "RULES_OF",
    "SERVICES",
    "SHARE_RULES",
    "HandlingRule",
    "Hands",
    "Rule",
    "Service",
    "Share",
    "ShareRule",
    "Snapshot",
    "broken",
    "broken_handling",
    "broken_share",
    "broken_time",
    "is_too_late",
    "last_day",
    "served_on",
]
