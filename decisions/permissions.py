"""Who may propose, decide and publish: three acts, three permissions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import User
    from applications.models import Application


def can_propose(person: User, application: Application) -> bool:
    return "coordinator" in person.roles and application.status == "in_review"


def can_return_to_review(person: User, application: Application) -> bool:
    return "decider" in person.roles and application.status == "proposed"


def can_decide(person: User, application: Application) -> bool:
    return "decider" in person.roles and application.status == "proposed" and is_independent(person, application)


def is_independent(person: User, application: Application) -> bool:
    """Whether somebody else made the proposal; a proposer decides only where the programme allows it."""
    proposal = application.proposals.first()
    return application.round.programme.proposer_may_decide or proposal.proposed_by_id != person.pk


def can_publish(person: User) -> bool:
    return "decider" in person.roles
