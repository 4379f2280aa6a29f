"""Where cases stand by their reviews."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Max, Min, Sum

from accounts.models import User
from applications.models import Application
from core.money import CENT
from reviews.models import HIGHEST, Review, Score
from reviews.queries.reading import reads_points
from rounds.models import Criterion, Round

# Points so far from each other on one criterion are talked over (domain page, section 11).
FAR_APART = 2


@dataclass(frozen=True)
class CriterionStanding:
    """What the counting reviews gave on one criterion: their sum, how many they are, the least and the most."""

    criterion: Criterion
    total: int
    reviews: int
    least: int
    most: int

    @property
    def mean(self) -> Decimal:
        return (Decimal(self.total) / self.reviews).quantize(CENT)

    @property
    def mean_shown(self) -> str:
        return _shown(self.mean)

    @property
    def gap(self) -> int:
        return self.most - self.least

    @property
    def is_far_apart(self) -> bool:
        return self.gap >= FAR_APART

    @property
    def is_below_minimum(self) -> bool:
        """By the exact mean, not by the rounded one."""
        return self.criterion.minimum is not None and self.total < self.criterion.minimum * self.reviews


@dataclass(frozen=True)
class Standing:
    """Weighted points of a case as the mean over the reviews that count, and what else follows from them."""

    criteria: tuple[CriterionStanding, ...]
    reviews: int
    wanted: int
    threshold_percent: int | None = None

    @property
    def points(self) -> Decimal:
        weighted = (Decimal(it.criterion.weight * it.total) / it.reviews for it in self.criteria)
        return sum(weighted, Decimal(0)).quantize(CENT)

    @property
    def highest(self) -> Decimal:
        return Decimal(HIGHEST * sum(it.criterion.weight for it in self.criteria))

    @property
    def points_shown(self) -> str:
        """`34` or `34,5`."""
        return _shown(self.points)

    @property
    def percent(self) -> int:
        """Rounded down, so that what is below a threshold never looks as if it reached it."""
        return int(self.points * 100 / self.highest) if self.highest else 0

    @property
    def spread(self) -> int:
        """The largest gap between two reviews on one criterion."""
        return max((it.gap for it in self.criteria), default=0)

    @property
    def far_apart(self) -> list[CriterionStanding]:
        return [it for it in self.criteria if it.is_far_apart]

    @property
    def below_minimum(self) -> list[CriterionStanding]:
        return [it for it in self.criteria if it.is_below_minimum]

    @property
    def is_below_threshold(self) -> bool:
        """Below the share of the highest points that the round asks for, or below the least of a criterion."""
        is_low = self.threshold_percent is not None and self.points * 100 < self.threshold_percent * self.highest
        return is_low or bool(self.below_minimum)


def _shown(points: Decimal) -> str:
    return f"{points.normalize():f}".replace(".", ",")


def standings(applications: Iterable[Application], person: User) -> dict[int, Standing | None]:
    """By primary key; none where there is nothing that the person may see yet. Four questions for a list of any length."""
    keys = [application.pk for application in applications]
    rows = Application.objects.filter(pk__in=keys).annotate(reads_points=reads_points(person)).order_by()
    rounds = {pk: number for pk, number, is_read in rows.values_list("pk", "round", "reads_points") if is_read}
    given = _given(list(rounds))
    terms = {it.pk: it for it in Round.objects.filter(pk__in=set(rounds.values())).prefetch_related("criteria")}
    found: dict[int, Standing | None] = dict.fromkeys(keys)
    for pk, points in given.items():
        found[pk] = _standing(terms[rounds[pk]], points)
    return found


def standing(round_: Round, criteria: Iterable[Criterion], reviews: Iterable[Review]) -> Standing | None:
    """The same of one case whose reviews have been read; only those that count make it."""
    given: dict[int, list[int]] = {}
    for review in (it for it in reviews if it.counts):
        for score in review.scores.all():
            given.setdefault(score.criterion_id, []).append(score.points)
    points = {key: (sum(all_), len(all_), min(all_), max(all_)) for key, all_ in given.items()}
    return _standing(round_, points, criteria) if points else None


# By criterion: the sum of points, the number of reviews, the least and the most.
_Points = Mapping[int, tuple[int, int, int, int]]


def _given(keys: list[int]) -> dict[int, dict[int, tuple[int, int, int, int]]]:
    """Added up by the database: a case has a row for each criterion, however many reviewed it."""
    counting = Review.objects.counting().filter(version__application__in=keys)
    scores = Score.objects.filter(review__in=counting.order_by().values("pk")).order_by()
    found: dict[int, dict[int, tuple[int, int, int, int]]] = {}
    for pk, criterion, *points in (
        scores.values("review__version__application", "criterion")
        .annotate(total=Sum("points"), number=Count("points"), least=Min("points"), most=Max("points"))
        .values_list("review__version__application", "criterion", "total", "number", "least", "most")
    ):
        found.setdefault(pk, {})[criterion] = tuple(points)
    return found


def _standing(round_: Round, points: _Points, criteria: Iterable[Criterion] | None = None) -> Standing:
    asked = [it for it in (round_.criteria.all() if criteria is None else criteria) if it.pk in points]
    parts = tuple(CriterionStanding(criterion, *points[criterion.pk]) for criterion in asked)
    return Standing(parts, max(it.reviews for it in parts), round_.reviews_wanted, round_.threshold_percent)
