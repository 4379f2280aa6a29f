"""Claims for rectification (oikaisuvaatimus), the hearings on them, and appeals that came of them."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models import CHANNELS, Application, conflict_of
from core import dates
from decisions.models.decisions import Decision

# Who reads and handles claims at the desk; those who only score cases read none.
CLAIM_READERS = frozenset({"coordinator", "decider", "auditor"})


class ClaimQuerySet(models.QuerySet):
    def visible_to(self, person: User) -> ClaimQuerySet:
        """Those that one's groups made: the citizens' side. What a member of the municipality claims is not theirs."""
        groups = Application.objects.visible_to(person)
        return self.filter(claimant=Claim.PARTY, decision__application__in=groups)

    def handled_by(self, person: User) -> ClaimQuerySet:
        """At the desk: those of the cases that one handles, without a conflict of interest."""
        if not person.roles & CLAIM_READERS:
            return self.none()
        return self.filter(decision__application__in=Application.objects.handled_by(person))

    def with_conflict(self) -> ClaimQuerySet:
        """Each with whether its handler has a conflict of interest, as it may be found later: `is_stranded`."""
        return self.annotate(is_stranded=conflict_of("handler", "decision__application"))

    def with_hearings(self, on: date) -> ClaimQuerySet:
        """Each with whether an answer can still come in time on that day (`waits_for_answer`), and whether one has not (`lacks_answer`)."""
        asked = Hearing.objects.filter(claim=OuterRef("pk"), answered_at__isnull=True)
        return self.annotate(
            waits_for_answer=Exists(asked.filter(due_on__gte=on)), lacks_answer=Exists(asked.filter(due_on__lt=on))
        )

    def pending(self) -> ClaimQuerySet:
        return self.filter(ended_at__isnull=True)

    def disputing(self) -> ClaimQuerySet:
        """Those that nobody has decided on, and those that change a decision which no newer one has replaced yet."""
        return self.filter(Q(ended_at__isnull=True) | Q(outcome=Claim.CHANGED, decision__state=Decision.PUBLISHED))


class Claim(models.Model):
    """One claim for rectification, from arrival to outcome. Lateness is judged as it arrives, and anew when the last day moves."""

    PARTY, MEMBER = "party", "member"
    CLAIMANTS = {PARTY: _("The applicant"), MEMBER: _("A member of the municipality")}
    # In states of the claim: it changes the decision, it does not, it was not examined, or its maker took it back.
    CHANGED, DISMISSED, NOT_EXAMINED, WITHDRAWN = "changed", "dismissed", "not_examined", "withdrawn"
    OUTCOMES = {
        CHANGED: _("The decision is changed"),
        DISMISSED: _("The claim is dismissed"),
        NOT_EXAMINED: _("The claim is not examined"),
        WITHDRAWN: _("The claim was withdrawn"),
    }

    reference = models.CharField(max_length=20, unique=True)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="claims")
    claimant = models.CharField(max_length=10)
    # The person who made it in the portal; None where it came on paper.
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    name = models.CharField(max_length=150)
    contact = models.TextField(blank=True)
    channel = models.CharField(max_length=10)
    # What change is claimed, and on what grounds (hallintolaki 49 d §).
    demand = models.TextField()
    grounds = models.TextField()
    received_at = models.DateTimeField()
    is_late = models.BooleanField(default=False)
    registered_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    registered_at = models.DateTimeField(null=True, blank=True)
    handler = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    outcome = models.CharField(max_length=12, blank=True)
    # Why, and which body decided in which of its sections.
    outcome_reasons = models.TextField(blank=True)
    decided_in = models.CharField(max_length=150, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    # How and when the claimant got to know of the outcome, and the last day for a municipal appeal against it; None until then.
    served_channel = models.CharField(max_length=12, blank=True)
    served_on = models.DateField(null=True, blank=True)
    appeal_until = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="claim_says_what_and_why",
                condition=~Q(demand="") & ~Q(grounds="") & ~Q(name=""),
                violation_error_message=_("A claim says who makes it, what is to change, and why."),
            ),
            models.CheckConstraint(
                name="claim_by_party_or_member",
                condition=Q(claimant__in=["party", "member"], channel__in=["portal", "desk", "post", "email"]),
                violation_error_message=_("Choose who makes the claim, and how it came."),
            ),
            models.CheckConstraint(
                name="claim_on_paper_is_registered",
                condition=Q(channel="portal", made_by__isnull=False, registered_by__isnull=True, registered_at__isnull=True)
                | (~Q(channel="portal") & Q(made_by__isnull=True, registered_by__isnull=False, registered_at__isnull=False)),
                violation_error_message=_("What came on paper, and nothing else, is registered by somebody at a time."),
            ),
            models.CheckConstraint(
                name="claim_ends_with_outcome",
                condition=Q(ended_at__isnull=True, outcome="", ended_by__isnull=True)
                | Q(
                    ended_at__isnull=False,
                    ended_by__isnull=False,
                    outcome__in=["changed", "dismissed", "not_examined", "withdrawn"],
                ),
                violation_error_message=_("A claim that has ended, and no other, has an outcome."),
            ),
            models.CheckConstraint(
                name="claim_decided_says_where_and_why",
                condition=Q(outcome__in=["", "withdrawn"])
                | (Q(decided_on__isnull=False) & ~Q(decided_in="") & ~Q(outcome_reasons="")),
                violation_error_message=_("Say who decided on the claim, when, and why."),
            ),
            models.CheckConstraint(
                name="claim_appeal_counted_from_service",
                condition=Q(served_channel="", served_on__isnull=True, appeal_until__isnull=True)
                | Q(
                    served_channel__in=["electronic", "post", "in_person"],
                    outcome__in=["dismissed", "not_examined"],
                    appeal_until__gt=F("served_on"),
                ),
                violation_error_message=_("The time to appeal is counted from when the outcome was served."),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def claimant_label(self) -> str:
        return self.CLAIMANTS[self.claimant]

    @property
    def channel_label(self) -> str:
        return CHANNELS[self.channel]

    @property
    def outcome_label(self) -> str:
        return self.OUTCOMES.get(self.outcome, "")

    @property
    def is_of_party(self) -> bool:
        return self.claimant == self.PARTY

    @property
    def tells_why(self) -> bool:
        """Whether its maker may read the reasons: what changes a decision may tell what the new one says, and waits for it."""
        return bool(self.outcome) and (self.outcome != self.CHANGED or self.decision.state == Decision.REPLACED)

    @property
    def must_be_served(self) -> bool:
        """Whether its maker is still to be told, so that her time to appeal begins."""
        return self.outcome in {self.DISMISSED, self.NOT_EXAMINED} and self.appeal_until is None


class HearingQuerySet(models.QuerySet):
    def visible_to(self, person: User) -> HearingQuerySet:
        """Those in which one's groups are asked."""
        return self.filter(of_party=True, claim__decision__application__in=Application.objects.visible_to(person))

    def handled_by(self, person: User) -> HearingQuerySet:
        return self.filter(claim__in=Claim.objects.handled_by(person))

    def open(self) -> HearingQuerySet:
        """Those that wait for an answer; also after the day, for as long as the claim is pending."""
        return self.filter(answered_at__isnull=True, claim__ended_at__isnull=True)


class Hearing(models.Model):
    """Somebody is asked what she says about a claim, until the end of a day (hallintolaki 34 §)."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="hearings")
    heard = models.CharField(max_length=150)
    # Whether the group of the case is asked, which answers in the portal. Of others the answer is written down at the desk.
    of_party = models.BooleanField(default=False)
    question = models.TextField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    # Who answered in the portal, or wrote down what came in another way.
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    answer_channel = models.CharField(max_length=10, blank=True)

    objects = HearingQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="hearing_asks_somebody",
                condition=~Q(heard="") & ~Q(question=""),
                violation_error_message=_("Say who is heard, and on what."),
            ),
            models.CheckConstraint(
                name="hearing_answer_has_time",
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                violation_error_message=_("An answer has the time when it came."),
            ),
            models.CheckConstraint(
                name="hearing_answer_came_somehow",
                condition=Q(answer="", answer_channel="", answered_by__isnull=True)
                | Q(answer_channel__in=["portal", "desk", "post", "email"], answered_by__isnull=False),
                violation_error_message=_("Say how the answer came."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim}: {self.heard}"

    @property
    def due_at(self) -> datetime:
        """The first instant after the last day: midnight, in Helsinki. A late answer is taken all the same."""
        return dates.bounds_of_day(self.due_on)[1]

    @property
    def answer_channel_label(self) -> str:
        return CHANNELS[self.answer_channel]


class AppealQuerySet(models.QuerySet):
    def handled_by(self, person: User) -> AppealQuerySet:
        """Of the cases that one handles, at the desk."""
        if not person.roles & CLAIM_READERS:
            return self.none()
        return self.filter(decision__application__in=Application.objects.handled_by(person))

    def pending(self) -> AppealQuerySet:
        return self.filter(ended_on__isnull=True)


class Appeal(models.Model):
    """A municipal appeal (kunnallisvalitus) that the administrative court has told the City of; the portal only keeps the fact."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="appeals")
    filed_on = models.DateField()
    reference = models.CharField(max_length=100)
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = AppealQuerySet.as_manager()

    class Meta:
        ordering = ["filed_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="appeal_has_reference",
                condition=~Q(reference=""),
                violation_error_message=_("Write the reference of the appeal."),
            ),
            models.CheckConstraint(
                name="appeal_ends_with_outcome",
                condition=Q(ended_on__isnull=True, outcome="") | (Q(ended_on__gte=F("filed_on")) & ~Q(outcome="")),
                violation_error_message=_("An appeal that has ended has an outcome."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.reference}"
