"""How a case is reviewed, as far as one person may know it."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, prefetch_related_objects

from accounts.models import User
from applications.models import Application
from reviews.models import Assignment, Review
from reviews.queries import is_talked_over, own_and_others, standing


def reviewing(application: Application, person: User) -> dict[str, Any]:
    """Who is asked and has sent, which everybody may know; the points, the gaps and the talks only if the row says so."""
    own, others = own_and_others(application, person)
    counting = [review for review in [*own, *others] if review.counts] if application.reads_points else []
    prefetch_related_objects(counting, "scores__changes")
    scored = [score.criterion for review in counting[:1] for score in review.scores.all()]
    shown = standing(application.round, scored, counting)
    talks = list(application.discussions.select_related("recorded_by")) if shown else []
    return {
        "assignments": _assignments(application),
        "standing": shown,
        "discussions": talks,
        "must_talk": bool(shown) and not is_talked_over(shown, counting, talks),
        "changes": [
            (review, score, change) for review in counting for score in review.scores.all() for change in score.changes.all()
        ],
        "own_sent": next((review for review in own if review.counts), None),
    }


def _assignments(application: Application) -> list[Assignment]:
    sent = Review.objects.sent().filter(version__application=OuterRef("application"), reviewer=OuterRef("reviewer"))
    return list(application.assignments.standing().select_related("reviewer").annotate(is_sent=Exists(sent)))
