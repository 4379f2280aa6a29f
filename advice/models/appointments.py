"""Times that a coordinator offers for a talk, and who has booked them."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import StaffRole, User
from advice.models.given import AT_DESK, ELSEWHERE, PHONE, VIDEO, AdviceGiven
from advice.models.ideas import Idea
from applications.models import Application, conflict
from core import dates
from core.text import Words

LIBRARY = "library"
# Where they talk, as whoever looks for a time reads it.
PLACES = {
    LIBRARY: _("At the main library"),
    PHONE: _("By phone"),
    VIDEO: _("By video"),
    ELSEWHERE: _("Elsewhere"),
}
# How the record of advice names a talk there.
CHANNEL_OF = {LIBRARY: AT_DESK, PHONE: PHONE, VIDEO: VIDEO, ELSEWHERE: ELSEWHERE}

HELD, MISSED = "held", "missed"
# How near to its start a time can still be booked.
NEAREST = timedelta(hours=1)


def _is_coordinator(person: User) -> Exists:
    return Exists(StaffRole.objects.filter(person=person, role="coordinator"))


class SlotQuerySet(models.QuerySet):
    def offered(self) -> SlotQuerySet:
        return self.filter(withdrawn_at__isnull=True)

    def free(self, at: datetime) -> SlotQuerySet:
        """What anybody may book now: offered, not booked, and not about to begin."""
        taken = Appointment.objects.standing().filter(slot=OuterRef("pk"))
        return self.offered().filter(~Exists(taken), starts_at__gte=at + NEAREST)

    def handled_by(self, person: User) -> SlotQuerySet:
        """A coordinator sees the times of all, so that somebody is there when a colleague is ill."""
        return self.filter(_is_coordinator(person))


class Slot(models.Model):
    """A time that a coordinator offers. One that is withdrawn stays, for whoever had booked it."""

    adviser = models.ForeignKey(User, models.PROTECT, related_name="slots")
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=10)
    # The address, or the link of a video talk; nothing for a call.
    where = models.CharField(max_length=300, blank=True)
    offered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = SlotQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="slot_ends_after_start",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("A time ends after it begins."),
            ),
            models.CheckConstraint(
                name="slot_place_known",
                condition=Q(place__in=["library", "phone", "video", "elsewhere"]),
                violation_error_message=_("Choose where you talk."),
            ),
            models.CheckConstraint(
                name="slot_says_where",
                condition=Q(place="phone") | ~Q(where=""),
                violation_error_message=_("Write the address, or the link of the video talk."),
            ),
            # Times that overlap in another way are refused under the lock of their adviser.
            models.UniqueConstraint(
                fields=["adviser", "starts_at"],
                name="slot_once_at_a_time",
                condition=Q(withdrawn_at__isnull=True),
                violation_error_message=_("You offer a time then already."),
            ),
        ]

    def __str__(self) -> str:
        return dates.stamp(self.starts_at)

    @property
    def about(self) -> str:
        """How the record office names it."""
        return f"slot:{self.pk}"

    @property
    def place_label(self) -> Words:
        return PLACES[self.place]

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def public_where(self) -> str:
        """What anybody may read: the link of a video talk is only for those who talk."""
        return "" if self.place == VIDEO else self.where

    @property
    def is_by_phone(self) -> bool:
        return self.place == PHONE

    @property
    def is_by_video(self) -> bool:
        return self.place == VIDEO


class AppointmentQuerySet(models.QuerySet):
    def visible_to(self, person: User) -> AppointmentQuerySet:
        """Her own."""
        return self.filter(person=person)

    def handled_by(self, person: User) -> AppointmentQuerySet:
        """A coordinator's: those with any of them, but none about what she has a conflict of interest in."""
        return self.filter(_is_coordinator(person)).exclude(self._in_conflict(person))

    def in_conflict(self, person: User) -> AppointmentQuerySet:
        """About an application, or an idea that became one, in which she has a conflict of interest."""
        return self.filter(self._in_conflict(person))

    def _in_conflict(self, person: User) -> Q:
        cases = [(OuterRef(path), OuterRef(f"{path}__group")) for path in ("application", "idea__application")]
        return reduce(or_, [conflict(person=person, application=case, group=group) for case, group in cases])

    def standing(self) -> AppointmentQuerySet:
        return self.filter(cancelled_at__isnull=True)

    def coming(self, at: datetime) -> AppointmentQuerySet:
        """Standing and not over, the next first."""
        return self.standing().filter(slot__ends_at__gt=at).order_by("slot__starts_at", "pk")

    def with_adviser(self, person: User) -> AppointmentQuerySet:
        return self.filter(slot__adviser=person)

    def on_day_of(self, at: datetime) -> AppointmentQuerySet:
        """Standing on the calendar day of `at` in Helsinki, from morning to evening."""
        begins, ends = dates.bounds_of_day(dates.local_day(at))
        return self.standing().filter(slot__starts_at__gte=begins, slot__starts_at__lt=ends).order_by("slot__starts_at", "pk")

    def not_noted(self, at: datetime) -> AppointmentQuerySet:
        """Begun, and nobody has written down whether they were held."""
        return self.standing().filter(slot__starts_at__lte=at, outcome="").order_by("slot__starts_at", "pk")


class Appointment(models.Model):
    """Somebody's booking of a time. When it moves it is still the same one, and a calendar knows it by its `uid`."""

    slot = models.ForeignKey(Slot, models.PROTECT, related_name="appointments")
    person = models.ForeignKey(User, models.PROTECT, related_name="appointments")
    # What it is about, if she says: one of her own. The coordinator sees only the reference of an application.
    idea = models.ForeignKey(Idea, models.SET_NULL, related_name="appointments", null=True, blank=True)
    application = models.ForeignKey(Application, models.SET_NULL, related_name="appointments", null=True, blank=True)
    # What she would like to talk about, in a few words.
    matter = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    booked_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # How often it has moved or been cancelled.
    sequence = models.PositiveSmallIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    # What the City says to the one whose time it had to cancel or to move.
    reason = models.CharField(max_length=300, blank=True)
    # What became of it, once its time has come.
    outcome = models.CharField(max_length=10, blank=True)
    advice = models.OneToOneField(AdviceGiven, models.SET_NULL, related_name="appointment", null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["-booked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["slot"],
                name="appointment_one_a_slot",
                condition=Q(cancelled_at__isnull=True),
                violation_error_message=_("Somebody has just booked this time."),
            ),
            models.CheckConstraint(
                name="appointment_is_about_at_most_one_thing",
                condition=Q(idea__isnull=True) | Q(application__isnull=True),
                violation_error_message=_("An appointment is about an idea or an application."),
            ),
            models.CheckConstraint(
                name="appointment_cancelled_by_somebody",
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False),
                violation_error_message=_("A cancelled appointment, and no other, has somebody who cancelled it."),
            ),
            models.CheckConstraint(
                name="appointment_outcome_known",
                condition=Q(outcome="") | Q(outcome__in=["held", "missed"], cancelled_at__isnull=True),
                violation_error_message=_("An appointment was held, or nobody came."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slot}: {self.person}"

    @property
    def about(self) -> str:
        """How the record office names it."""
        return f"appointment:{self.pk}"

    @property
    def subject(self) -> Idea | Application | None:
        return self.idea or self.application

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def was_held(self) -> bool:
        return self.outcome == HELD

    def is_ahead(self, at: datetime) -> bool:
        """Whether it can still be moved and cancelled."""
        return not self.is_cancelled and not self.has_begun(at)

    def is_over(self, at: datetime) -> bool:
        return self.slot.ends_at <= at

    def has_begun(self, at: datetime) -> bool:
        return self.slot.starts_at <= at
