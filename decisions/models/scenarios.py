"""Ways to divide a fund's money in one round, tried out before anything is proposed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models import Application
from rounds.models import KIND_KNOWN, KINDS, Round, money


class Scenario(models.Model):
    """One way to divide the money; it changes no case until its proposals are made."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="scenarios")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    # One more with each save, so that two people's work on it is never lost.
    edition = models.PositiveIntegerField(default=1)
    # When its proposals were made.
    proposed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "kind", "name"],
                name="scenario_name_once",
                violation_error_message=_("There is a scenario with this name already."),
            ),
            models.CheckConstraint(name="scenario_kind_known", condition=KIND_KNOWN, violation_error_message=_("Unknown kind.")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_label(self) -> str:
        return KINDS[self.kind]


class ScenarioRow(models.Model):
    """What one scenario gives to one case; nothing is 0 €, and then it may have a place on the reserve list."""

    scenario = models.ForeignKey(Scenario, models.CASCADE, related_name="rows")
    application = models.ForeignKey(Application, models.PROTECT, related_name="+")
    amount = money(default=0)
    # Order inside a tie of points, and the reason that a tie and a passing over need.
    rank = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True)
    reserve_place = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scenario", "application"],
                name="scenario_row_once",
                violation_error_message=_("The case is already in the scenario."),
            ),
            models.UniqueConstraint(
                fields=["scenario", "reserve_place"],
                name="scenario_reserve_place_once",
                violation_error_message=_("Two cases can't have the same place on the reserve list."),
            ),
            models.CheckConstraint(
                name="scenario_amount_not_negative",
                condition=Q(amount__gte=0),
                violation_error_message=_("A sum can't be negative."),
            ),
            models.CheckConstraint(
                name="scenario_reserve_gets_nothing_yet",
                condition=Q(reserve_place__isnull=True) | Q(amount=0, reserve_place__gte=1),
                violation_error_message=_("A case on the reserve list gets nothing yet."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scenario}: {self.application.reference}"
