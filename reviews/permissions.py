"""Who may declare interests and score."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import User
    from applications.models import Application

HANDLING_ROLES = ("coordinator", "reviewer", "decider")
SCORING_ROLES = frozenset({"coordinator", "reviewer"})


def can_declare(person: User, application: Application) -> bool:
    """Everybody who may be asked to handle a case says first whether she has a conflict of interest."""
    return bool(person.roles & set(HANDLING_ROLES))


def can_score(person: User, application: Application) -> bool:
    """Coordinators and reviewers score, while the case is in review; what came too late is not examined."""
    return bool(person.roles & SCORING_ROLES) and application.status == "in_review" and not application.is_late


def can_answer_gate(person: User, application: Application) -> bool:
    """The coordinator, while the case is in review; what came too late is not examined."""
    return "coordinator" in person.roles and application.status == "in_review" and not application.is_late
