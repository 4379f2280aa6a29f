"""Talking over points that are far apart, and changing one's own."""

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
from reviews.models import HIGHEST, LOWEST, Discussion, Review, ScoreChange
from reviews.permissions import SCORING_ROLES
from reviews.queries import refuse_unless_in_review, sees_points


@transaction.atomic
def record_discussion(application: Application, *, by: Actor, at: datetime, text: str) -> Discussion:
    """Write down what was said of points that were far apart: a coordinator, or one of the reviewers, who can read them all."""
    if by.role not in SCORING_ROLES or not sees_points(by.person, application):
        raise PermissionDenied("who can't read the points can't have talked them over")
    refuse_unless_in_review(application, by)
    text = clean_text(text).strip()
    if not text:
        raise ValidationError({"text": _("Write what was talked over.")})
    discussion = Discussion.objects.create(application=application, text=text, recorded_by=by.person, recorded_at=at)
    record("record_discussion", by=by, at=at, about=application.about)
    return discussion


@transaction.atomic
def change_score(
    application: Application, *, by: Actor, at: datetime, points: Mapping[str, int | None], reason: str
) -> list[ScoreChange]:
    """Give other points than one had sent, by criterion code, with one reason. What was written first stays beside it."""
    if by.role not in SCORING_ROLES:
        raise PermissionDenied(f"{by.role} may not score")
    refuse_unless_in_review(application, by)
    reviews = Review.objects.counting().filter(version__application=application, reviewer=by.person)
    review = reviews.select_related("version").first()
    if review is None:
        raise ValidationError(_("You have not sent a review of this case."))
    reason = clean_text(reason).strip()
    if not reason:
        raise ValidationError({"reason": _("Say why the points change.")})
    changes = []
    for score in review.scores.select_related("criterion"):
        after = points.get(score.criterion.code)
        if after is None or after == score.points:
            continue
        if not LOWEST <= after <= HIGHEST:
            raise ValidationError(_("Give points from 0 to 5."))
        change = ScoreChange(score=score, before=score.points, after=after, reason=reason, changed_at=at)
        change.save()
        score.points = after
        score.save(update_fields=["points"])
        changes.append(change)
    if not changes:
        raise ValidationError(_("The points are the same as before. Choose other points on some criterion."))
    record("change_score", by=by, at=at, about=application.about, version=review.version.number)
    return changes
