"""The group's word that the coordinator may read its draft, or fill it in too."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class ConsentQuerySet(models.QuerySet):
    def in_force(self) -> ConsentQuerySet:
        return self.filter(ended_at__isnull=True)

    def to_fill_in(self) -> ConsentQuerySet:
        return self.filter(scope=Consent.FILL_IN)


class Consent(models.Model):
    """A group's word that the City's coordinator may read its draft and advise, or fill it in too: who gave it, how, until when.

    Reading and filling in are two permissions: who wants advice need not let anybody write in her application.
    """

    READ, FILL_IN = "read", "fill_in"
    SCOPES = {READ: _("Read the draft and advise"), FILL_IN: _("Read the draft and fill it in")}

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
    scope = models.CharField(max_length=10)
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
                name="consent_scope_known",
                condition=Q(scope__in=["read", "fill_in"]),
                violation_error_message=_("Choose what the consent is to."),
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

    @property
    def lets_fill_in(self) -> bool:
        return self.scope == self.FILL_IN
