"""Questions about reviews."""

from reviews.queries.candidates import fit_to_review, unsent_assignments
from reviews.queries.reviews import must_wait, readable_reviews, reviews_of, weighted_points
from reviews.queries.standing import Standing, standing

__all__ = [
    "Standing",
    "fit_to_review",
    "must_wait",
    "readable_reviews",
    "reviews_of",
    "standing",
    "unsent_assignments",
    "weighted_points",
]
