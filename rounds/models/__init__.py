"""The programme, its funds and their ledger, the rounds, their terms and criteria."""

from rounds.models.criteria import Criterion
from rounds.models.funds import Fund, LedgerEntry
from rounds.models.programme import DEVELOPMENT, EVENT, KIND_KNOWN, KIND_PATHS, KINDS, Programme, in_cents, in_language, money
from rounds.models.rounds import COST_MODELS, ESF_FLAT_RATE, FLAT_RATE, LUMP_SUM, REAL_COSTS, Round, RoundQuerySet, RoundTerms

__all__ = [
    "COST_MODELS",
    "DEVELOPMENT",
    "ESF_FLAT_RATE",
    "EVENT",
    "FLAT_RATE",
    "KINDS",
    "KIND_KNOWN",
    "KIND_PATHS",
    "LUMP_SUM",
    "REAL_COSTS",
    "Criterion",
    "Fund",
    "LedgerEntry",
    "Programme",
    "Round",
    "RoundQuerySet",
    "RoundTerms",
    "in_cents",
    "in_language",
    "money",
]
