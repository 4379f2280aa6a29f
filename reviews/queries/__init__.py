"""Questions about reviews."""

from reviews.queries.reviews import must_wait, readable_reviews, reviews_of, weighted_points
from reviews.queries.standing import Standing, standing

__all__ = [
    "Standing",
    "must_wait",
    "readable_reviews",
    "reviews_of",
    "standing",
    "weighted_points",
]
