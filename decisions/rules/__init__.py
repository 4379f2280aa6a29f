"""What must hold for a proposal, a decision and a share of money, and how the days of a decision are counted."""

from decisions.rules.outcomes import (
    HEAD_RULES,
    RULES,
    SHARE_RULES,
    Before,
    Head,
    HeadRule,
    Rule,
    Share,
    ShareRule,
    Snapshot,
    broken,
    broken_share,
)
from decisions.rules.parts import FLAT_RATE, MOST_PAYMENTS, WAGES, Heads, Parts, divided, filled, split
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
    "APPEAL_DAYS", "CLAIM_DAYS", "ELECTRONIC", "FLAT_RATE", "HEAD_RULES", "IN_PERSON", "MOST_PAYMENTS", "POST", "PUBLIC", "RULES",
    "RULES_OF", "SERVICES", "SHARE_RULES", "WAGES", "Before", "Head", "HeadRule", "Heads", "Parts", "Rule", "Service", "Share",
    "ShareRule", "Snapshot", "broken", "broken_share", "divided", "filled", "last_day",
    "served_on", "split",
]  # fmt: skip
