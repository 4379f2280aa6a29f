"""Nouns of the review: points, who gives them, what is answered before them and talked over after them."""

from reviews.models.reviews import HIGHEST, LOWEST, Review, Score

__all__ = [
    "HIGHEST",
    "LOWEST",
    "Review",
    "Score",
]
