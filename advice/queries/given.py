"""Who has advised."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from accounts.models import User
from advice.models import AdviceGiven
from applications.models import Application


def advice_on(application: Application) -> QuerySet[AdviceGiven]:
    """What was advised on an application, and before that on the idea that it began as; the newest first."""
    return AdviceGiven.objects.filter(Q(application=application) | Q(idea__application=application)).select_related("adviser")


def advisers_of(application: Application) -> dict[User, list[str]]:
    """Who of the City has advised on it, each with the channels she used, in the order of the record."""
    found: dict[User, list[str]] = {}
    for advice in advice_on(application):
        channels = found.setdefault(advice.adviser, [])
        if advice.channel_label not in channels:
            channels.append(advice.channel_label)
    return found
