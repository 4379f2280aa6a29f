"""What is proposed."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models import Application, conflict_of
from decisions.models.outcomes import MONEY_FITS_OUTCOME, OUTCOME_KNOWN, OUTCOMES
from rounds.models import money


class ProposalQuerySet(models.QuerySet):
    def with_conflict(self) -> ProposalQuerySet:
        """Each with whether who proposed has a conflict of interest, as it may be found later: `is_void`."""
        return self.annotate(is_void=conflict_of("proposed_by"))


class Proposal(models.Model):
    """What the coordinator proposes. A new proposal replaces the one before it; all of them are kept."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="proposals")
    outcome = models.CharField(max_length=20)
    amount = money()
    reasons = models.TextField()
    conditions = models.TextField(blank=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    # Why the decision maker sent it back to review; empty unless she did.
    return_reason = models.TextField(blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="proposal_outcome_known", condition=OUTCOME_KNOWN, violation_error_message=_("Choose an outcome.")
            ),
            models.CheckConstraint(
                name="proposal_money_fits_outcome",
                condition=MONEY_FITS_OUTCOME,
                violation_error_message=_("Money is granted only with a favourable outcome."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.reference}: {self.outcome}"

    @property
    def outcome_label(self) -> str:
        return OUTCOMES[self.outcome]
