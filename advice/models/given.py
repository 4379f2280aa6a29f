"""The record of advice: who of the City advised on what, in which way, and for how long."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from advice.models.ideas import Idea
from applications.models import Application

PHONE, AT_DESK, ELSEWHERE, VIDEO, EMAIL, MESSAGE, NOTE = "phone", "desk", "elsewhere", "video", "email", "message", "note"
CHANNELS = {
    PHONE: _("By phone"),
    AT_DESK: _("At the desk"),
    ELSEWHERE: _("Elsewhere, face to face"),
    VIDEO: _("By video"),
    EMAIL: _("By e-mail"),
    MESSAGE: _("Message in the portal"),
    NOTE: _("Advice pinned to a draft"),
}
# What a person writes down herself; the other two are written down by the act itself.
TOLD_CHANNELS = (PHONE, AT_DESK, ELSEWHERE, VIDEO, EMAIL)

IDEA, ELIGIBILITY, FORM, COSTS, GROUP, AFTERWARDS, OTHER = "idea", "eligibility", "form", "costs", "group", "afterwards", "other"
TOPICS = {
    IDEA: _("The idea"),
    ELIGIBILITY: _("Who can apply, and for what"),
    FORM: _("Filling in the form"),
    COSTS: _("Costs and money"),
    GROUP: _("The group and who carries the money"),
    AFTERWARDS: _("What happens after sending"),
    OTHER: _("Something else"),
}


class AdviceGiven(models.Model):
    """One piece of advice: a call, a visit, a message, a note. It says nothing of who asked or what was said.

    Whoever has one about an application, or about the idea that it began as, is its adviser wherever the case is scored or decided.
    """

    adviser = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_index=True)
    channel = models.CharField(max_length=10)
    topic = models.CharField(max_length=12, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    # Both empty for somebody who only asks and gives no name.
    idea = models.ForeignKey(Idea, models.CASCADE, related_name="advice", null=True, blank=True)
    application = models.ForeignKey(Application, models.CASCADE, related_name="advice", null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name_plural = "advice given"
        constraints = [
            models.CheckConstraint(
                name="advice_channel_and_topic_known",
                condition=Q(channel__in=["message", "note"], topic="", minutes__isnull=True)
                | Q(
                    channel__in=["phone", "desk", "elsewhere", "video", "email"],
                    topic__in=["idea", "eligibility", "form", "costs", "group", "afterwards", "other"],
                    minutes__isnull=False,
                ),
                violation_error_message=_("Choose how you advised, on what, and for how long."),
            ),
            models.CheckConstraint(
                name="advice_takes_some_minutes",
                condition=Q(minutes__isnull=True) | Q(minutes__gte=1, minutes__lte=480),
                violation_error_message=_("Advice takes from 1 to 480 minutes."),
            ),
            models.CheckConstraint(
                name="advice_is_about_at_most_one_thing",
                condition=Q(idea__isnull=True) | Q(application__isnull=True),
                violation_error_message=_("Advice is about an idea or an application."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.adviser}: {self.channel_label}"

    @property
    def channel_label(self) -> str:
        return CHANNELS[self.channel]

    @property
    def topic_label(self) -> str:
        return TOPICS[self.topic] if self.topic else ""
