"""The form: its sections and questions, read by the forms, the task list, the check page, the blank form and the letter."""

from applications.sections.costs import (
    COST_HEADS,
    FLAT_RATE_LABEL,
    ZERO,
    Cost,
    CostHead,
    Estimate,
    estimate,
    flat_rate_label,
    heads_of,
)
from applications.sections.questions import (
    COSTS,
    COUNT,
    DAY,
    EMAIL,
    LINE,
    PHONE,
    TARGET_GROUPS,
    TEXT,
    Question,
    Section,
)
from applications.sections.table import SECTIONS, section_of, sections_of

__all__ = [
    "COSTS", "COST_HEADS", "COUNT", "DAY", "EMAIL", "FLAT_RATE_LABEL", "LINE", "PHONE", "SECTIONS", "TARGET_GROUPS", "TEXT", "ZERO",
    "Cost", "CostHead", "Estimate", "Question", "Section",
    "estimate", "flat_rate_label", "heads_of", "section_of", "sections_of",
]  # fmt: skip
