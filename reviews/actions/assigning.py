"""Asking people to review, taking it back, and reminding them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from applications.actions.deadlines import WAKING_HOURS
from applications.models import Application
from applications.queries import refuse_conflicted
from applications.workflow import IN_REVIEW
from core import dates
from core.actor import Actor
from registry.actions import post, post_all, record
from reviews import letters
from reviews.models import TAKEN_BACK, Assignment, Review
from reviews.queries import AWAITED_STATES, even_split, fit_to_review, sees_points

# A review may take some days before anybody is reminded of it, and nobody is reminded more often than once a week.
PATIENCE, PAUSE = timedelta(days=3), timedelta(days=7)


@transaction.atomic
def assign(
    application: Application, *, reviewer: User, by: Actor, at: datetime, substitute_for: User | None = None
) -> Assignment:
    """Ask somebody to review the case: nobody who is disqualified, and nobody who can read the points of others already."""
    application = _locked(application, by)
    if not fit_to_review(application).filter(pk=reviewer.pk).exists():
        raise ValidationError(_("%(person)s can't review this case."), params={"person": reviewer})
    if application.assignments.standing().filter(reviewer=reviewer).exists():
        raise ValidationError(_("%(person)s already reviews the case."), params={"person": reviewer})
    if sees_points(reviewer, application) and not _has_sent(application, reviewer):
        sentence = _("%(person)s can already read the points that others gave, so somebody else reviews the case.")
        raise ValidationError(sentence, params={"person": reviewer})
    assignment = Assignment.objects.create(
        application=application, reviewer=reviewer, assigned_by=by.person, assigned_at=at, substitute_for=substitute_for
    )
    if reviewer != by.person:
        post(letters.assigned(reviewer, [application], at=at), at=at)
    record("assign", by=by, at=at, about=application.about, reviewer=reviewer.pk)
    return assignment


@transaction.atomic
def assign_evenly(
    applications: Iterable[Application], *, reviewers: Sequence[User], by: Actor, at: datetime, each: int | None = None
) -> list[Assignment]:
    """Give each case as many reviewers as its round wants, by who has the least to do; one letter a person.

    The split is counted anew with the cases locked, so it is what a preview showed unless something has changed since.
    """
    _refuse_others(by)
    keys = [application.pk for application in applications]
    locked = Application.objects.without_conflict(by.person) if by.person else Application.objects.all()
    rows = locked.filter(pk__in=keys).select_for_update(of=("self",)).select_related("round").order_by("pk")
    made: dict[User, list[Application]] = {}
    given = []
    for application, reviewer in even_split(list(rows), reviewers, each=each).pairs:
        assignment = Assignment(application=application, reviewer=reviewer, assigned_by=by.person, assigned_at=at)
        assignment.save()
        given.append(assignment)
        made.setdefault(reviewer, []).append(application)
    post_all([letters.assigned(person, cases, at=at) for person, cases in made.items() if person != by.person], at=at)
    for assignment in given:
        record("assign", by=by, at=at, about=assignment.application.about, reviewer=assignment.reviewer_id)
    return given


@transaction.atomic
def take_back(assignment: Assignment, *, by: Actor, at: datetime) -> None:
    """She need not review the case after all. A review that is sent stays, and so does who gave it."""
    application = _locked(assignment.application, by)
    if _has_sent(application, assignment.reviewer):
        raise ValidationError(_("%(person)s has sent the review already."), params={"person": assignment.reviewer})
    standing = application.assignments.standing().filter(pk=assignment.pk)
    if not standing.update(ended_at=at, end=TAKEN_BACK):
        raise ValidationError(_("%(person)s does not review the case any more."), params={"person": assignment.reviewer})
    record("take_back", by=by, at=at, about=application.about, reviewer=assignment.reviewer_id)


@transaction.atomic
def nudge(assignment: Assignment, *, by: Actor, at: datetime) -> None:
    """Remind one person of one review, at most once a day."""
    application = _locked(assignment.application, by)
    assignment = Assignment.objects.select_related("reviewer").get(pk=assignment.pk)
    if assignment.ended_at or _has_sent(application, assignment.reviewer):
        raise ValidationError(_("No review is waited for from %(person)s."), params={"person": assignment.reviewer})
    if assignment.nudged_at and dates.local_day(assignment.nudged_at) == dates.local_day(at):
        raise ValidationError(_("%(person)s has been reminded today already."), params={"person": assignment.reviewer})
    assignment.nudged_at = at
    assignment.save(update_fields=["nudged_at"])
    post(letters.reviews_waiting(assignment.reviewer, [application], at=at), at=at)
    record("nudge", by=by, at=at, about=application.about, reviewer=assignment.reviewer_id)


@transaction.atomic
def remind_reviewers(*, by: Actor, at: datetime) -> int:
    """Write to everybody whose reviews have waited for days, one letter a person and week; returns how many letters."""
    now = dates.local_time(at)
    if now.hour not in WAKING_HOURS or not dates.is_working_day(now.date()):
        return 0
    waiting: dict[User, list[Assignment]] = {}
    late = Assignment.objects.awaited().filter(application__status=IN_REVIEW, assigned_at__lte=at - PATIENCE)
    for assignment in late.select_for_update(of=("self",)).select_related("reviewer", "application").order_by("pk"):
        waiting.setdefault(assignment.reviewer, []).append(assignment)
    nudged = dict(
        Assignment.objects.filter(reviewer__in=waiting).order_by().values_list("reviewer").annotate(last=Max("nudged_at"))
    )
    due = {
        person: found
        for person, found in waiting.items()
        if person.is_active and (nudged[person.pk] is None or nudged[person.pk] <= at - PAUSE)
    }
    for person, assignments in due.items():
        Assignment.objects.filter(pk__in=[it.pk for it in assignments]).update(nudged_at=at)
        post(letters.reviews_waiting(person, [it.application for it in assignments], at=at), at=at)
    return len(due)


def _locked(application: Application, by: Actor) -> Application:
    """The case, read anew and locked, if it can have reviewers and the person may have to do with it."""
    _refuse_others(by)
    rows = Application.objects.select_for_update(of=("self",)).select_related("round")
    now = rows.get(pk=application.pk)
    refuse_conflicted(now, by)
    if now.status not in AWAITED_STATES or now.is_late:
        raise ValidationError(_("The case is not in review, so nobody is asked to review it."))
    return now


def _refuse_others(by: Actor) -> None:
    if by.role not in {"coordinator", "system"}:
        raise PermissionDenied(f"{by.role} may not ask people to review")


def _has_sent(application: Application, person: User) -> bool:
    return Review.objects.sent().filter(version__application=application, reviewer=person).exists()
