"""What is answered before points: may the application be funded at all."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models import Application


class GateAnswer(models.Model):
    """A person's yes or no to one question of the gate; a no has its reason.

    A yes of the system is never stored, since it is read again from what was sent. Its no is, by the person who put it on
    record, so that every closed gate has its row.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="gate_answers")
    # The code of the check in `reviews.rules`.
    check_code = models.SlugField(max_length=40)
    holds = models.BooleanField()
    reason = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "check_code"],
                name="gate_answered_once",
                violation_error_message=_("This question has an answer already."),
            ),
            models.CheckConstraint(
                name="gate_no_has_reason",
                condition=Q(holds=True) | ~Q(reason=""),
                violation_error_message=_("Say why the answer is no."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.reference}: {self.check_code}"
