"""What reviewers talked over when their points were far apart, and what changed by it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models import Application
from reviews.models.reviews import Score


class Discussion(models.Model):
    """The record of one talk: what was said of which case. It settles the gaps that were there when it was written."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="discussions")
    text = models.TextField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="discussion_has_text", condition=~Q(text=""), violation_error_message=_("Write what was talked over.")
            )
        ]

    def __str__(self) -> str:
        return f"{self.application.reference}: {self.recorded_at:%Y-%m-%d}"


class ScoreChange(models.Model):
    """Points that their giver changed after sending, and why. Insert-only in practice: nothing of the house edits it."""

    score = models.ForeignKey(Score, models.PROTECT, related_name="changes")
    before = models.PositiveSmallIntegerField()
    after = models.PositiveSmallIntegerField()
    reason = models.TextField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["changed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="score_change_within_scale",
                condition=Q(before__lte=5, after__lte=5) & ~Q(before=F("after")),
                violation_error_message=_("Give other points, from 0 to 5."),
            ),
            models.CheckConstraint(
                name="score_change_has_reason", condition=~Q(reason=""), violation_error_message=_("Say why the points change.")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score}: {self.before} → {self.after}"
