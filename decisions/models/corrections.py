"""Why a published decision is decided anew."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from decisions.models.claims import Claim
from decisions.models.decisions import Decision

CLERICAL, SUBSTANTIVE, RECTIFICATION, APPEAL = "clerical", "substantive", "rectification", "appeal"
CORRECTION_GROUNDS = {
    CLERICAL: _("A clerical error (hallintolaki 51 §)"),
    SUBSTANTIVE: _("An error of substance (hallintolaki 50 §)"),
    RECTIFICATION: _("A claim for rectification"),
    APPEAL: _("The decision of a court"),
}


class CorrectionQuerySet(models.QuerySet):
    def open(self) -> CorrectionQuerySet:
        """Neither replaced by a newer version nor dropped."""
        return self.filter(ended_at__isnull=True)


class Correction(models.Model):
    """A published decision was opened to be decided anew. It stands until a newer version is published in its place."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="corrections")
    ground = models.CharField(max_length=15)
    reason = models.TextField()
    claim = models.OneToOneField(Claim, models.PROTECT, related_name="correction", null=True, blank=True)
    # What the party said, where the correction is to its harm: without its consent that is not done (hallintolaki 50 §).
    consent = models.TextField(blank=True)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    # Ended by a newer version, or dropped: then the decision stands as it was.
    ended_at = models.DateTimeField(null=True, blank=True)
    replacement = models.OneToOneField(Decision, models.PROTECT, related_name="corrects", null=True, blank=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(ended_at__isnull=True),
                name="correction_one_open",
                violation_error_message=_("The decision is already being corrected."),
            ),
            models.CheckConstraint(
                name="correction_on_a_ground",
                condition=Q(ground__in=["clerical", "substantive", "rectification", "appeal"]) & ~Q(reason=""),
                violation_error_message=_("Say on what ground the decision is corrected, and why."),
            ),
            models.CheckConstraint(
                name="correction_of_a_claim_names_it",
                condition=Q(ground="rectification", claim__isnull=False) | (~Q(ground="rectification") & Q(claim__isnull=True)),
                violation_error_message=_("A rectification names its claim."),
            ),
            models.CheckConstraint(
                name="correction_replaced_when_ended",
                condition=Q(replacement__isnull=True) | Q(ended_at__isnull=False),
                violation_error_message=_("A correction that has a newer version has ended."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.ground}"

    @property
    def may_be_dropped(self) -> bool:
        """Whether the desk may let the decision stand after all: not where the competent body has changed it."""
        return self.ground != RECTIFICATION

    @property
    def ground_label(self) -> str:
        return CORRECTION_GROUNDS[self.ground]
