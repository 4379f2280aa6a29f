"""Talks as the coordinator has them before her: what waits for an answer, and what does not."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from advice.models import Thread
from core import dates


def talks_of(person: User) -> QuerySet[Thread]:
    """Her rows, the newest first; `is_open` where she may read."""
    readable = Thread.objects.handled_by(person).filter(pk=OuterRef("pk"))
    rows = Thread.objects.listed_for(person).with_last_word().annotate(is_open=Exists(readable))
    return rows.select_related("idea", "application__group", "application__round").order_by("-last_at", "-pk")


def talks_waiting(person: User, at: datetime) -> list[Thread]:
    """Those that wait for an answer, the longest first, each with how many days: `waited`."""
    rows = list(talks_of(person).unanswered().order_by("waiting_since", "pk"))
    for row in rows:
        row.waited = (dates.local_day(at) - dates.local_day(row.waiting_since)).days
    return rows
