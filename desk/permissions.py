"""Who works at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import User

ROLES = frozenset({"coordinator", "reviewer", "decider", "auditor"})


def can_work_at_desk(person: User) -> bool:
    return bool(person.roles & ROLES)


def can_take_dossier(person: User) -> bool:
    """The whole of a case on one's own disk is for who answers for it, decides it or audits it; not for scorers."""
    return bool(person.roles & {"coordinator", "decider", "auditor"})


def can_coordinate(person: User) -> bool:
    """Takes many cases up at once, hands them over and asks for reviews."""
    return "coordinator" in person.roles


def can_see_letters(person: User) -> bool:
    return "coordinator" in person.roles


def can_read_feedback(person: User) -> bool:
    return bool(person.roles & {"coordinator", "auditor"})


def can_read_reasons(person: User) -> bool:
    """The bank of reasons names no case, and whoever proposes, weighs or decides may look into it."""
    return can_work_at_desk(person)


def can_explain(person: User) -> bool:
    """The coordinator keeps the bank of reasons, and writes to each applicant."""
    return "coordinator" in person.roles


def can_help_applicants(person: User) -> bool:
    """The coordinator enters what came on paper, and helps with drafts whose group consents."""
    return "coordinator" in person.roles


def can_advise(person: User) -> bool:
    """Ideas, talks with the groups, appointments, notes about them, meetings and questions are the coordinator's alone."""
    return "coordinator" in person.roles


def can_see_advice_statistics(person: User) -> bool:
    """Counts and minutes by month, which name nobody."""
    return bool(person.roles & {"coordinator", "decider", "finance", "auditor"})


def role_at_desk(person: User, *preferred: str) -> str:
    """The role in use: the first of `preferred`, or of those who handle cases, that the person holds."""
    return next(role for role in preferred or ("coordinator", "decider", "reviewer", "auditor") if role in person.roles)
