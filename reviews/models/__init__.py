"""Nouns of the review: what is answered before points, who gives points, and what is talked over after them."""

from reviews.models.assignments import ASSIGNMENT_ENDS, STEPPED_ASIDE, TAKEN_BACK, Assignment, AssignmentQuerySet
from reviews.models.discussions import Discussion, ScoreChange
from reviews.models.gate import GateAnswer
from reviews.models.reviews import HIGHEST, LOWEST, Review, Score

__all__ = [
    "ASSIGNMENT_ENDS", "HIGHEST", "LOWEST", "STEPPED_ASIDE", "TAKEN_BACK", "Assignment", "AssignmentQuerySet", "Discussion",
    "GateAnswer", "Review", "Score", "ScoreChange",
]  # fmt: skip
