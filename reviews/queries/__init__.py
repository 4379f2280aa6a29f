"""Questions about reviews."""

from reviews.queries.candidates import (
    conflicted_work,
    fit_to_review,
    lacks_reviewer,
    people_who_review,
    reviewers_to_choose,
    unsent_assignments,
)
from reviews.queries.discussing import awaits_discussion, is_talked_over, must_talk_over
from reviews.queries.gate import Gate, Line, gate, gate_facts, is_gate_failed, refusals, snapshot_of
from reviews.queries.in_review import refuse_unless_in_review
from reviews.queries.reading import reads_points, sees_points
from reviews.queries.reviews import own_and_others, readable_reviews, reviews_of, weighted_points
from reviews.queries.splitting import AWAITED_STATES, Split, even_split
from reviews.queries.standing import FAR_APART, CriterionStanding, Standing, standing, standings

__all__ = [
    "AWAITED_STATES",
    "FAR_APART",
    "CriterionStanding",
    "Gate",
    "Line",
    "Split",
    "Standing",
    "awaits_discussion",
    "conflicted_work",
    "even_split",
    "fit_to_review",
    "gate",
    "gate_facts",
    "is_gate_failed",
    "is_talked_over",
    "lacks_reviewer",
    "must_talk_over",
    "own_and_others",
    "people_who_review",
    "readable_reviews",
    "reads_points",
    "refusals",
    "refuse_unless_in_review",
    "reviewers_to_choose",
    "reviews_of",
    "sees_points",
    "snapshot_of",
    "standing",
    "standings",
    "unsent_assignments",
    "weighted_points",
]
