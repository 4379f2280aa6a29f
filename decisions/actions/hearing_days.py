"""The last day of a hearing: the group is reminded before it, and who handles the claim hears when it has passed."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction

from applications.actions.deadlines import WAKING_HOURS
from applications.queries import REMINDER_CLOCK, people_to_tell
from core import dates
from core.actor import Actor
from decisions import letters, queries
from decisions.actions.claiming import lock_claim
from decisions.models import Claim, Hearing
from registry.actions import post, post_all

log = logging.getLogger(__name__)

# A group that has not answered is reminded once, so long before the last day, at nine: it need not answer.
REMINDED_BEFORE = timedelta(days=3)


def remind_of_hearings(*, by: Actor, at: datetime) -> int:
    """Remind the groups that are asked and have not answered; returns how many letters were due. One that fails holds up no other."""
    if dates.local_time(at).hour not in WAKING_HOURS:
        return 0
    due = 0
    for hearing in queries.hearings_near(at, REMINDED_BEFORE):
        # What was asked later than this has just told all that a reminder would.
        if hearing.asked_at < dates.local(hearing.due_on - REMINDED_BEFORE, REMINDER_CLOCK) <= at:
            try:
                due += _remind(hearing, at)
            except Exception:
                log.exception("remind_of_hearings failed for %s", hearing)
    return due


@transaction.atomic
def _remind(hearing: Hearing, at: datetime) -> int:
    claim = lock_claim(hearing.claim)
    # Somebody may have answered just now, or ended the claim.
    if (found := Hearing.objects.open().filter(pk=hearing.pk).first()) is None:
        return 0
    found.claim = claim
    people = people_to_tell(claim.decision.application)
    post_all([letters.hearing_near(found, person, at=at) for person in people], at=at)
    return len(people)


def tell_hearings_over(*, by: Actor, at: datetime) -> int:
    """Write to the handlers of claims in which an answer has not come and none is waited for; returns how many letters were due.

    A party that lets the time pass does not stop the matter (hallintolaki 33 §). Not on days off, when nobody is at the desk.
    """
    now = dates.local_time(at)
    if now.hour not in WAKING_HOURS or not dates.is_working_day(now.date()):
        return 0
    due = 0
    for claim in queries.claims_without_answer(at):
        try:
            due += _tell_over(claim, at)
        except Exception:
            log.exception("tell_hearings_over failed for %s", claim)
    return due


@transaction.atomic
def _tell_over(claim: Claim, at: datetime) -> int:
    """Once after each newest question; whoever takes the claim later has seen it."""
    claim = lock_claim(claim)
    if not queries.claims_without_answer(at).filter(pk=claim.pk).exists():
        return 0
    handler = claim.handler
    if handler is None or handler not in queries.handlers_for(claim):
        return 0
    newest = claim.hearings.order_by("pk").last()
    newest.claim = claim
    post(letters.hearing_over(newest, handler), at=at)
    return 1
