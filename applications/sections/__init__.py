"""The form: its sections and questions, read by the forms, the task list, the check page, the blank form and the letter."""

from applications.sections.attachments import ASKED, ASKED_BY_CODE, FILES, Asked, asked_of, paper_of
from applications.sections.costs import (
    COST_HEADS,
    COUNTERPARTS,
    FLAT_RATE_LABEL,
    WAGES,
    ZERO,
    Cost,
    CostHead,
    flat_rate_label,
    heads_of,
    sum_of,
)
from applications.sections.eligibility import CHECKS, FITS, FITS_NOT, NOT_SURE, Check, checks_of
from applications.sections.estimate import (
    OUTPUT,
    SMALLEST_SUM,
    WISHED_SUM,
    Estimate,
    YearTable,
    with_money_questions,
    year_label,
)
from applications.sections.funding import APPLIED, COST, GRANTED, INCOME, OTHER, SOURCES, STATES, Funding
from applications.sections.questions import (
    CHOICE,
    CHOICES,
    COSTS,
    COUNT,
    DAY,
    EMAIL,
    EUROS,
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
    "APPLIED", "ASKED", "ASKED_BY_CODE", "CHECKS", "CHOICE", "CHOICES", "COST", "COSTS", "COST_HEADS", "COUNT", "COUNTERPARTS",
    "DAY", "EMAIL", "EUROS", "FILES", "FITS", "FITS_NOT", "FLAT_RATE_LABEL", "GRANTED", "INCOME", "LINE", "NO", "NOT_SURE",
    "OTHER", "OUTPUT", "PHONE", "SECTIONS", "SMALLEST_SUM", "SOURCES", "STATES", "TEXT", "WAGES", "WISHED_SUM", "YES", "YES_NO", "ZERO",
    "Asked", "Check", "Cost", "CostHead", "Estimate", "Funding", "Question", "Section", "YearTable", "asked_of", "checks_of",
    "flat_rate_label", "heads_of", "hours_of", "is_unknown", "paper_of", "section_of", "sections_of", "sum_of", "with_money_questions",
    "year_label",
]  # fmt: skip
