"""Questions about reviews."""

from reviews.queries.candidates import fit_to_review, unsent_assignments
from reviews.queries.reading import reads_points, sees_points
from reviews.queries.reviews import own_and_others, readable_reviews, reviews_of, weighted_points
from reviews.queries.standing import FAR_APART, CriterionStanding, Standing, standing, standings

__all__ = [
    "FAR_APART",
    "CriterionStanding",
    "Standing",
    "fit_to_review",
    "own_and_others",
    "readable_reviews",
    "reads_points",
    "reviews_of",
    "sees_points",
    "standing",
    "standings",
    "unsent_assignments",
    "weighted_points",
]
