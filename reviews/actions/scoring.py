"""Scoring, and sending one's review."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from applications.models import Application
from core.actor import Actor
from core.text import clean_text
from registry.actions import record
from reviews.models import HIGHEST, LOWEST, Assignment, Review, Score
from reviews.permissions import SCORING_ROLES
from reviews.queries import gate, refuse_unless_in_review, sees_points
from reviews.rules import FAILED, NOT_DONE
from rounds.models import Criterion


@transaction.atomic
def score(
    application: Application,
    *,
    by: Actor,
    at: datetime,
    points: Mapping[str, int | None],
    reasons: Mapping[str, str],
    comment: str = "",
    send: bool = False,
) -> Review:
    """Keep points and reasons by criterion code; `send` makes the review count, and then every criterion needs both."""
    if by.role not in SCORING_ROLES:
        raise PermissionDenied(f"{by.role} may not score")
    refuse_unless_in_review(application, by)
    _refuse_before_gate(application)
    _take_on(application, by=by, at=at)
    review = _own_review(application, by=by, at=at)
    if review.sent_at:
        raise ValidationError(_("You have already sent your review."))
    for criterion in application.round.criteria.all():
        _score_one(review, criterion, points.get(criterion.code), reasons.get(criterion.code, ""))
    review.comment, review.saved_at = clean_text(comment), at
    if send:
        _refuse_unfinished(review)
        review.sent_at = at
    review.save(update_fields=["comment", "saved_at", "sent_at"])
    record("score", by=by, at=at, about=application.about, outcome="sent" if send else "saved", version=review.version.number)
    return review


def _take_on(application: Application, *, by: Actor, at: datetime) -> None:
    """Whoever gives points reviews the case, asked or not, and is kept from the points of others like everybody who does."""
    if application.assignments.standing().filter(reviewer=by.person).exists():
        return
    sent = Review.objects.sent().filter(version__application=application, reviewer=by.person)
    if sees_points(by.person, application) and not sent.exists():
        raise ValidationError(_("You can already read the points that others gave, so you can't give your own."))
    Assignment.objects.create(application=application, reviewer=by.person, assigned_by=by.person, assigned_at=at)


def _refuse_before_gate(application: Application) -> None:
    """Points come after the eligibility check, and only if it is passed."""
    state = gate(application).state
    if state == NOT_DONE:
        raise ValidationError(_("Points come after the eligibility check. The coordinator has not done it yet."))
    if state == FAILED:
        raise ValidationError(_("The application has not passed the eligibility check, so it is not scored."))


def _own_review(application: Application, *, by: Actor, at: datetime) -> Review:
    version = application.versions.order_by("-number").first()
    review, _is_new = Review.objects.select_related("version").get_or_create(
        version=version, reviewer=by.person, defaults={"saved_at": at}
    )
    return review


def _score_one(review: Review, criterion: Criterion, points: int | None, reason: str) -> None:
    if points is not None and not LOWEST <= points <= HIGHEST:
        raise ValidationError(_("Give points from 0 to 5."))
    Score.objects.update_or_create(review=review, criterion=criterion, defaults={"points": points, "reason": clean_text(reason)})


def _refuse_unfinished(review: Review) -> None:
    """Told under `points-` or `reason-` and the code of the criterion, so that a form can say it where it is."""
    left: dict[str, list[str]] = {}
    for score in review.scores.select_related("criterion").order_by("criterion__position"):
        code, name = score.criterion.code, {"criterion": score.criterion}
        if score.points is None:
            left[f"points-{code}"] = [_("Give points: %(criterion)s.") % name]
        if not score.reason.strip():
            left[f"reason-{code}"] = [_("Give a reason: %(criterion)s.") % name]
    if left:
        raise ValidationError(left)
