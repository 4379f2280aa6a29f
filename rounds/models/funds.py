"""The funds, and the ledger of their money."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rounds.models.programme import KIND_KNOWN, KINDS, Programme, money
from rounds.models.rounds import Round


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


class LedgerEntry(models.Model):
    """One movement of a fund's money. Insert-only: a trigger refuses everything else; a change is a new entry with the difference."""

    BUDGET, COMMIT, RELEASE = "budget", "commit", "release"
    ENTRIES = {BUDGET: _("Budgeted"), COMMIT: _("Granted"), RELEASE: _("Released")}

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="entries")
    round = models.ForeignKey(Round, models.PROTECT, related_name="entries", null=True, blank=True)
    entry = models.CharField(max_length=10)
    amount = money()
    # What it is about, by reference: `application:PK-2018-0001 decision 1`. The same commitment is entered once. Of what is
    # budgeted an entry with a round is the round's share of the fund, and one without is the fund's own budget.
    about = models.CharField(max_length=80)
    at = models.DateTimeField()
    actor = models.CharField(max_length=40)
    # Why a budget, or a round's share of it, was changed; None of everything else.
    reason = models.TextField(null=True, blank=True)  # noqa: DJ001 -- so that the insert-only table need not be made anew

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
