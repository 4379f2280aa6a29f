"""A file that came with a claim for rectification."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models import INFECTED, StoredFile
from decisions.models.claims import Claim


class ClaimFileQuerySet(models.QuerySet):
    def visible_to(self, person: User) -> ClaimFileQuerySet:
        """Those of the claims of one's groups that still have their file: the citizens' side."""
        return self.filter(claim__in=Claim.objects.visible_to(person)).exclude(scan=INFECTED)

    def handled_by(self, person: User) -> ClaimFileQuerySet:
        """Those of the claims that one reads at the desk."""
        return self.filter(claim__in=Claim.objects.handled_by(person)).exclude(scan=INFECTED)


class ClaimFile(StoredFile):
    """Like its claim it is never taken back."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="files")

    objects = ClaimFileQuerySet.as_manager()

    class Meta(StoredFile.Meta):
        constraints = [
            models.CheckConstraint(
                name="claimfile_has_a_name",
                condition=~Q(name=""),
                violation_error_message=_("A file has a name."),
            ),
            *StoredFile.Meta.constraints,
        ]

    @property
    def about(self) -> str:
        return self.claim.decision.application.about
