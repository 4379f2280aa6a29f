"""Joint meetings and training for those who apply and those who have a grant, and who comes to them."""

from __future__ import annotations

import uuid
from datetime import datetime, time

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import dates

JOINT, TRAINING = "joint", "training"
MEETING_KINDS = {JOINT: _("Joint meeting"), TRAINING: _("Training")}

# The reminder comes on the day before, when people are up.
NEAR_DAYS, NEAR_CLOCK = 1, time(9)

# Where somebody stands who has signed up.
GOING, WAITING, CANCELLED = "going", "waiting", "cancelled"


class MeetingQuerySet(models.QuerySet):
    """Every meeting is announced to everybody. Who comes is for the coordinators alone: `SignUp`."""

    def coming(self, at: datetime) -> MeetingQuerySet:
        """Those not over yet, the cancelled ones among them, since people who come to the door look here first."""
        return self.filter(ends_at__gt=at).order_by("starts_at", "pk")

    def held(self) -> MeetingQuerySet:
        return self.filter(cancelled_at__isnull=True)


class Meeting(models.Model):
    """One time to come together. Its texts are the coordinator's, in Finnish."""

    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=150)
    text = models.TextField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    seats = models.PositiveSmallIntegerField()
    # How many are going, counted anew from the sign-ups by the one act that gives seats, so that the database can hold it to `seats`.
    taken = models.PositiveSmallIntegerField(default=0)
    announced_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.TextField(blank=True)
    # What calendars know it by, and how many times it has moved or been cancelled.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveSmallIntegerField(default=0)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="meeting_kind_known",
                condition=Q(kind__in=["joint", "training"]),
                violation_error_message=_("Choose a joint meeting or training."),
            ),
            models.CheckConstraint(
                name="meeting_says_what_and_where",
                condition=~Q(title="") & ~Q(text="") & ~Q(place=""),
                violation_error_message=_("Say what the meeting is about and where it is."),
            ),
            models.CheckConstraint(
                name="meeting_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The meeting ends after it starts."),
            ),
            models.CheckConstraint(
                name="meeting_has_seats",
                condition=Q(seats__gte=1),
                violation_error_message=_("A meeting has at least one place."),
            ),
            models.CheckConstraint(
                name="meeting_never_overfull",
                condition=Q(taken__lte=F("seats")),
                violation_error_message=_("There can't be more people than places."),
            ),
            models.CheckConstraint(
                name="meeting_cancelled_with_reason",
                condition=Q(cancelled_at__isnull=True, cancel_reason="") | (Q(cancelled_at__isnull=False) & ~Q(cancel_reason="")),
                violation_error_message=_("A meeting is cancelled with a reason."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def about(self) -> str:
        """How the record office names it."""
        return f"meeting:{self.pk}"

    @property
    def kind_label(self) -> str:
        return MEETING_KINDS[self.kind]

    @property
    def left(self) -> int:
        return self.seats - self.taken

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def near_at(self) -> datetime:
        """When those who are going are reminded."""
        return dates.days_before(self.starts_at, NEAR_DAYS, NEAR_CLOCK)

    @property
    def mark(self) -> str:
        """For a form: as what its writer saw it."""
        return self.changed_at.isoformat()

    def takes_sign_ups(self, at: datetime) -> bool:
        """Until it starts; when all places are taken there is the waiting list."""
        return not self.is_cancelled and at < self.starts_at


class SignUpQuerySet(models.QuerySet):
    def visible_to(self, person: User) -> SignUpQuerySet:
        """Her own."""
        return self.filter(person=person)

    def going(self) -> SignUpQuerySet:
        return self.filter(state=GOING)

    def waiting(self) -> SignUpQuerySet:
        """In the order they came."""
        return self.filter(state=WAITING)

    def standing(self) -> SignUpQuerySet:
        """Going or waiting."""
        return self.exclude(state=CANCELLED)

    def coming(self, at: datetime) -> SignUpQuerySet:
        """To meetings that are held and not over yet, the next one first."""
        held = self.standing().filter(meeting__cancelled_at__isnull=True, meeting__ends_at__gt=at)
        return held.select_related("meeting").order_by("meeting__starts_at", "pk")


class SignUp(models.Model):
    """Somebody who comes to a meeting, or waits for a place: a person who signed in, or a caller of whom only a name is known."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="sign_ups")
    person = models.ForeignKey(User, models.PROTECT, related_name="sign_ups", null=True, blank=True)
    # Of a caller, as the coordinator wrote it down; where she can be reached is never printed.
    name = models.CharField(max_length=150, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    signed_up_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=WAITING)
    # When a place came free for somebody who waited.
    moved_up_at = models.DateTimeField(null=True, blank=True)
    came = models.BooleanField(default=False)
    # Her calendar knows her place by a name of its own, so that giving it up and taking it again are two times there.
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        ordering = ["signed_up_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="sign_up_state_known",
                condition=Q(state__in=["going", "waiting", "cancelled"]),
                violation_error_message=_("Unknown state."),
            ),
            models.CheckConstraint(
                name="sign_up_is_of_a_person_or_a_caller",
                condition=Q(person__isnull=False, name="", phone="") | (Q(person__isnull=True) & ~Q(name="")),
                violation_error_message=_("Write the name of the person."),
            ),
            models.CheckConstraint(
                name="sign_up_came_if_going",
                condition=Q(came=False) | Q(state="going"),
                violation_error_message=_("Only those who had a place can have come."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=Q(state__in=["going", "waiting"]),
                name="sign_up_once",
                violation_error_message=_("This person has signed up already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.person)

    @property
    def is_going(self) -> bool:
        return self.state == GOING

    @property
    def is_waiting(self) -> bool:
        return self.state == WAITING

    @property
    def number(self) -> int:
        """Her number in the waiting list, from 1."""
        before = Q(signed_up_at__lt=self.signed_up_at) | Q(signed_up_at=self.signed_up_at, pk__lt=self.pk)
        return SignUp.objects.waiting().filter(before, meeting=self.meeting_id).count() + 1
