"""What a group is asked to complete after it has sent its application (täydennyspyyntö, hallintolaki 22 §)."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models.versions import Version
from core import dates
from core.text import Words

# With the application, when its group withdraws that.
ANSWERED, LAPSED, GONE = "answered", "lapsed", "withdrawn"
ENDS = {ANSWERED: _("Answered"), LAPSED: _("Not answered in time"), GONE: _("Not needed any more")}

# Why a part is asked for, and where the text to the group begins.
COMPLETION_REASONS = {
    "missing": _("Something is missing"),
    "unclear": _("Something is unclear"),
    "contradicts": _("Two answers don't agree"),
    "costs": _("The costs need explaining"),
    "attachment": _("A file is missing or can't be opened"),
    "other": _("Something else"),
}


class CompletionRequestQuerySet(models.QuerySet):
    def open(self) -> CompletionRequestQuerySet:
        return self.filter(ended_at__isnull=True)


class CompletionRequest(models.Model):
    """One request to the group: which parts, why, and by which day.

    It ends when the group answers, when the day passes, or with the application when that is withdrawn.
    """

    application = models.ForeignKey("Application", models.PROTECT, related_name="completion_requests")
    # What had been sent when it was asked; what came after it is marked against this.
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    # The whole day is in time, until 23.59.59 in Helsinki, whatever the hour at which the round closed (laki 13/2003 11 §).
    due_on = models.DateField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=10, blank=True)
    # The version that answered it.
    answer = models.ForeignKey(Version, models.PROTECT, related_name="+", null=True, blank=True)

    objects = CompletionRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(ended_at__isnull=True),
                name="completion_one_open",
                violation_error_message=_("The group has already been asked to complete the application."),
            ),
            models.CheckConstraint(
                name="completion_ends_in_one_way",
                condition=Q(ended_at__isnull=True, end="", answer__isnull=True)
                | Q(ended_at__isnull=False, end__in=["lapsed", "withdrawn"], answer__isnull=True)
                | Q(ended_at__isnull=False, end="answered", answer__isnull=False),
                violation_error_message=_(
                    "A request ends with an answer, when its day has passed, or when the application is withdrawn."
                ),
            ),
            models.CheckConstraint(
                name="completion_ends_after_asking",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("asked_at")),
                violation_error_message=_("A request ends after it was made."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.reference}: {self.due_on}"

    @property
    def due_at(self) -> datetime:
        """The first instant that is too late: midnight after the last day, in Helsinki."""
        return dates.bounds_of_day(self.due_on)[1]

    @property
    def slugs(self) -> list[str]:
        """The parts of the form that are open to the group."""
        return [point.section for point in self.points.all()]

    def is_late(self, now: datetime) -> bool:
        return now >= self.due_at

    def takes_answers(self, now: datetime) -> bool:
        return self.ended_at is None and not self.is_late(now)


class CompletionPoint(models.Model):
    """One part of the form that is asked for, with the reason."""

    request = models.ForeignKey(CompletionRequest, models.CASCADE, related_name="points")
    section = models.SlugField(max_length=40)
    reason = models.CharField(max_length=20)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "section"],
                name="completion_part_once",
                violation_error_message=_("This part is already asked for."),
            ),
            models.CheckConstraint(
                name="completion_reason_known",
                condition=Q(reason__in=["missing", "unclear", "contradicts", "costs", "attachment", "other"]),
                violation_error_message=_("Choose why it is asked for."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section}: {self.reason}"

    @property
    def reason_label(self) -> Words:
        return COMPLETION_REASONS[self.reason]
