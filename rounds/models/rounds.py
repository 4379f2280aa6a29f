"""The rounds, and what holds in each for one kind of application."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.dates import HELSINKI, exists_once
from core.money import shown_percent
from rounds.models.programme import KIND_KNOWN, KINDS, Programme, money

# How the costs of a grant are counted. The funder decides it, and it can't change in the middle (ESF 2014–2020).
REAL_COSTS, FLAT_RATE, LUMP_SUM = "real_costs", "flat_rate", "lump_sum"


COST_MODELS = {
    REAL_COSTS: _("Real costs"),
    FLAT_RATE: _("Flat rate on wages"),
    LUMP_SUM: _("Lump sum"),
}


# The main flat rate of ESF projects in 2014–2020, in percent of wages. What the programme itself uses is not in its slides.
ESF_FLAT_RATE = Decimal("17.00")


class RoundQuerySet(models.QuerySet):
    def open(self, at: datetime) -> RoundQuerySet:
        return self.filter(cancelled_at__isnull=True, tentative=False, opens_at__lte=at, closes_at__gt=at)

    def coming(self, at: datetime) -> RoundQuerySet:
        return self.filter(Q(opens_at__gt=at) | Q(tentative=True, closes_at__gt=at), cancelled_at__isnull=True)

    def closed(self, at: datetime) -> RoundQuerySet:
        return self.filter(cancelled_at__isnull=True, closes_at__lte=at)


class Round(models.Model):
    """A time to apply. What it is just now (open, closed…) follows from its data and the time, and is never stored."""

    TENTATIVE, ANNOUNCED, OPEN, CLOSED, DECIDED, ENDED, CANCELLED = (
        "tentative", "announced", "open", "closed", "decided", "ended", "cancelled",
    )  # fmt: skip
    STATES = {
        TENTATIVE: _("Tentative"),
        ANNOUNCED: _("Coming"),
        OPEN: _("Open"),
        CLOSED: _("Closed"),
        DECIDED: _("Decided"),
        ENDED: _("Ended"),
        CANCELLED: _("Cancelled"),
    }

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    # The slides give no time of day: 16.00 is proposed, and officers see that it is to be confirmed.
    closing_time_confirmed = models.BooleanField(default=False)
    grace_seconds = models.PositiveSmallIntegerField(default=60)
    tentative = models.BooleanField(default=False)
    earliest_start = models.DateField()
    latest_end = models.DateField()
    # How many reviews each case gets, and the share of the highest points, in percent, below which it is not funded. Both are
    # proposals until the City confirms its criteria.
    reviews_wanted = models.PositiveSmallIntegerField(default=2)
    threshold_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    # Grows with every saving of the criteria, so that two people who change them at once notice. None has confirmed edition 0.
    criteria_edition = models.PositiveIntegerField(default=0)
    extended_at = models.DateTimeField(null=True, blank=True)
    extension_reason = models.TextField(blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["opens_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"],
                name="round_number_once",
                violation_error_message=_("The programme already has a round with this number."),
            ),
            models.CheckConstraint(
                name="round_closes_after_opening",
                condition=Q(closes_at__gt=F("opens_at")),
                violation_error_message=_("A round closes after it opens."),
            ),
            models.CheckConstraint(
                name="round_projects_end_after_start",
                condition=Q(latest_end__gte=F("earliest_start")),
                violation_error_message=_("The latest end comes after the earliest start."),
            ),
            models.CheckConstraint(
                name="round_wants_reviews",
                condition=Q(reviews_wanted__gte=1) & Q(reviews_wanted__lte=5),
                violation_error_message=_("A case gets 1–5 reviews."),
            ),
            models.CheckConstraint(
                name="round_threshold_is_a_percentage",
                condition=Q(threshold_percent__isnull=True) | Q(threshold_percent__lte=100),
                violation_error_message=_("The threshold is at most 100 percent."),
            ),
            models.CheckConstraint(
                name="round_extended_with_reason",
                condition=Q(extended_at__isnull=True, extension_reason="")
                | (Q(extended_at__isnull=False) & ~Q(extension_reason="")),
                violation_error_message=_("Say why the round is extended."),
            ),
        ]

    def __str__(self) -> str:
        return _("Round %(number)s/%(year)s") % {"number": self.number, "year": timezone.localtime(self.opens_at).year}

    def clean(self) -> None:
        """A closing time that nobody can read in two ways: not midnight, and not an hour that a clock change skips or repeats."""
        if self.closes_at is None:
            return
        wall = timezone.localtime(self.closes_at, HELSINKI)
        if wall.time() == time(0, 0):
            raise ValidationError({"closes_at": _("Don't close at midnight: people can't be sure which day is meant.")})
        if not exists_once(wall.date(), wall.time()):
            raise ValidationError({"closes_at": _("The clocks change at that hour. Choose another closing time.")})

    def state(self, at: datetime) -> str:
        """What the round is at that instant."""
        if self.cancelled_at:
            return self.CANCELLED
        if self.ended_at and self.ended_at <= at:
            return self.ENDED
        if self.decided_at and self.decided_at <= at:
            return self.DECIDED
        if at >= self.closes_at:
            return self.CLOSED
        if self.tentative:
            return self.TENTATIVE
        return self.OPEN if at >= self.opens_at else self.ANNOUNCED

    def is_open(self, at: datetime) -> bool:
        return self.state(at) == self.OPEN

    def has_frozen_criteria(self, at: datetime) -> bool:
        """From its opening on: everybody who applies is judged by what she could read."""
        return self.opens_at <= at or self.cancelled_at is not None

    def has_closed(self, at: datetime) -> bool:
        """Whether nothing can come in any more: the closing time and the grace have passed."""
        return at >= self.closes_at + timedelta(seconds=self.grace_seconds)

    def receives(self, at: datetime) -> bool:
        """Whether something that reached the portal at `at` is in time: the half-open window, and the same grace for all."""
        return not self.tentative and not self.cancelled_at and self.opens_at <= at and not self.has_closed(at)


class RoundTerms(models.Model):
    """What holds for one kind of application in one round."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="terms")
    kind = models.CharField(max_length=20)
    # The sum applied for must stay strictly below this ("alle 8 000 €").
    ceiling = money()
    # The programme's own model is not in its slides: real costs stand there until an officer chooses and so confirms.
    cost_model = models.CharField(max_length=20, default=REAL_COSTS)
    cost_model_confirmed = models.BooleanField(default=False)
    # Percent of wages added as flat-rate costs.
    flat_rate_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    # This round's share of the fund; none means the common pool.
    allocation = money(null=True, blank=True)
    committed = money(default=Decimal("0.00"))

    class Meta:
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "kind"],
                name="terms_once_a_kind",
                violation_error_message=_("The round already has terms for this kind."),
            ),
            models.CheckConstraint(name="terms_kind_known", condition=KIND_KNOWN, violation_error_message=_("Unknown kind.")),
            models.CheckConstraint(
                name="terms_ceiling_positive",
                condition=Q(ceiling__gt=0),
                violation_error_message=_("The ceiling is more than nothing."),
            ),
            models.CheckConstraint(
                name="terms_flat_rate_is_a_percentage",
                condition=Q(flat_rate_percent__isnull=True) | Q(flat_rate_percent__gt=0, flat_rate_percent__lte=100),
                violation_error_message=_("The flat rate is more than 0 and at most 100 percent."),
            ),
            models.CheckConstraint(
                name="terms_cost_model_known",
                condition=Q(cost_model__in=["real_costs", "flat_rate", "lump_sum"]),
                violation_error_message=_("Unknown cost model."),
            ),
            models.CheckConstraint(
                name="terms_percent_with_flat_rate_only",
                condition=Q(cost_model="flat_rate", flat_rate_percent__isnull=False)
                | (~Q(cost_model="flat_rate") & Q(flat_rate_percent__isnull=True)),
                violation_error_message=_("The flat rate, and no other cost model, has its percentage."),
            ),
            models.CheckConstraint(
                name="terms_allocation_never_overdrawn",
                condition=Q(committed__gte=0) & (Q(allocation__isnull=True) | Q(committed__lte=F("allocation"))),
                violation_error_message=_("A round can't be committed beyond its share."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {KINDS[self.kind]}"

    @property
    def kind_label(self) -> str:
        return KINDS[self.kind]

    @property
    def cost_model_label(self) -> str:
        """The model in words, with the percentage where it has one."""
        label = str(COST_MODELS[self.cost_model])
        return f"{label}, {shown_percent(self.flat_rate_percent)}" if self.flat_rate_percent is not None else label
