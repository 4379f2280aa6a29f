"""The programme, its funds and their ledger, the rounds, their terms and criteria."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.dates import HELSINKI, exists_once
from core.money import shown_percent

EVENT, DEVELOPMENT = "event", "development"
KINDS = {EVENT: _("Event"), DEVELOPMENT: _("Development project")}
KIND_PATHS = {EVENT: "tapahtuma", DEVELOPMENT: "kehittamishanke"}
KIND_KNOWN = Q(kind__in=["event", "development"])

# How the costs of a grant are counted. The funder decides it, and it can't change in the middle (ESF 2014–2020).
REAL_COSTS, FLAT_RATE, LUMP_SUM = "real_costs", "flat_rate", "lump_sum"
COST_MODELS = {
    REAL_COSTS: _("Real costs"),
    FLAT_RATE: _("Flat rate on wages"),
    LUMP_SUM: _("Lump sum"),
}
# The main flat rate of ESF projects in 2014–2020, in percent of wages. What the programme itself uses is not in its slides.
ESF_FLAT_RATE = Decimal("17.00")


def money(**options) -> models.DecimalField:
    """Euros, two decimals."""
    return models.DecimalField(max_digits=12, decimal_places=2, **options)


class Programme(models.Model):
    """Joensuun KAKE2.0 as its own slides describe it, and the settings that the City makes in the portal."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    starts = models.DateField()
    ends = models.DateField()
    total_budget = money()
    # Lists of {"code", "fi", "en"}: who the programme is for, what it is after, how it helps.
    target_groups = models.JSONField(default=list)
    aims = models.JSONField(default=list)
    support = models.JSONField(default=list)
    tagline_fi = models.CharField(max_length=200)
    tagline_en = models.CharField(max_length=200)
    area_fi = models.CharField(max_length=100)
    area_en = models.CharField(max_length=100)
    esf_project_code = models.CharField(max_length=20, blank=True)
    website = models.CharField(max_length=100, blank=True)
    facebook = models.CharField(max_length=100, blank=True)
    contact_name = models.CharField(max_length=100)
    contact_phone = models.CharField(max_length=40)
    contact_email = models.EmailField(max_length=254)
    contact_address = models.CharField(max_length=150)
    # Settings, see docs/workflow.md: one person's two parts in the same case.
    adviser_may_propose = models.BooleanField(default=True)
    proposer_may_decide = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="programme_ends_after_start",
                condition=Q(ends__gt=F("starts")),
                violation_error_message=_("The programme ends after it starts."),
            ),
            models.CheckConstraint(
                name="programme_budget_positive",
                condition=Q(total_budget__gt=0),
                violation_error_message=_("The programme has a budget."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def tagline(self) -> str:
        return in_language(self, "tagline")

    @property
    def area(self) -> str:
        return in_language(self, "area")

    def listed(self, name: str) -> list[tuple[str, str]]:
        """Code and words of each entry of one of its lists, such as `target_groups`, in the reader's language."""
        language = "en" if get_language() == "en" else "fi"
        return [(entry["code"], entry[language]) for entry in getattr(self, name)]


def in_language(thing: models.Model, field: str) -> str:
    """The text in the reader's language; the Finnish one is the master."""
    return (get_language() == "en" and getattr(thing, f"{field}_en")) or getattr(thing, f"{field}_fi")


class Fund(models.Model):
    """The money for one kind of application. `committed` is granted less released, and the database keeps it within the budget."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="funds")
    kind = models.CharField(max_length=20)
    budget = money()
    committed = money(default=Decimal("0.00"))

    class Meta:
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "kind"],
                name="fund_once_a_kind",
                violation_error_message=_("The programme has one fund for each kind."),
            ),
            models.CheckConstraint(name="fund_kind_known", condition=KIND_KNOWN, violation_error_message=_("Unknown kind.")),
            models.CheckConstraint(
                name="fund_never_overdrawn",
                condition=Q(committed__gte=0) & Q(committed__lte=F("budget")),
                violation_error_message=_("A fund can't be committed beyond its budget."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme}: {KINDS[self.kind]}"

    @property
    def left(self) -> Decimal:
        return self.budget - self.committed

    @property
    def kind_label(self) -> str:
        return KINDS[self.kind]


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
    extended_at = models.DateTimeField(null=True, blank=True)
    extension_reason = models.TextField(blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["opens_at"]
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

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "code"],
                name="criterion_once_a_round",
                violation_error_message=_("The round already has this criterion."),
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


class LedgerEntry(models.Model):
    """One movement of a fund's money. Insert-only: a trigger refuses everything else; a change is a new entry with the difference."""

    BUDGET, COMMIT, RELEASE = "budget", "commit", "release"
    ENTRIES = {BUDGET: _("Budgeted"), COMMIT: _("Granted"), RELEASE: _("Released")}

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="entries")
    round = models.ForeignKey(Round, models.PROTECT, related_name="entries", null=True, blank=True)
    entry = models.CharField(max_length=10)
    amount = money()
    # What it is about, by reference: `application:PK-2018-0001 decision 1`. The same commitment is entered once.
    about = models.CharField(max_length=80)
    at = models.DateTimeField()
    actor = models.CharField(max_length=40)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name_plural = "ledger"
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "entry", "about"],
                name="ledger_entry_once",
                violation_error_message=_("This is already in the ledger."),
            ),
            models.CheckConstraint(
                name="ledger_entry_known",
                condition=Q(entry__in=["budget", "commit", "release"]),
                violation_error_message=_("An entry is budgeted, granted or released."),
            ),
            models.CheckConstraint(
                name="ledger_amount_has_direction",
                condition=Q(amount__gt=0) | Q(entry="budget"),
                violation_error_message=_("An entry has an amount; its kind says the direction."),
            ),
            models.CheckConstraint(
                name="ledger_commitment_has_round",
                condition=Q(entry="budget") | Q(round__isnull=False),
                violation_error_message=_("Granted and released money belongs to a round."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ENTRIES[self.entry]} {self.amount} {self.about}"
