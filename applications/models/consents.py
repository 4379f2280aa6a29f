"""The group's word that the coordinator may help."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class ConsentQuerySet(models.QuerySet):
    def in_force(self) -> ConsentQuerySet:
        return self.filter(ended_at__isnull=True)


class Consent(models.Model):
    """A group's word that the City's coordinator may read and fill in its application: who gave it, how, and until when."""

    PORTAL, SIGNATURE, IN_PERSON, BY_PHONE = "portal", "signature", "in_person", "by_phone"
    WAYS = {
        PORTAL: _("In the portal"),
        SIGNATURE: _("Signature on paper"),
        IN_PERSON: _("In person"),
        BY_PHONE: _("By phone"),
    }

    application = models.ForeignKey("Application", models.CASCADE, related_name="consents")
    # The name as it was said or signed: who consents at the desk or by phone need not have an account.
    given_by = models.CharField(max_length=150)
    way = models.CharField(max_length=10)
    given_on = models.DateField()
    # Herself in the portal, otherwise the coordinator.
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    ended_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(ended_at__isnull=True),
                name="consent_one_in_force",
                violation_error_message=_("The group has consented already."),
            ),
            models.CheckConstraint(
                name="consent_says_who_and_how",
                condition=~Q(given_by="") & Q(way__in=["portal", "signature", "in_person", "by_phone"]),
                violation_error_message=_("Write who gave the consent, and choose how."),
            ),
            models.CheckConstraint(
                name="consent_ended_by_somebody",
                condition=Q(ended_by__isnull=True, ended_at__isnull=True) | Q(ended_by__isnull=False, ended_at__isnull=False),
                violation_error_message=_("A consent is ended by somebody at a time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.reference}: {self.given_by}"

    @property
    def way_label(self) -> str:
        return self.WAYS[self.way]
