"""Questions about proposals and decisions."""

from decisions.queries.deciding import (
    broken_rules,
    decisions_to_publish,
    decisions_without_letter,
    fund_of,
    is_barred_adviser,
    lacks_decider,
    late_reasons,
    proposed_by_fund_and_round,
    published_decision,
    readable_decision,
)
from decisions.queries.letter import LEGAL_TEXTS, Contents, contents, legal_text

__all__ = [
    "LEGAL_TEXTS",
    "Contents",
    "broken_rules",
    "contents",
    "decisions_to_publish",
    "decisions_without_letter",
    "fund_of",
    "is_barred_adviser",
    "lacks_decider",
    "late_reasons",
    "legal_text",
    "proposed_by_fund_and_round",
    "published_decision",
    "readable_decision",
]
