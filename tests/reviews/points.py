"""Asking somebody to review, and points and reasons for every criterion of a round."""

from datetime import datetime

from accounts.models import User
from applications.models import Application
from reviews import actions as review_actions
from reviews.actions import score
from reviews.models import Assignment, Review
from tests.factories import acting, after_closing


def full(case: Application, points: int = 4, reason: str = "Sopii hyvin.") -> dict[str, dict]:
    codes = [criterion.code for criterion in case.round.criteria.all()]
    return {"points": dict.fromkeys(codes, points), "reasons": dict.fromkeys(codes, reason)}


def give(case: Application, person, *, send: bool = True, role: str = "reviewer", **options) -> Review:
    typed = {**full(case), **options}
    return score(case, by=acting(person, role), at=after_closing(case, days=2), send=send, **typed)


def assign(application: Application, reviewer: User, coordinator: User, *, at: datetime | None = None) -> Assignment:
    """The coordinator asks her to review, a day after the round closed unless told when."""
    by = acting(coordinator, "coordinator")
    return review_actions.assign(application, reviewer=reviewer, by=by, at=at or after_closing(application))
