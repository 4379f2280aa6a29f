"""The form: its sections and questions, read by the forms, the task list, the check page, the blank form and the letter."""

from applications.sections.attachments import ASKED, ASKED_BY_CODE, FILES, Asked, asked_of, paper_of
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
from applications.sections.eligibility import CHECKS, FITS, FITS_NOT, NOT_SURE, Check, checks_of
from applications.sections.questions import (
    CHOICE,
    CHOICES,
    COSTS,
    COUNT,
    DAY,
    EMAIL,
    LINE,
    NO,
    PHONE,
    TEXT,
    YES,
    YES_NO,
    Question,
    Section,
    is_unknown,
)
from applications.sections.table import SECTIONS, hours_of, section_of, sections_of

__all__ = [
    "ASKED", "ASKED_BY_CODE", "CHECKS", "CHOICE", "CHOICES", "COSTS", "COST_HEADS", "COUNT", "DAY", "EMAIL", "FILES", "FITS",
    "FITS_NOT", "FLAT_RATE_LABEL", "LINE", "NO", "NOT_SURE", "PHONE", "SECTIONS", "TEXT", "YES", "YES_NO", "ZERO", "Asked",
    "Check", "Cost", "CostHead", "Estimate", "Question", "Section", "asked_of", "checks_of", "estimate", "flat_rate_label",
    "heads_of", "hours_of", "is_unknown", "paper_of", "section_of", "sections_of",
]  # fmt: skip
