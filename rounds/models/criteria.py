"""What the cases of a round are scored on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rounds.models.programme import in_language
from rounds.models.rounds import Round


class Criterion(models.Model):
    """What a case of the round is scored on, 0 to 5, and how much it weighs. Applicants see the same text beforehand."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="criteria")
    code = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    name_fi = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    guide_fi = models.TextField(blank=True)
    guide_en = models.TextField(blank=True)
    weight = models.PositiveSmallIntegerField()
    # What each number of points means: six entries of {"fi", "en"}, from 0 to 5.
    levels = models.JSONField(default=list)
    # The least mean of points, under which the case is not funded whatever its total; none where there is no such limit.
    minimum = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "code"],
                name="criterion_once_a_round",
                violation_error_message=_("The round already has this criterion."),
            ),
            models.CheckConstraint(
                name="criterion_minimum_within_scale",
                condition=Q(minimum__isnull=True) | Q(minimum__lte=5),
                violation_error_message=_("The least points are from 0 to 5."),
            ),
            models.CheckConstraint(
                name="criterion_weighs",
                condition=Q(weight__gte=1) & Q(weight__lte=10),
                violation_error_message=_("A weight is from 1 to 10."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self, "name")

    @property
    def guide(self) -> str:
        return in_language(self, "guide")

    @property
    def levels_shown(self) -> list[tuple[int, str]]:
        """Each number of points with what it means, in the reader's language; empty where the round has no such texts."""
        language = "en" if get_language() == "en" else "fi"
        return [(points, level[language] or level["fi"]) for points, level in enumerate(self.levels)]
