"""Who is asked to review which case."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models import Application, conflict
from reviews.models.reviews import Review

STEPPED_ASIDE, TAKEN_BACK = "stepped_aside", "taken_back"
ASSIGNMENT_ENDS = {STEPPED_ASIDE: _("Stepped aside"), TAKEN_BACK: _("Taken back")}


class AssignmentQuerySet(models.QuerySet):
    def standing(self) -> AssignmentQuerySet:
        """Neither taken back nor left; the review may be sent or not."""
        return self.filter(ended_at__isnull=True)

    def awaited(self) -> AssignmentQuerySet:
        """Those whose review is still to come; nobody waits for somebody who is disqualified."""
        sent = Review.objects.sent().filter(version__application=OuterRef("application"), reviewer=OuterRef("reviewer"))
        group = OuterRef("application__group")
        disqualified = conflict(person=OuterRef("reviewer"), application=OuterRef("application"), group=group)
        return self.standing().exclude(Exists(sent)).exclude(disqualified)


class Assignment(models.Model):
    """One person is asked to review one case. It stands also after the review is sent."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="assignments")
    reviewer = models.ForeignKey(User, models.PROTECT, related_name="assignments")
    # Nobody where the system offered the case to a substitute.
    assigned_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    assigned_at = models.DateTimeField()
    # Whose place she takes, who had stepped aside.
    substitute_for = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    nudged_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=20, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["assigned_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "reviewer"],
                condition=Q(ended_at__isnull=True),
                name="assignment_once_a_person",
                violation_error_message=_("This person already reviews the case."),
            ),
            models.CheckConstraint(
                name="assignment_ends_in_one_way",
                condition=Q(ended_at__isnull=True, end="") | Q(ended_at__isnull=False, end__in=["stepped_aside", "taken_back"]),
                violation_error_message=_("An assignment ends when it is taken back or the person steps aside."),
            ),
            models.CheckConstraint(
                name="assignment_substitutes_for_another",
                condition=Q(substitute_for__isnull=True) | ~Q(substitute_for=F("reviewer")),
                violation_error_message=_("A substitute is somebody else."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.reference}: {self.reviewer}"
