"""Questions about the last days of hearings: which are near, and which claims can go on."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from accounts.models import User
from core import dates
from decisions.models import Claim, ClaimQuerySet, Hearing


def hearings_to_answer(person: User) -> QuerySet[Hearing]:
    """In which one of her groups is asked, what is due first on top."""
    found = Hearing.objects.visible_to(person).open().select_related("claim__decision__application")
    return found.order_by("due_on", "pk")


def hearings_near(at: datetime, within: timedelta) -> QuerySet[Hearing]:
    """In which a group can still answer in time, and has at most so much of it."""
    today = dates.local_day(at)
    near = Hearing.objects.open().filter(of_party=True, due_on__range=(today, today + within))
    return near.select_related("claim__decision__application").order_by("due_on", "pk")


def claims_without_answer(at: datetime) -> ClaimQuerySet:
    """Pending ones that somebody handles, in which an answer has not come in time and none can come in time any more."""
    claims = Claim.objects.pending().filter(handler__isnull=False).with_hearings(dates.local_day(at))
    without = claims.filter(lacks_answer=True, waits_for_answer=False)
    return without.select_related("decision__application").order_by("received_at", "pk")


def claims_to_go_on_with(person: User, at: datetime) -> ClaimQuerySet:
    """Those that she handles and in which nobody has time to answer any more, the one that has waited longest on top."""
    own = Claim.objects.handled_by(person).pending().filter(handler=person)
    return own.with_hearings(dates.local_day(at)).filter(waits_for_answer=False).order_by("received_at", "pk")
