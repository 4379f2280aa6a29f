"""What handlers do before a proposal."""

from reviews.actions.assigning import assign, assign_evenly, nudge, remind_reviewers, take_back
from reviews.actions.declaring import declare
from reviews.actions.discussing import change_score, record_discussion
from reviews.actions.gate import answer_gate
from reviews.actions.scoring import score
from reviews.actions.substituting import replace_conflicted, substitute

__all__ = [
    "answer_gate",
    "assign",
    "assign_evenly",
    "change_score",
    "declare",
    "nudge",
    "record_discussion",
    "remind_reviewers",
    "replace_conflicted",
    "score",
    "substitute",
    "take_back",
]
