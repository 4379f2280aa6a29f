"""Who is disqualified from a case."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class InterestDeclaration(models.Model):
    """A handler's word on one case: no conflict of interest, or which ground makes her step aside (hallintolaki 28 §)."""

    application = models.ForeignKey("Application", models.CASCADE, related_name="interest_declarations")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    is_disqualified = models.BooleanField()
    ground = models.CharField(max_length=300, blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "person"],
                name="interest_declared_once",
                violation_error_message=_("You have already declared your interests in this case."),
            ),
            models.CheckConstraint(
                name="disqualified_on_a_ground",
                condition=Q(is_disqualified=False, ground="") | (Q(is_disqualified=True) & ~Q(ground="")),
                violation_error_message=_("Say on what ground you step aside."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.reference}: {self.person}"
