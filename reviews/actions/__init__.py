"""What handlers do before a proposal."""

from reviews.actions.declaring import declare
from reviews.actions.scoring import score

__all__ = [
    "declare",
    "score",
]
