"""Where a case stands by its reviews."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from core.money import CENT
from reviews.models import HIGHEST, Review
from reviews.queries.reviews import weighted_points


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


def standing(reviews: list[Review], weights: int) -> Standing:
    sent = [review for review in reviews if review.sent_at]
    total = Decimal(sum(weighted_points(review) for review in sent))
    return Standing((total / len(sent)).quantize(CENT) if sent else Decimal("0.00"), Decimal(weights * HIGHEST), len(sent))
