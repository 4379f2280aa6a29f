"""Typed parts of what is granted, first proposed and then decided: the sum by head of cost, and when it is paid."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from decisions.models.decisions import Decision
from decisions.models.proposals import Proposal
from rounds.models import money

# A part belongs to a proposal, or to the decision that was made.
OF_ONE = Q(proposal__isnull=False, decision__isnull=True) | Q(proposal__isnull=True, decision__isnull=False)


class GrantedCost(models.Model):
    """How much of one head of cost is approved, in euros; the heads are those of the application's cost estimate."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="granted_costs", null=True, blank=True)
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="granted_costs", null=True, blank=True)
    head = models.CharField(max_length=30)
    amount = money()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "head"],
                name="granted_cost_once_in_proposal",
                violation_error_message=_("This head of cost is already there."),
            ),
            models.UniqueConstraint(
                fields=["decision", "head"],
                name="granted_cost_once_in_decision",
                violation_error_message=_("This head of cost is already there."),
            ),
            models.CheckConstraint(
                name="granted_cost_of_one",
                condition=OF_ONE,
                violation_error_message=_("A part belongs to a proposal or to a decision."),
            ),
            models.CheckConstraint(
                name="granted_cost_not_negative",
                condition=Q(amount__gte=0),
                violation_error_message=_("A sum can't be negative."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.head}: {self.amount}"


class PlannedPayment(models.Model):
    """One instalment of the payment plan: how much, in euros, and when or on what condition, in words."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="planned_payments", null=True, blank=True)
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="planned_payments", null=True, blank=True)
    position = models.PositiveSmallIntegerField()
    amount = money()
    when = models.CharField(max_length=200)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "position"],
                name="planned_payment_once_in_proposal",
                violation_error_message=_("Two instalments can't have the same place."),
            ),
            models.UniqueConstraint(
                fields=["decision", "position"],
                name="planned_payment_once_in_decision",
                violation_error_message=_("Two instalments can't have the same place."),
            ),
            models.CheckConstraint(
                name="planned_payment_of_one",
                condition=OF_ONE,
                violation_error_message=_("A part belongs to a proposal or to a decision."),
            ),
            models.CheckConstraint(
                name="planned_payment_has_money",
                condition=Q(amount__gt=0) & ~Q(when=""),
                violation_error_message=_("An instalment has a sum, and says when it is paid."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount}: {self.when}"
