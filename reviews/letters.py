"""What we tell reviewers. Staff letters say how many cases wait, and their references; nothing of what is in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from accounts.models import User
from applications.models import Application
from registry.letters import Draft

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
