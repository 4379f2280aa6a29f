"""How a decision was made known to whom, and until when each may dispute it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models import Application
from core.text import Words
from decisions.models.decisions import Decision
from decisions.rules import SERVICES, served_on
from registry.models import Document


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, person: User) -> NoticeQuerySet:
        """Of the decisions that the person may read."""
        return self.filter(decision__in=Decision.objects.visible_to(person))

    def handled_by(self, person: User) -> NoticeQuerySet:
        """At the desk: those of the cases that one handles."""
        return self.filter(decision__application__in=Application.objects.handled_by(person))

    def standing(self) -> NoticeQuerySet:
        """Those that count: not found later to have gone wrong."""
        return self.filter(annulled_at__isnull=True)

    def to_party(self) -> NoticeQuerySet:
        return self.filter(audience=Notice.PARTY)

    def to_members(self) -> NoticeQuerySet:
        return self.filter(audience=Notice.MEMBERS)


class Notice(models.Model):
    """One service of notice (tiedoksianto). The days are counted when it is recorded and kept with the rules they were counted by.

    A decision is served to its party, and, on the public list, to the members of the municipality.
    """

    PARTY, MEMBERS = "party", "members"
    AUDIENCES = {PARTY: _("The applicant"), MEMBERS: _("Members of the municipality")}

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="notices")
    audience = models.CharField(max_length=10)
    channel = models.CharField(max_length=12)
    sent_on = models.DateField()
    served_on = models.DateField()
    # The last day for a claim for rectification.
    claim_until = models.DateField()
    rules = models.CharField(max_length=20)
    # To which address it went, as it was then; empty on the public list.
    address = models.TextField(blank=True)
    # None where the portal noted it by itself.
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    recorded_at = models.DateTimeField()
    # When the decision left the public list, where it was on it.
    left_list_at = models.DateTimeField(null=True, blank=True)
    # Why it does not count after all: the letter came back, or another day of service was shown.
    annulled_at = models.DateTimeField(null=True, blank=True)
    annulled_reason = models.TextField(blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["sent_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "audience"],
                condition=Q(annulled_at__isnull=True),
                name="notice_once_an_audience",
                violation_error_message=_("The decision has already been served to them."),
            ),
            models.CheckConstraint(
                name="notice_audience_has_its_channels",
                condition=Q(audience="party", channel__in=["electronic", "post", "in_person"])
                | Q(audience="members", channel="public"),
                violation_error_message=_("Choose how the decision was served."),
            ),
            models.CheckConstraint(
                name="notice_days_in_order",
                condition=Q(served_on__gte=F("sent_on")) & Q(claim_until__gt=F("served_on")),
                violation_error_message=_("A decision is served after it is sent, and can be disputed after that."),
            ),
            models.CheckConstraint(
                name="notice_annulled_with_reason",
                condition=Q(annulled_at__isnull=True, annulled_reason="")
                | (Q(annulled_at__isnull=False) & ~Q(annulled_reason="")),
                violation_error_message=_("Write why the service does not count."),
            ),
            models.CheckConstraint(
                name="notice_only_the_list_is_left",
                condition=Q(left_list_at__isnull=True) | Q(audience="members"),
                violation_error_message=_("Only what is on the public list can leave it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.channel} {self.sent_on}"

    @property
    def audience_label(self) -> Words:
        return self.AUDIENCES[self.audience]

    @property
    def can_be_annulled(self) -> bool:
        """What the portal put on the public list was known to everybody at once, and that can't fail."""
        return self.annulled_at is None and not (self.audience == self.MEMBERS and self.recorded_by_id is None)

    @property
    def is_shown(self) -> bool:
        """Whether it was shown on what day it arrived, so that the day is not the one that the law assumes."""
        return self.served_on != served_on(self.channel, self.sent_on)

    @property
    def channel_label(self) -> str:
        return SERVICES[self.channel].label

    def is_over(self, on: date) -> bool:
        """Whether its time for a claim had run out before that day."""
        return on > self.claim_until


class FunderApprovalQuerySet(models.QuerySet):
    def handled_by(self, person: User) -> FunderApprovalQuerySet:
        """Of the cases that one handles."""
        return self.filter(decision__application__in=Application.objects.handled_by(person))

    def standing(self) -> FunderApprovalQuerySet:
        """Those that count: not corrected by a newer one."""
        return self.filter(corrected_at__isnull=True)


class FunderApproval(models.Model):
    """The funder's word on a grant (rahoittajan hyväksyntä), in a programme in which a grant depends on it.

    What was written down wrong, or without its paper, is never edited: it stays as it was, with why, and a newer one stands.
    """

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="approvals")
    approved_on = models.DateField()
    reference = models.CharField(max_length=100)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", null=True, blank=True)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    # When a newer one took its place, who wrote that down, and why.
    corrected_at = models.DateTimeField(null=True, blank=True)
    corrected_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    corrected_reason = models.TextField(blank=True)

    objects = FunderApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(corrected_at__isnull=True),
                name="funder_approval_one_standing",
                violation_error_message=_("The funder's approval of this decision is recorded already."),
            ),
            models.CheckConstraint(
                name="funder_approval_corrected_with_reason",
                condition=Q(corrected_at__isnull=True, corrected_by__isnull=True, corrected_reason="")
                | (Q(corrected_at__isnull=False, corrected_by__isnull=False) & ~Q(corrected_reason="")),
                violation_error_message=_("Write why the approval is corrected."),
            ),
            models.CheckConstraint(
                name="funder_approval_has_reference",
                condition=~Q(reference=""),
                violation_error_message=_("Write the reference of the funder's decision."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.reference}"

    @property
    def is_standing(self) -> bool:
        return self.corrected_at is None
