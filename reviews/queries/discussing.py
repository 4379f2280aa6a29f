"""Whether points are so far from each other that they must be talked over."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from applications.models import Application
from reviews.models import Discussion, Review, Score
from reviews.queries.standing import FAR_APART, Standing


def awaits_discussion() -> Q:
    """For `filter` on applications: two counting reviews are far apart on a criterion, and nobody has recorded a talk since."""
    counting = Review.objects.counting().filter(version__application=OuterRef(OuterRef("pk"))).values("pk")
    other = Score.objects.filter(
        review__in=Review.objects.counting().filter(version__application=OuterRef(OuterRef(OuterRef("pk")))).values("pk"),
        criterion=OuterRef("criterion"),
        points__gte=OuterRef("points") + FAR_APART,
    )
    apart = Score.objects.filter(Exists(other), review__in=counting)
    newest = Review.objects.counting().filter(version__application=OuterRef(OuterRef("pk"))).order_by("-sent_at", "-pk")
    talked = Discussion.objects.filter(application=OuterRef("pk"), recorded_at__gte=newest.values("sent_at")[:1])
    return Q(Exists(apart)) & ~Q(Exists(talked))


def must_talk_over(application: Application) -> bool:
    return Application.objects.filter(awaits_discussion(), pk=application.pk).exists()


def is_talked_over(standing: Standing, reviews: Iterable[Review], discussions: Iterable[Discussion]) -> bool:
    """The same of one case that has been read: the newest talk is not older than the newest review, or nothing is far apart."""
    sent = [review.sent_at for review in reviews if review.counts]
    return not standing.far_apart or any(it.recorded_at >= max(sent) for it in discussions)
