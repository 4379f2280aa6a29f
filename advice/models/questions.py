"""Questions that people ask, and those answers that everybody may read."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import StaffRole, User
from rounds.models import Round


class QuestionQuerySet(models.QuerySet):
    def visible_to(self, person: User) -> QuestionQuerySet:
        """What she asked herself. What everybody may read is in `published`, in the words of the City."""
        return self.filter(asked_by=person)

    def handled_by(self, person: User) -> QuestionQuerySet:
        """Every coordinator answers."""
        return self.filter(models.Exists(StaffRole.objects.filter(person=person, role="coordinator")))

    def unanswered(self) -> QuestionQuerySet:
        """The longest waiting first."""
        return self.filter(answered_at__isnull=True).order_by("asked_at", "pk")

    def published(self) -> QuestionQuerySet:
        return self.filter(published_at__isnull=False, withdrawn_at__isnull=True)


class Question(models.Model):
    """One question. What is public is `public_text` and `answer`, never `text` or who asked."""

    # None before any round is known.
    round = models.ForeignKey(Round, models.PROTECT, related_name="questions", null=True, blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="questions")
    text = models.TextField()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    public_text = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="question_says_something",
                condition=~Q(text=""),
                violation_error_message=_("Write your question."),
            ),
            models.CheckConstraint(
                name="question_answered_by_somebody",
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
                violation_error_message=_("An answer has its words, its writer and its time."),
            ),
            models.CheckConstraint(
                name="question_published_with_answer",
                condition=Q(published_at__isnull=True) | (Q(answered_at__isnull=False) & ~Q(public_text="")),
                violation_error_message=_("Only an answered question is published, in words of its own."),
            ),
            models.CheckConstraint(
                name="question_withdrawn_after_publishing",
                condition=Q(withdrawn_at__isnull=True) | Q(published_at__isnull=False),
                violation_error_message=_("Only what was published can be withdrawn."),
            ),
        ]

    def __str__(self) -> str:
        return f"question {self.pk}"

    @property
    def about(self) -> str:
        """How the record office names it."""
        return f"question:{self.pk}"

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    @property
    def is_published(self) -> bool:
        return self.published_at is not None and self.withdrawn_at is None
