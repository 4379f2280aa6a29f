"""What we tell reviewers, and who looks for them. Staff letters have references of cases; nothing of what is in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from applications.models import Application
from registry.letters import Draft
from reviews.models import Assignment

# After that a later letter, or the worklist itself, says it better.
USEFUL = timedelta(days=14)


def assigned(person: User, applications: Sequence[Application], *, at: datetime) -> Draft:
    """She is asked to review cases; one letter for all that were given at once."""
    return Draft(
        name="reviews/assigned",
        key=f"reviews/assigned:{person.pk}:{at.isoformat()}",
        about=f"person:{person.pk}",
        to=person.email,
        language=person.language,
        context=_listed(applications),
        not_after=at + USEFUL,
    )


def reviews_waiting(person: User, applications: Sequence[Application], *, at: datetime) -> Draft:
    """Reviews that she was asked for are still to come."""
    return Draft(
        name="reviews/reviews_waiting",
        key=f"reviews/reviews_waiting:{person.pk}:{at.isoformat()}",
        about=f"person:{person.pk}",
        to=person.email,
        language=person.language,
        context=_listed(applications),
        not_after=at + USEFUL,
    )


def _listed(applications: Sequence[Application]) -> dict[str, object]:
    return {"references": sorted(application.reference for application in applications), "count": len(applications)}


def substitute_asked(assignment: Assignment) -> Draft:
    """Somebody has stepped aside, and the reader is asked to review in her place. Who and why is not told."""
    application, person = assignment.application, assignment.reviewer
    return Draft(
        name="reviews/substitute_asked",
        key=f"reviews/substitute_asked:{application.reference}:{assignment.pk}",
        **_of_case(application, person),
    )


def reviewer_needed(application: Application, person: User, *, place: Assignment) -> Draft:
    """A reviewer has stepped aside and nobody is free to take `place`, hers: a coordinator finds somebody."""
    return Draft(
        name="reviews/reviewer_needed",
        key=f"reviews/reviewer_needed:{application.reference}:{place.pk}:{person.pk}",
        **_of_case(application, person),
    )


def handler_needed(application: Application, person: User, *, left: User) -> Draft:
    """Who was responsible for the case has `left` it: a coordinator takes it, or gives it to somebody."""
    return Draft(
        name="reviews/handler_needed",
        key=f"reviews/handler_needed:{application.reference}:{left.pk}:{person.pk}",
        **_of_case(application, person),
    )


def _of_case(application: Application, person: User) -> dict[str, Any]:
    """What letters to the staff about one case share."""
    return {
        "about": application.about,
        "to": person.email,
        "language": person.language,
        "context": {"application": application, "programme": application.round.programme},
    }
