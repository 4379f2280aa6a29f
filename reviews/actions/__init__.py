"""What handlers do before a proposal."""

from reviews.actions.declaring import declare
from reviews.actions.gate import answer_gate
from reviews.actions.scoring import score

__all__ = [
    "answer_gate",
    "declare",
    "score",
]
