"""The application as it was sent."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models.application import CHANNELS, PORTAL, Application
from rounds.models import money


class Version(models.Model):
    """An application as it was sent: frozen answers with their SHA-256."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    applied = money()
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    # Who pressed the button: a member of the group in the portal, the coordinator who registered what came in another way.
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, default=PORTAL)
    # Of the form that was pressed: a second press of the same form answers with the first result.
    form_token = models.CharField(max_length=40, unique=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"],
                name="version_number_once",
                violation_error_message=_("The application already has this version."),
            ),
            models.CheckConstraint(
                name="version_has_digest",
                condition=~Q(sha256="") & Q(applied__gt=0),
                violation_error_message=_("A sent version has its sum and its SHA-256."),
            ),
            models.CheckConstraint(
                name="version_channel_known",
                condition=Q(channel__in=["portal", "desk", "post", "email"]),
                violation_error_message=_("Choose how it came."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.reference} v{self.number}"

    @property
    def is_registered(self) -> bool:
        return self.channel != PORTAL

    @property
    def channel_label(self) -> str:
        return CHANNELS[self.channel]
