"""How often the form has had to say that something is missing or not understood."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rounds.models import Round


class ShownError(models.Model):
    """One question and one thing to say of it, in one round: whose answer it was and what stood in it is kept nowhere.

    `question` is the name of a question, a column of the costs, or the part that a rule is about; empty for sending as a whole.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    question = models.CharField(max_length=40, blank=True)
    code = models.CharField(max_length=40)
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "kind", "question", "code"],
                name="shown_error_counted_once",
                violation_error_message=_("This is counted already."),
            ),
            models.CheckConstraint(
                name="shown_error_kind_known",
                condition=Q(kind__in=["event", "development"]),
                violation_error_message=_("An application is for an event or for a development project."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.code}: {self.times}"
