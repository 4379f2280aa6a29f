"""The reviews of a case, and which of them one may read."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from applications.models import Application
from reviews.models import Review, Score
from reviews.queries.reading import sees_points


def weighted_points(review: Review) -> int:
    """Points times weights; what has no points yet counts nothing."""
    return sum((score.points or 0) * score.criterion.weight for score in review.scores.all())


def reviews_of(application: Application) -> QuerySet[Review]:
    """Drafts too; each knows whether it counts (`counts`)."""
    return (
        Review.objects.filter(version__application=application)
        .with_counts()
        .select_related("reviewer", "version")
        .prefetch_related(Prefetch("scores", Score.objects.select_related("criterion")))
    )


def readable_reviews(application: Application, person: User) -> list[Review]:
    """One's own, and of the others those that may be read already: what counts, and what would but for a conflict of interest."""
    own, others = own_and_others(application, person)
    return sorted([*own, *others], key=lambda review: (review.saved_at, review.pk))


def own_and_others(application: Application, person: User) -> tuple[list[Review], list[Review]]:
    """The person's reviews of every version, the newest last, and those of others that count and that she may read already."""
    reviews = list(reviews_of(application))
    own = sorted((review for review in reviews if review.reviewer_id == person.pk), key=lambda review: review.version.number)
    if not sees_points(person, application):
        return own, []
    shown = [review for review in reviews if review.counts or (review.is_void and review.sent_at)]
    return own, [review for review in shown if review.reviewer_id != person.pk]
