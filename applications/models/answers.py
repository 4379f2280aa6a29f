"""What is typed: answers, cost lines, and every save of a part."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models.application import Application
from rounds.models import money


class Answer(models.Model):
    """One answer as it was typed, and beside it the number or day where it parses."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="answers")
    name = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    number = money(null=True, blank=True)
    day = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "name"],
                name="answer_once",
                violation_error_message=_("This question already has an answer."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class CostLine(models.Model):
    """One line of the cost estimate: a cost, or money for the costs from elsewhere; the sum as typed and as understood.

    A cost has a head, and in a project a year. Other money is income, or what others give: applied for or granted.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="cost_lines")
    position = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=20, default="cost")
    head = models.CharField(max_length=20, blank=True)
    what = models.TextField(blank=True)
    amount_text = models.TextField(blank=True)
    amount = money(null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "position"],
                name="cost_line_position_once",
                violation_error_message=_("There is already a line in this place."),
            ),
            models.CheckConstraint(
                name="cost_line_not_negative",
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                violation_error_message=_("A cost can't be negative."),
            ),
            models.CheckConstraint(
                name="cost_line_is_cost_or_other_money",
                condition=Q(source="cost", state="")
                | Q(source="income", head="", year__isnull=True, state="")
                | Q(source="other", head="", year__isnull=True, state__in=["", "applied", "granted"]),
                violation_error_message=_("A line is a cost, income, or other funding that is applied for or granted."),
            ),
        ]

    def __str__(self) -> str:
        return self.what


class Revision(models.Model):
    """One part of the form as somebody saved it, so that no text is ever lost to another one.

    What was typed while somebody else had saved another text did not take effect: it is kept beside, and its writer is asked.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="revisions")
    section = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    # {"texts": {name: text}}, and of the cost estimate also {"costs": [{"head", "what", "amount_text", "year"}],
    # "funding": [{"source", "what", "amount_text", "state"}]}, as typed. The oldest have only costs, without years.
    content = models.JSONField()
    took_effect = models.BooleanField()
    # Kept while it was being typed; a pressed button always makes a revision of its own.
    is_auto = models.BooleanField(default=False)
    # The opened form it was typed in, and how often that form had sent: docs/decisions/0006-autosave.md.
    form_token = models.CharField(max_length=40, blank=True)
    turn = models.PositiveIntegerField(default=0)
    # Typed by the City's coordinator for the group, not by one of its members.
    at_desk = models.BooleanField(default=False)
    saved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "section", "number"],
                name="revision_number_once",
                violation_error_message=_("This part already has a revision of this number."),
            ),
            models.CheckConstraint(
                name="revision_is_of_a_section",
                condition=~Q(section="") & Q(number__gte=1),
                violation_error_message=_("A revision is of one part, and revisions are numbered from 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.reference} {self.section} {self.number}"


class Reading(models.Model):
    """Up to which text of somebody else a person has read a part, so that the list of tasks tells her what is new."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="readings")
    person = models.ForeignKey(User, models.CASCADE, related_name="+")
    section = models.CharField(max_length=20)
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "person", "section"],
                name="reading_once",
                violation_error_message=_("This person has read this part already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.application.reference} {self.section} {self.number}"
