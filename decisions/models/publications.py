"""When the decisions of a round are to be published, all at once."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.text import Words
from rounds.models import Round


class PublicationQuerySet(models.QuerySet):
    def waiting(self) -> PublicationQuerySet:
        return self.filter(ended_at__isnull=True)

    def due(self, at: datetime) -> PublicationQuerySet:
        return self.waiting().filter(due_at__lte=at)


class Publication(models.Model):
    """A time set for a round's prepared decisions, after every letter was looked through.

    `fingerprint` is of all those letters: if at the set time it is another one, nothing is published and who set the time is told.
    """

    PUBLISHED, CANCELLED, STOPPED = "published", "cancelled", "stopped"
    ENDS = {
        PUBLISHED: _("Published"),
        CANCELLED: _("Cancelled"),
        STOPPED: _("Stopped"),
    }
    CHANGED, LATE, DECIDER, OVERTAKEN = "changed", "late", "decider", "overtaken"
    HINDRANCES = {
        CHANGED: _("The letters were not the same any more as when they were looked through."),
        LATE: _("The portal could not publish within a day of the time."),
        DECIDER: _("Who set the time may not publish any more."),
        OVERTAKEN: _("Somebody published decisions of the round before the time."),
    }

    round = models.ForeignKey(Round, models.PROTECT, related_name="publications")
    due_at = models.DateTimeField()
    fingerprint = models.CharField(max_length=64)
    scheduled_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    scheduled_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=10, blank=True)
    # Why it was stopped; nothing was published then.
    hindrance = models.CharField(max_length=10, blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-scheduled_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(ended_at__isnull=True),
                name="publication_one_waiting",
                violation_error_message=_("A time is already set for the decisions of this round."),
            ),
            models.CheckConstraint(
                name="publication_is_ahead",
                condition=Q(due_at__gt=F("scheduled_at")) & ~Q(fingerprint=""),
                violation_error_message=_("Choose a time that is still to come."),
            ),
            models.CheckConstraint(
                name="publication_ends_in_one_way",
                condition=Q(ended_at__isnull=True, end="")
                | Q(ended_at__isnull=False, end__in=["published", "cancelled", "stopped"]),
                violation_error_message=_("A publication is done, cancelled or stopped."),
            ),
            models.CheckConstraint(
                name="publication_says_why_it_stopped",
                condition=Q(end="stopped", hindrance__in=["changed", "late", "decider", "overtaken"])
                | (~Q(end="stopped") & Q(hindrance="")),
                violation_error_message=_("A publication that was stopped, and no other, says why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.due_at}"

    @property
    def end_label(self) -> Words:
        return self.ENDS.get(self.end, "")

    @property
    def hindrance_label(self) -> Words:
        return self.HINDRANCES.get(self.hindrance, "")
