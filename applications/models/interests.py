"""Who is disqualified from a case: by her own word, or because she belongs to the group that applies (hallintolaki 27–30 §)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, User

# Hallintolaki 28 §, as the domain page names the grounds, and its last one, any other particular reason.
GROUNDS = {
    "party": _("I or someone close to me is a party"),
    "representative": _("I or someone close to me represents or assists a party"),
    "benefit": _("The decision may bring special benefit or harm to me or someone close to me"),
    "employment": _("I am employed by the group or work for it in this matter"),
    "board": _("I or someone close to me is on the group's board or in its management"),
    "other": _("There is another reason to doubt my impartiality"),
}


class InterestDeclaration(models.Model):
    """A handler's word on one case: no conflict of interest, or which ground makes her step aside (hallintolaki 28 §).

    Who has stepped aside can't take it back. Who has declared no conflict of interest may be asked again.
    """

    application = models.ForeignKey("Application", models.CASCADE, related_name="interest_declarations")
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    is_disqualified = models.BooleanField()
    ground = models.CharField(max_length=300, blank=True)
    # What she wants to add to the ground, for those who see that the case is handled as it should be.
    explanation = models.TextField(blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "person"],
                name="interest_declared_once",
                violation_error_message=_("You have already declared your interests in this case."),
            ),
            models.CheckConstraint(
                name="disqualified_on_a_ground",
                condition=Q(is_disqualified=False, ground="")
                | Q(is_disqualified=True, ground__in=["party", "representative", "benefit", "employment", "board", "other"]),
                violation_error_message=_("Say on what ground you step aside."),
            ),
            models.CheckConstraint(
                name="interest_explained_when_disqualified",
                condition=Q(is_disqualified=True) | Q(explanation=""),
                violation_error_message=_("Only who steps aside explains why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.reference}: {self.person}"

    @property
    def ground_label(self) -> str:
        return GROUNDS[self.ground]


def conflict(*, person: Any, application: Any, group: Any) -> Q:
    """Whether the person may have nothing to do with the case: she has stepped aside, or belongs to its group, since whenever.

    Each is a thing, or a reference of a query (`OuterRef("pk")`) in whose rows it stands.
    """
    declared = InterestDeclaration.objects.filter(person=person, application=application, is_disqualified=True)
    return Q(Exists(declared)) | Q(Exists(Membership.objects.filter(person=person, group=group)))


def conflict_of(person: str, application: str = "application") -> Q:
    """The same for rows that name both: the fields, or paths of fields, in which they stand."""
    return conflict(person=OuterRef(person), application=OuterRef(application), group=OuterRef(f"{application}__group"))
