"""The bank of standard reasons, and what each applicant is told in plain words."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models import Application
from rounds.models import in_language


class Reason(models.Model):
    """A reason in plain words that many decisions share, in Finnish and English. A retired one stays with those that used it."""

    REFUSAL, PART, GRANT = "refusal", "part", "grant"
    USES = {REFUSAL: _("For a refusal"), PART: _("For granting less than asked"), GRANT: _("For granting")}

    code = models.SlugField(max_length=40, unique=True)
    use = models.CharField(max_length=10)
    # The criterion that it is about, by code; empty for others, such as that the money ends.
    criterion_code = models.SlugField(max_length=40, blank=True)
    text_fi = models.TextField()
    text_en = models.TextField()
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["use", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="reason_use_known",
                condition=Q(use__in=["refusal", "part", "grant"]),
                violation_error_message=_("Choose what the reason is for."),
            ),
            models.CheckConstraint(
                name="reason_in_both_languages",
                condition=~Q(text_fi="") & ~Q(text_en=""),
                violation_error_message=_("Write the reason in Finnish and in English."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        return in_language(self, "text")


class ReasonUse(models.Model):
    """That a reason stands in the explanation of a case; what is counted."""

    reason = models.ForeignKey(Reason, models.PROTECT, related_name="uses")
    application = models.ForeignKey(Application, models.PROTECT, related_name="reason_uses")
    used_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reason", "application"],
                name="reason_used_once_a_case",
                violation_error_message=_("The case already has this reason."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.application.reference}: {self.reason.code}"


class Explanation(models.Model):
    """What a person wrote to one applicant on the ground of scores and reasons. Nobody outside the desk sees it before publication."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="explanation")
    text = models.TextField(blank=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.application.reference
