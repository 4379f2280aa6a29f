"""Reviews: one handler's points and reasons on one version of an application."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models import Version, conflict
from rounds.models import Criterion

LOWEST, HIGHEST = 0, 5


class ReviewQuerySet(models.QuerySet):
    def sent(self) -> ReviewQuerySet:
        return self.filter(sent_at__isnull=False)

    def with_counts(self) -> ReviewQuerySet:
        """Each knows whether it counts: it is sent, the newest sent one of its reviewer, and nothing disqualifies her.

        The one place that says which reviews count: whoever is disqualified later takes her points with her (hallintolaki 27 §).
        """
        case = OuterRef("version__application")
        newer = Review.objects.sent().filter(
            version__application=case, reviewer=OuterRef("reviewer"), version__number__gt=OuterRef("version__number")
        )
        group = OuterRef("version__application__group")
        disqualified = conflict(person=OuterRef("reviewer"), application=case, group=group)
        counts = Q(sent_at__isnull=False) & ~Q(Exists(newer)) & ~Q(disqualified)
        return self.annotate(counts=counts, is_void=disqualified)

    def counting(self) -> ReviewQuerySet:
        return self.with_counts().filter(counts=True)


class Review(models.Model):
    """What one person thinks of one version; kept as a draft until it is sent."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(User, models.PROTECT, related_name="+")
    comment = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    # As `with_counts` found them; void is what somebody wrote who has a conflict of interest, found later.
    counts: bool
    is_void: bool

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["saved_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "reviewer"],
                name="review_once_a_person",
                violation_error_message=_("You have already reviewed this application."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.reviewer}"


class Score(models.Model):
    """Points from 0 to 5 on one criterion, with the reason."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["criterion__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "criterion"],
                name="score_once_a_criterion",
                violation_error_message=_("This criterion already has points."),
            ),
            models.CheckConstraint(
                name="score_within_scale",
                condition=Q(points__isnull=True) | (Q(points__gte=0) & Q(points__lte=5)),
                violation_error_message=_("Give points from 0 to 5."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"
