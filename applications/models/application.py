"""The application itself, and who may see it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Group, Membership, User
from applications import workflow
from applications.models.interests import InterestDeclaration
from rounds.models import KIND_KNOWN, KINDS, Round, money

HANDLERS = frozenset({"coordinator", "reviewer", "decider"})


class ApplicationQuerySet(models.QuerySet):
    def visible_to(self, person: User) -> ApplicationQuerySet:
        """The applications of the groups that this person belongs to: the citizens' side."""
        return self.filter(group__memberships__person=person).exclude(status=workflow.DISCARDED)

    def listed_for(self, person: User) -> ApplicationQuerySet:
        """The desk's rows (group, title, kind, sum, state): every sent application, for those who handle or audit cases."""
        if not person.roles & (HANDLERS | {"auditor"}):
            return self.none()
        return self.exclude(status__in=[workflow.DRAFT, workflow.DISCARDED])

    def handled_by(self, person: User) -> ApplicationQuerySet:
        """The cases whose content this person may see at the desk.

        Handlers, also those who audit as well, have declared that they have no conflict of interest; nobody sees a case of a
        group of their own, or one from which they stepped aside (hallintolaki 27–30 §).
        """
        declared = InterestDeclaration.objects.filter(application=OuterRef("pk"), person=person)
        own = Membership.objects.filter(group=OuterRef("group"), person=person)
        cases = self.listed_for(person).exclude(Exists(own)).exclude(Exists(declared.filter(is_disqualified=True)))
        return cases.filter(Exists(declared)) if person.roles & HANDLERS else cases

    def drafts(self) -> ApplicationQuerySet:
        return self.filter(status=workflow.DRAFT)


class Application(models.Model):
    """One group's application of one kind in one round. Its status is written only by `actions.move`."""

    reference = models.CharField(max_length=20, unique=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="applications")
    kind = models.CharField(max_length=20)
    group = models.ForeignKey(Group, models.PROTECT, related_name="applications")
    # The earlier application whose answers it began with.
    copied_from = models.ForeignKey("self", models.PROTECT, related_name="copies", null=True, blank=True)
    status = models.CharField(max_length=20, default=workflow.DRAFT)
    # For lists: the answer `title`, and the sum of the cost lines and the flat rate; once sent, as they were sent last.
    title = models.CharField(max_length=200, blank=True)
    applied = money(default=Decimal("0.00"))
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    # When the newest decision was published; until then the applicant sees neither status, letter nor time.
    published_at = models.DateTimeField(null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["reference"]
        constraints = [
            models.CheckConstraint(
                name="application_status_known",
                condition=Q(status__in=["draft", "submitted", "in_review", "proposed", "decided", "withdrawn", "discarded"]),
                violation_error_message=_("Unknown state."),
            ),
            models.CheckConstraint(
                name="application_kind_known", condition=KIND_KNOWN, violation_error_message=_("Unknown kind.")
            ),
            models.CheckConstraint(
                name="application_sent_has_time",
                condition=Q(status__in=["draft", "discarded"], submitted_at__isnull=True)
                | (~Q(status__in=["draft", "discarded"]) & Q(submitted_at__isnull=False)),
                violation_error_message=_("A sent application, and no other, has the time it was received."),
            ),
            models.CheckConstraint(
                name="application_sum_not_negative",
                condition=Q(applied__gte=0),
                violation_error_message=_("The sum applied for can't be negative."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(_("Application without a name"))

    @property
    def about(self) -> str:
        """How the record office and the ledger name it."""
        return f"application:{self.reference}"

    @property
    def kind_label(self) -> str:
        return KINDS[self.kind]

    @property
    def status_for_staff(self) -> str:
        return workflow.STATUSES[self.status].staff

    @property
    def status_for_applicant(self) -> str:
        """Until publication `proposed` and `decided` look alike; after it the label stays, whatever happens at the desk."""
        if self.published_at and self.status != workflow.WITHDRAWN:
            return workflow.DECISION_MADE
        return workflow.STATUSES[self.status].applicant

    @property
    def is_draft(self) -> bool:
        return self.status == workflow.DRAFT

    def membership_role(self, person: User) -> str:
        """`owner`, `editor`, `reader`, or an empty string for a stranger."""
        return next((place.role for place in self.group.memberships.all() if place.person_id == person.pk), "")

    def takes_answers(self, now: datetime) -> bool:
        """A draft always does, even after its round; a sent application for as long as it can be sent again."""
        return self.is_draft or (self.status == workflow.SUBMITTED and self.round.receives(now))

    def has_unsent_changes(self) -> bool:
        """Sent once and edited since: the group may send again until the round closes."""
        return self.status == workflow.SUBMITTED and self.changed_at > self.submitted_at
