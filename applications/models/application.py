"""The application itself, and who may see it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, FilteredRelation, OuterRef, Prefetch, Q, Value, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from accounts.models import Group, Membership, StaffRole, User
from applications import workflow
from applications.models.consents import Consent
from applications.models.interests import InterestDeclaration, conflict
from core import dates
from core.folding import Folded
from rounds.models import KIND_KNOWN, KINDS, Round, money

if TYPE_CHECKING:
    from applications.models.completions import CompletionRequest

HANDLERS = frozenset({"coordinator", "reviewer", "decider"})

# How an application came: sent in the portal by its group, or otherwise, and then the coordinator registered it.
PORTAL, AT_DESK, BY_POST, BY_EMAIL = "portal", "desk", "post", "email"
CHANNELS = {PORTAL: _("In the portal"), AT_DESK: _("On paper, to the desk"), BY_POST: _("By post"), BY_EMAIL: _("By e-mail")}


class ApplicationQuerySet(models.QuerySet):
    def visible_to(self, person: User) -> ApplicationQuerySet:
        """The applications of the groups that this person belongs to: the citizens' side.

        What the desk is still typing from paper is nobody's to change yet; the group sees it once it is registered.
        """
        return self.filter(group__memberships__person=person).exclude(status=workflow.DISCARDED).exclude(_ON_PAPER)

    def listed_for(self, person: User) -> ApplicationQuerySet:
        """The desk's rows (group, title, kind, sum, state): every sent application, for those who handle or audit cases.

        Not even a row of the cases from which she stepped aside, or of a group of her own (hallintolaki 27–30 §).
        """
        if not person.roles & (HANDLERS | {"auditor"}):
            return self.none()
        return self.exclude(status__in=[workflow.DRAFT, workflow.DISCARDED]).without_conflict(person)

    def handled_by(self, person: User) -> ApplicationQuerySet:
        """The cases whose content this person may see at the desk.

        Handlers, also those who audit as well, have declared that they have no conflict of interest in it.
        """
        declared = InterestDeclaration.objects.filter(application=OuterRef("pk"), person=person)
        cases = self.listed_for(person)
        return cases.filter(Exists(declared)) if person.roles & HANDLERS else cases

    def without_conflict(self, person: User) -> ApplicationQuerySet:
        """Those in which nothing disqualifies the person."""
        return self.exclude(conflict(person=person, application=OuterRef("pk"), group=OuterRef("group")))

    def with_conflict(self, person: User) -> ApplicationQuerySet:
        """Those from which she has stepped aside, and those of her own groups."""
        return self.filter(conflict(person=person, application=OuterRef("pk"), group=OuterRef("group")))

    def advised_by(self, person: User) -> ApplicationQuerySet:
        """The drafts that this person may read at the desk: their groups have asked for advice, or for help with filling in.

        Once the group takes that back, a draft is in none of the coordinator's lists, pages, files or searches.
        """
        consented = Consent.objects.in_force().filter(application=OuterRef("pk"))
        return self.filter(Exists(consented), status=workflow.DRAFT)._for_coordinator(person)

    def helped_by(self, person: User) -> ApplicationQuerySet:
        """The drafts that this person may fill in at the desk.

        A coordinator enters what came on paper, and helps where the group has consented to that and has not taken it back.
        """
        consented = Consent.objects.in_force().to_fill_in().filter(application=OuterRef("pk"))
        return self.filter(_ON_PAPER | Q(Exists(consented), status=workflow.DRAFT))._for_coordinator(person)

    def _for_coordinator(self, person: User) -> ApplicationQuerySet:
        """What a coordinator may have of these, none of them of a group of her own; nothing for anybody else."""
        coordinator = StaffRole.objects.filter(person=person, role="coordinator")
        own = Membership.objects.filter(group=OuterRef("group"), person=person)
        return self.filter(Exists(coordinator)).exclude(Exists(own))

    def open_to(self, person: User) -> ApplicationQuerySet:
        """Whose form this person may open: those of her groups, and the drafts that she helps with."""
        rows = Application.objects
        return self.filter(Q(pk__in=rows.visible_to(person).values("pk")) | Q(pk__in=rows.helped_by(person).values("pk")))

    def with_consent(self) -> ApplicationQuerySet:
        """Each with the consent that is in force, of which there is at most one, in the same question to the database."""
        standing = FilteredRelation("consents", condition=Q(consents__ended_at__isnull=True))
        # Where there is none, Django sets nothing: `is_consent_read` tells it from not having asked.
        return self.annotate(standing=standing, is_consent_read=Value(True)).select_related("standing__recorded_by")

    def drafts(self) -> ApplicationQuerySet:
        """What groups are writing in the portal."""
        return self.filter(status=workflow.DRAFT).exclude(_ON_PAPER)

    def on_paper(self) -> ApplicationQuerySet:
        """What came on paper and is not registered yet."""
        return self.filter(_ON_PAPER)


# An idle draft is kept so long after its round, or after the last change if that is later: the next round has come by then, and
# what nobody sent or touched in half a year is personal data without a purpose. To be confirmed by the City's data protection.
DRAFT_KEPT_MONTHS = 6

_ON_PAPER = Q(status=workflow.DRAFT, entered_by__isnull=False)


class Application(models.Model):
    """One group's application of one kind in one round. Its status is written only by `actions.move`."""

    reference = models.CharField(max_length=20, unique=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="applications")
    kind = models.CharField(max_length=20)
    group = models.ForeignKey(Group, models.PROTECT, related_name="applications")
    # The earlier application whose answers it began with.
    copied_from = models.ForeignKey("self", models.PROTECT, related_name="copies", null=True, blank=True)
    status = models.CharField(max_length=20, default=workflow.DRAFT)
    # For lists: the answer `title`, and the sum applied for; once sent, as they were sent last.
    title = models.CharField(max_length=200, blank=True)
    title_folded = models.GeneratedField(
        expression=Folded("title"), output_field=models.CharField(max_length=200), db_persist=True, editable=False
    )
    applied = money(default=Decimal("0.00"))
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    # Since when the case waits for whoever has the next step; written with each move, so that a long list is sorted by an index.
    waiting_since = models.DateTimeField(null=True, blank=True, db_index=True)
    # Who at the desk is responsible for the case (käsittelijä).
    handler = models.ForeignKey(User, models.PROTECT, related_name="handled_applications", null=True, blank=True)
    # The number under which the City's own record office keeps the case (diaarinumero), typed in; the reference is the portal's.
    register_number = models.CharField(max_length=40, blank=True)
    # When the newest decision was published; until then the applicant sees neither status, letter nor time.
    published_at = models.DateTimeField(null=True, blank=True)
    # When its writers were told on which day the draft is removed, unless it is changed.
    removal_told_at = models.DateTimeField(null=True, blank=True)
    # Of one that came on paper: who at the desk entered it, how it came, and who took it into the books; `submitted_at` is
    # when it arrived. Late is what arrived after the round and its grace: it can only be decided as not examined.
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    channel = models.CharField(max_length=10, default=PORTAL)
    is_late = models.BooleanField(default=False)
    registered_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    registered_at = models.DateTimeField(null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["reference"]
        # How the desk narrows and sorts a long list.
        indexes = [
            models.Index(fields=["status", "waiting_since"], name="application_by_state"),
            models.Index(fields=["round", "kind"], name="application_by_round_and_kind"),
        ]
        constraints = [
            models.CheckConstraint(
                name="application_status_known",
                condition=Q(
                    status__in=["draft", "submitted", "in_review", "incomplete", "proposed", "decided", "withdrawn", "discarded"]
                ),
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
                name="application_waits_until_it_ends",
                condition=Q(status__in=["draft", "discarded", "withdrawn"], waiting_since__isnull=True)
                | (
                    ~Q(status__in=["draft", "discarded", "withdrawn"])
                    & (Q(published_at__isnull=False) | Q(waiting_since__isnull=False))
                ),
                violation_error_message=_("What was sent waits since a time, until it ends."),
            ),
            models.CheckConstraint(
                name="application_sum_not_negative",
                condition=Q(applied__gte=0),
                violation_error_message=_("The sum applied for can't be negative."),
            ),
            models.CheckConstraint(
                name="application_registered_from_paper",
                condition=Q(channel="portal", is_late=False, registered_by__isnull=True, registered_at__isnull=True)
                | Q(
                    channel__in=["desk", "post", "email"],
                    entered_by__isnull=False,
                    registered_by__isnull=False,
                    registered_at__isnull=False,
                    submitted_at__isnull=False,
                ),
                violation_error_message=_("What came on paper, and nothing else, is registered by somebody at a time."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(_("Application without a name"))

    @property
    def about(self) -> str:
        """How the record office and the ledger name it."""
        return f"application:{self.reference}"

    @property
    def removed_on(self) -> date:
        """The day on which the draft is removed, if nobody changes it before that."""
        idle_since = max(dates.local_day(self.round.closes_at), dates.local_day(self.changed_at))
        return dates.months_after(idle_since, DRAFT_KEPT_MONTHS)

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

    @property
    def is_on_paper(self) -> bool:
        """Whether it came on paper and the desk is still entering it."""
        return self.is_draft and self.entered_by_id is not None

    @property
    def is_registered(self) -> bool:
        """Whether the desk took it into the books, having come in another way than through the portal."""
        return self.channel != PORTAL

    @property
    def channel_label(self) -> str:
        return CHANNELS[self.channel]

    @property
    def consent(self) -> Consent | None:
        """The group's word, in force, that the coordinator may read, or fill in too."""
        if getattr(self, "is_consent_read", False):
            return getattr(self, "standing", None)
        return self.consents.in_force().first()

    def membership_role(self, person: User) -> str:
        """`owner`, `editor`, `reader`, or an empty string for a stranger."""
        return next((place.role for place in self.group.memberships.all() if place.person_id == person.pk), "")

    def takes_answers(self, now: datetime) -> bool:
        """A draft always does, even after its round; a sent application for as long as it can be sent again.

        One that awaits completion takes what was asked for, until the end of the last day.
        """
        if request := self.completion:
            return request.takes_answers(now)
        return self.is_draft or (self.status == workflow.SUBMITTED and self.round.receives(now))

    def takes_answers_in(self, part: str, now: datetime) -> bool:
        """Whether one part of the form, by its slug, can be written in: of a sent application only what the City asked for."""
        return self.takes_answers(now) and (self.completion is None or part in self.completion.slugs)

    @property
    def completion(self) -> CompletionRequest | None:
        """What the group is asked to complete just now."""
        if self.status != workflow.INCOMPLETE:
            return None
        return next((request for request in self.completions if request.ended_at is None), None)

    @property
    def completions(self) -> list[CompletionRequest]:
        """All that its group has been asked to complete, the newest first; read once, however many parts of a page ask."""
        requests = self.completion_requests.model._default_manager.select_related("version").prefetch_related("points")
        prefetch_related_objects([self], Prefetch("completion_requests", requests))
        return list(self.completion_requests.all())

    def has_unsent_changes(self) -> bool:
        """Sent once and edited since: the group may send again until the round closes."""
        return self.status == workflow.SUBMITTED and self.changed_at > self.submitted_at
