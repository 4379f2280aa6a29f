"""What is done because a round closes: reminders, and closing later."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import DateTimeField, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from accounts.models import User
from applications import letters, queries, workflow
from applications.models import Application
from applications.queries import REMINDER_CLOCK, REMINDER_DAYS
from core import dates
from core.actor import Actor
from core.text import Words
from registry.actions import cancel, post_all, record
from rounds import actions as round_actions
from rounds.models import Round

# Once the desk has begun with any application of a round, that round is not extended.
UNDER_REVIEW = (workflow.IN_REVIEW, workflow.INCOMPLETE, workflow.PROPOSED, workflow.DECIDED)

# A letter that can wait is not sent at night.
WAKING_HOURS = range(8, 21)


@transaction.atomic
def remind(*, by: Actor, at: datetime) -> int:
    """Post what is due of the reminders, one letter a person and rung; returns how many were due.

    Only the newest rung that is due counts, so a beat that slept catches up without a shower of old letters.
    """
    if dates.local_time(at).hour not in WAKING_HOURS:
        return 0
    due = 0
    for round_ in Round.objects.open(at).select_related("programme"):
        rung = _due_rung(round_, at)
        if rung is None:
            continue
        waiting = _waiting_people(round_, rung)
        post_all(
            [letters.deadline_near(round_, person, drafts=drafts, rung=rung, at=at) for person, drafts in waiting.items()], at=at
        )
        due += len(waiting)
    return due


def _due_rung(round_: Round, at: datetime) -> int | None:
    return next(
        (days for days in reversed(REMINDER_DAYS) if dates.days_before(round_.closes_at, days, REMINDER_CLOCK) <= at), None
    )


def _waiting_people(round_: Round, rung: int) -> dict[User, list[tuple[Application, list[Words]]]]:
    """Who has drafts begun before the rung was due, and which parts of each are not ready."""
    began_before = dates.days_before(round_.closes_at, rung, REMINDER_CLOCK)
    people: dict[User, list[tuple[Application, list[Words]]]] = {}
    for draft in queries.drafts_of_round(round_.pk).filter(created_at__lt=began_before):
        form = queries.filled(draft)
        left = [section.title for section in form.sections if not form.is_complete(section)]
        for place in draft.group.memberships.all():
            if place.person.is_active:
                people.setdefault(place.person, []).append((draft, left))
    return people


@transaction.atomic(savepoint=False)
def take_back_reminders(application: Application, people: list[User]) -> None:
    """Take back unsent reminders of everybody in the group; who has another draft in the round gets hers anew."""
    about = letters.round_about(application.round)
    cancel(about=about, kind="applications/deadline_near", to=[person.email for person in people])


@transaction.atomic
def extend_round(round: Round, *, by: Actor, at: datetime, closes_at: datetime, reason: str) -> Round:
    """Close later, with a reason: reminders of the old closing time are taken back, and every holder of a draft is told."""
    round = Round.objects.select_for_update().get(pk=round.pk)
    before = round.closes_at
    if Application.objects.filter(round=round, status__in=UNDER_REVIEW).exists():
        raise ValidationError(_("The review of this round has begun, so it can't be extended. Announce a new round instead."))
    round_ = round_actions.move_closing(round, by=by, at=at, closes_at=closes_at, reason=reason)
    cancel(about=letters.round_about(round_), kind="applications/deadline_near")
    sent = Application.objects.filter(round=round_, status=workflow.SUBMITTED)
    sent.update(waiting_since=Greatest("submitted_at", Value(closes_at, DateTimeField())))
    in_time = timedelta(seconds=round_.grace_seconds) + closes_at
    no_longer_late = Application.objects.filter(round=round_, is_late=True, submitted_at__lt=in_time).update(is_late=False)
    people = {
        place.person
        for draft in queries.drafts_of_round(round_.pk)
        for place in draft.group.memberships.all()
        if place.person.is_active
    }
    by_age = sorted(people, key=lambda person: person.pk)
    post_all([letters.round_extended(round_, person, before=before) for person in by_age], at=at)
    record("extend_round", by=by, at=at, about=letters.round_about(round_), told=len(people), no_longer_late=no_longer_late)
    return round_
