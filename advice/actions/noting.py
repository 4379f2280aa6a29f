"""Writing down that advice was given."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from advice.models import AdviceGiven, Idea
from applications.models import Application
from core.actor import Actor


@transaction.atomic(savepoint=False)
def note_advice(
    *, by: Actor, at: datetime, channel: str, about: Idea | Application | None, topic: str = "", minutes: int | None = None
) -> AdviceGiven:
    """One line in the record of advice. Part of the act that gave it."""
    return AdviceGiven.objects.create(
        adviser=by.person,
        at=at,
        channel=channel,
        topic=topic,
        minutes=minutes,
        idea=about if isinstance(about, Idea) else None,
        application=about if isinstance(about, Application) else None,
    )
