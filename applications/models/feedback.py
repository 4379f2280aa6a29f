"""What those who applied say of applying."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class Feedback(models.Model):
    """One person's word on how it was to apply. It is about the form and has no part in the review."""

    EASY, FAIR, HARD = "easy", "fair", "hard"
    EASES = {EASY: _("Easy"), FAIR: _("All right"), HARD: _("Hard")}

    application = models.ForeignKey("Application", models.CASCADE, related_name="feedback")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    ease = models.CharField(max_length=10)
    text = models.TextField(blank=True)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "person"],
                name="feedback_once",
                violation_error_message=_("You have already told how it was to apply."),
            ),
            models.CheckConstraint(
                name="feedback_ease_known",
                condition=Q(ease__in=["easy", "fair", "hard"]),
                violation_error_message=_("Choose how it was to apply."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.reference}: {self.ease}"

    @property
    def ease_label(self) -> str:
        return self.EASES[self.ease]
