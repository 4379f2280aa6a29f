"""Somebody has a conflict of interest: another person does what she was asked to do in the case."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from advice.queries import coordinators_for
from applications import actions as application_actions
from applications import queries as application_queries
from applications.models import Application
from applications.workflow import WITHDRAWN
from core.actor import Actor
from registry.actions import cancel, post, post_all, record
from reviews import letters, queries
from reviews.models import STEPPED_ASIDE, Assignment

# What would still ask her to do something in the case.
ASKING = ("reviews/assigned", "reviews/nudged", "reviews/substitute_asked", "reviews/reviewer_needed", "reviews/handler_needed")


@transaction.atomic
def substitute(application: Application, *, person: User, by: Actor, at: datetime) -> Assignment | None:
    """Free `person`, who has a conflict of interest, of what she was asked to do, and ask another in her place.

    Returns the place of the substitute: none where she was asked for no review, the time for it is past, or nobody is free.
    """
    application = application_queries.locked(application)
    for kind in ASKING:
        cancel(about=application.about, kind=kind, to=[person.email])
    _leave_to_others(application, person, by=by, at=at)
    place = application.assignments.standing().filter(reviewer=person).first()
    if place is None:
        return None
    place.ended_at, place.end = at, STEPPED_ASIDE
    place.save(update_fields=["ended_at", "end"])
    offered = _offer(application, place, at) if application.status in queries.AWAITED_STATES and not application.is_late else None
    record("substitute", by=by, at=at, about=application.about, outcome="asked" if offered else "nobody")
    return offered


def _leave_to_others(application: Application, person: User, *, by: Actor, at: datetime) -> None:
    if application.handler_id != person.pk or application.status == WITHDRAWN:
        return
    application_actions.hand_over(application, by=by, at=at, to=None)
    told = coordinators_for(application)
    post_all([letters.handler_needed(application, it, left=person) for it in told], at=at)


def _offer(application: Application, place: Assignment, at: datetime) -> Assignment | None:
    """The first who is fit and does not review the case already; if there is nobody, the coordinators hear of it."""
    free = queries.fit_to_review(application).exclude(pk__in=application.assignments.standing().values("reviewer")).first()
    if free is None:
        told = coordinators_for(application)
        post_all([letters.reviewer_needed(application, it, place=place) for it in told], at=at)
        return None
    offered = Assignment.objects.create(
        application=application, reviewer=free, assigned_at=at, substitute_for_id=place.reviewer_id
    )
    post(letters.substitute_asked(offered), at=at)
    return offered


@transaction.atomic
def replace_conflicted(*, by: Actor, at: datetime) -> int:
    """Substitutes for those who have come to belong to the group that applies; returns how many cases that concerned.

    Belonging closes the case for them at once, whatever this does: here only their work goes on to others.
    """
    found = queries.conflicted_work()
    for application, person in found:
        substitute(application, person=person, by=by, at=at)
    return len(found)
