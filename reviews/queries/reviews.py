"""The reviews of a case, and who may read them."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from applications.models import Application
from reviews.models import Review, Score


def weighted_points(review: Review) -> int:
    """Points times weights; what has no points yet counts nothing."""
    return sum((score.points or 0) * score.criterion.weight for score in review.scores.all())


def reviews_of(application: Application) -> QuerySet[Review]:
    return (
        Review.objects.filter(version__application=application)
        .select_related("reviewer", "version")
        .prefetch_related(Prefetch("scores", Score.objects.select_related("criterion")))
    )


def must_wait(person: User, own: Review | None) -> bool:
    """Who is only a reviewer sees the reviews of others after sending hers, so that they don't lead her."""
    return "reviewer" in person.roles and not person.roles & {"coordinator", "decider"} and not (own and own.sent_at)


def readable_reviews(application: Application, person: User) -> list[Review]:
    """Sent reviews, and one's own."""
    reviews = list(reviews_of(application))
    own = next((review for review in reviews if review.reviewer_id == person.pk), None)
    hides_others = must_wait(person, own)
    return [review for review in reviews if review == own or (review.sent_at and not hides_others)]
