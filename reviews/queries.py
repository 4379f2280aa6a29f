"""Questions about reviews."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from applications.models import Application
from core.money import CENT
from reviews.models import HIGHEST, Review, Score


@dataclass(frozen=True)
class Standing:
    """Weighted points of a case: the mean over sent reviews, and the most one can get."""

    points: Decimal
    highest: Decimal
    reviews: int

    @property
    def points_shown(self) -> str:
        """`34` or `34,5`."""
        return f"{self.points.normalize():f}".replace(".", ",")

    @property
    def percent(self) -> int:
        return int(self.points * 100 / self.highest) if self.highest else 0


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


def standing(reviews: list[Review], weights: int) -> Standing:
    sent = [review for review in reviews if review.sent_at]
    total = Decimal(sum(weighted_points(review) for review in sent))
    return Standing((total / len(sent)).quantize(CENT) if sent else Decimal("0.00"), Decimal(weights * HIGHEST), len(sent))
