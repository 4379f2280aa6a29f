"""What was decided."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models import Application, conflict_of
from decisions.models.outcomes import FAVOURABLE, MONEY_FITS_OUTCOME, OUTCOME_KNOWN, OUTCOMES
from registry.models import Document
from rounds.models import money


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, person: User) -> DecisionQuerySet:
        """Published decisions of one's own groups, and at the desk those of the cases that one handles."""
        own = Q(state=Decision.PUBLISHED, application__in=Application.objects.visible_to(person))
        return self.filter(own | Q(application__in=Application.objects.handled_by(person)))

    def with_conflict(self) -> DecisionQuerySet:
        """Each with whether who decided has a conflict of interest, as it may be found later: `is_void`."""
        return self.annotate(is_void=conflict_of("decided_by"))

    def prepared(self) -> DecisionQuerySet:
        return self.filter(state=Decision.PREPARED)

    def published(self) -> DecisionQuerySet:
        return self.filter(state=Decision.PUBLISHED)

    def without_letter(self) -> DecisionQuerySet:
        return self.published().filter(document__isnull=True)


class Decision(models.Model):
    """What was decided. Prepared, it is known to the desk alone; published, it has a letter and is never edited."""

    PREPARED, PUBLISHED, CANCELLED = "prepared", "published", "cancelled"

    application = models.ForeignKey(Application, models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField(
        help_text="1 for the first decision in the case, then one more for each new version."
    )
    outcome = models.CharField(max_length=20)
    amount = money()
    reasons = models.TextField()
    state = models.CharField(max_length=10, default=PREPARED)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    # § of the decider's decisions in that year, given when it is published.
    section = models.PositiveIntegerField(null=True, blank=True)
    document = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"],
                name="decision_number_once",
                violation_error_message=_("The case already has this decision."),
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state="prepared"),
                name="decision_one_prepared",
                violation_error_message=_("The case already has a prepared decision."),
            ),
            models.CheckConstraint(
                name="decision_outcome_known", condition=OUTCOME_KNOWN, violation_error_message=_("Choose an outcome.")
            ),
            models.CheckConstraint(
                name="decision_money_fits_outcome",
                condition=MONEY_FITS_OUTCOME,
                violation_error_message=_("Money is granted only with a favourable outcome."),
            ),
            models.CheckConstraint(
                name="decision_published_has_time_and_section",
                condition=Q(state="published", published_at__isnull=False, section__isnull=False)
                | Q(state__in=["prepared", "cancelled"], published_at__isnull=True, section__isnull=True, document__isnull=True),
                violation_error_message=_("A published decision, and no other, has a time, a section and a letter."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.reference}/{self.number}"

    @property
    def about(self) -> str:
        """How the ledger names the commitment of this decision."""
        return f"{self.application.about} decision {self.number}"

    @property
    def outcome_label(self) -> str:
        return OUTCOMES[self.outcome]

    @property
    def is_favourable(self) -> bool:
        return self.outcome in FAVOURABLE
