"""What was decided."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Membership, User
from applications.models import Application, Version, conflict_of
from core.text import Words
from decisions.models.outcomes import FAVOURABLE, MONEY_FITS_OUTCOME, OUTCOME_KNOWN, OUTCOMES
from registry.models import Document
from rounds.models import money

if TYPE_CHECKING:
    from decisions.models.notices import FunderApproval


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, person: User) -> DecisionQuerySet:
        """Decisions of one's own groups that were made known, and at the desk those of the cases that one handles."""
        own = Q(state__in=Decision.KNOWN, application__in=Application.objects.visible_to(person))
        return self.filter(own | Q(application__in=Application.objects.handled_by(person)))

    def with_conflict(self) -> DecisionQuerySet:
        """Each with whether who decided has a conflict of interest, as it may be found later: `is_void`."""
        return self.annotate(is_void=conflict_of("decided_by"))

    def prepared(self) -> DecisionQuerySet:
        return self.filter(state=Decision.PREPARED)

    def known(self) -> DecisionQuerySet:
        """Those that were published, whatever became of them later."""
        return self.filter(state__in=Decision.KNOWN)

    def in_force(self) -> DecisionQuerySet:
        """Those that hold now: published, replaced by no newer version, and not lapsed."""
        return self.filter(state=Decision.PUBLISHED)

    def final(self, on: date) -> DecisionQuerySet:
        """Those that were legally final on that day (lainvoimaiset): the same as `queries.finality`, asked of the database.

        Only what holds can be final: what a newer version has replaced, or what lapsed, is paid by nobody.
        """
        rows = self.in_force()
        for audience in ("party", "members"):
            # One standing notice an audience, so no decision comes twice.
            over = Q(notices__audience=audience, notices__annulled_at__isnull=True, notices__claim_until__lt=on)
            rows = rows.filter(over)
        claims, appeals = Decision.claims.rel.related_model.objects, Decision.appeals.rel.related_model.objects
        pending = Q(
            ended_at__isnull=True, decision__application=OuterRef("application"), decision__number__lte=OuterRef("number")
        )
        unchanged = Q(outcome__in=["dismissed", "not_examined"]) & (Q(appeal_until__isnull=True) | Q(appeal_until__gte=on))
        disputed = pending | Q(Q(outcome="changed") | unchanged, decision=OuterRef("pk"))
        return rows.exclude(Exists(claims.filter(disputed))).exclude(
            Exists(appeals.filter(decision=OuterRef("pk"), ended_on__isnull=True))
        )

    def binding(self) -> DecisionQuerySet:
        """Those for which money can be bound: in force, or prepared. A case may have one of each."""
        return self.filter(state__in=Decision.BINDING)

    def without_letter(self) -> DecisionQuerySet:
        return self.known().filter(document__isnull=True)

    def without_translation(self) -> DecisionQuerySet:
        """Those whose letter is made, and in whose group somebody who is told of it reads English."""
        readers = Membership.objects.exclude(role=Membership.READER).filter(person__language="en", person__closed_at__isnull=True)
        told = Exists(readers.filter(group=OuterRef("application__group")))
        return self.known().filter(told, document__isnull=False, translation__isnull=True)


class Decision(models.Model):
    """What was decided. Prepared, it is known to the desk alone; published, it has a letter and is never edited.

    Published it is replaced by a newer version, or lapses when the group gives the money up or can't use it.
    """

    PREPARED, CANCELLED = "prepared", "cancelled"
    PUBLISHED, REPLACED, LAPSED = "published", "replaced", "lapsed"
    KNOWN = (PUBLISHED, REPLACED, LAPSED)
    BINDING = (PREPARED, PUBLISHED)
    STATES = {
        PREPARED: _("Not published yet"),
        CANCELLED: pgettext_lazy("decision", "Cancelled"),
        PUBLISHED: _("In force"),
        REPLACED: _("Replaced by a newer version"),
        LAPSED: _("Lapsed"),
    }

    application = models.ForeignKey(Application, models.PROTECT, related_name="decisions")
    # What was decided on. A completion after a correction was opened changes nothing of a decision that was made before it.
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(
        help_text="1 for the first decision in the case, then one more for each new version."
    )
    outcome = models.CharField(max_length=20)
    amount = money()
    reasons = models.TextField()
    # What holds for this case alone, beside the conditions of every decision.
    conditions = models.TextField(blank=True)
    state = models.CharField(max_length=10, default=PREPARED)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    # § of the decider's decisions in that year, given when it is published.
    section = models.PositiveIntegerField(null=True, blank=True)
    section_year = models.PositiveSmallIntegerField(null=True, blank=True)
    # By it anybody finds out on a public page whether a paper is this decision; given when it is published.
    verification_code = models.CharField(max_length=20, null=True, blank=True, unique=True)
    lapsed_at = models.DateTimeField(null=True, blank=True)
    # Why it lapsed, and whether the group gave the money up itself; then it need not say why.
    lapse_reason = models.TextField(blank=True)
    is_given_up = models.BooleanField(default=False)
    document = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="+")
    # The same letter in English, where somebody of the group reads it: a courtesy; the Finnish one is in force.
    translation = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="+")

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
                condition=Q(state__in=["published", "replaced", "lapsed"], published_at__isnull=False, section__isnull=False)
                | Q(state__in=["prepared", "cancelled"], published_at__isnull=True, section__isnull=True, document__isnull=True),
                violation_error_message=_("A published decision, and no other, has a time, a section and a letter."),
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state="published"),
                name="decision_one_in_force",
                violation_error_message=_("The case already has a decision that holds."),
            ),
            models.UniqueConstraint(
                fields=["decided_by", "section_year", "section"],
                name="decision_section_once_a_year",
                violation_error_message=_("The decision maker already has this section in that year."),
            ),
            models.CheckConstraint(
                name="decision_translation_is_of_a_letter",
                condition=Q(translation__isnull=True) | Q(document__isnull=False),
                violation_error_message=_("A translation stands beside the letter in Finnish."),
            ),
            models.CheckConstraint(
                name="decision_lapsed_has_time",
                condition=Q(state="lapsed", lapsed_at__isnull=False) | (~Q(state="lapsed") & Q(lapsed_at__isnull=True)),
                violation_error_message=_("A decision that lapsed, and no other, has the time when it did."),
            ),
            models.CheckConstraint(
                name="decision_lapsed_with_reason",
                condition=Q(state="lapsed", is_given_up=True)
                | (Q(state="lapsed", is_given_up=False) & ~Q(lapse_reason=""))
                | (~Q(state="lapsed") & Q(is_given_up=False, lapse_reason="")),
                violation_error_message=_("Say why the decision lapses."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.reference}/{self.number}"

    @property
    def about(self) -> str:
        """How the ledger names the commitment of this decision."""
        return f"{self.application.about} decision {self.number}"

    @property
    def is_known(self) -> bool:
        """Whether the applicant has been let see it."""
        return self.state in self.KNOWN

    @property
    def outcome_label(self) -> str:
        return OUTCOMES[self.outcome]

    @property
    def state_label(self) -> Words:
        if self.is_given_up:
            return _("Given up by the group")
        return self.STATES[self.state]

    @property
    def is_in_force(self) -> bool:
        """Whether it holds now."""
        return self.state == self.PUBLISHED

    @property
    def is_lapsed(self) -> bool:
        return self.state == self.LAPSED

    @property
    def is_favourable(self) -> bool:
        return self.outcome in FAVOURABLE

    @property
    def funder_approval(self) -> FunderApproval | None:
        """The one that stands."""
        return next((it for it in self.approvals.all() if it.is_standing), None)

    @property
    def corrected_approvals(self) -> list[FunderApproval]:
        """What was written down of the funder's approval before it was corrected, the newest first."""
        return [it for it in self.approvals.all() if not it.is_standing][::-1]
