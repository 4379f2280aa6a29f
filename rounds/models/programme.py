"""The programme, and the words that its rows are said in."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Func, Q
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Round as DatabaseRound
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

EVENT, DEVELOPMENT = "event", "development"


KINDS = {EVENT: _("Event"), DEVELOPMENT: _("Development project")}


KIND_PATHS = {EVENT: "tapahtuma", DEVELOPMENT: "kehittamishanke"}


KIND_KNOWN = Q(kind__in=["event", "development"])


def money(**options) -> models.DecimalField:
    """Euros, two decimals."""
    return models.DecimalField(max_digits=12, decimal_places=2, **options)


def in_cents(sum_: CombinedExpression | Func) -> DatabaseRound:
    """What a database adds up, to the cent: SQLite counts in binary, where 0.10 + 0.20 is more than 0.30."""
    return DatabaseRound(sum_, precision=2)


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
    # What else a grant depends on, which its letter says: the funder's approval, and a signed agreement (tuensiirtosopimus).
    funder_name = models.CharField(max_length=150, blank=True)
    needs_funder_approval = models.BooleanField(default=False)
    needs_agreement = models.BooleanField(default=False)
    # Whether what is published goes on the public list of decisions, from which the time of the municipality's members is counted.
    lists_decisions = models.BooleanField(default=True)
    # When the office that takes claims closes on the last day. Not known until the City says so.
    office_closes = models.TimeField(null=True, blank=True)

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
            models.CheckConstraint(
                name="programme_names_who_approves",
                condition=Q(needs_funder_approval=False) | ~Q(funder_name=""),
                violation_error_message=_("Name the funder whose approval is needed."),
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
