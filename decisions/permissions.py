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


def can_divide(person: User) -> bool:
    """Who makes and changes scenarios, and makes their proposals."""
    return "coordinator" in person.roles


def can_read_divisions(person: User) -> bool:
    """Reviewers don't: the money must not lead their points."""
    return bool(person.roles & {"coordinator", "decider", "auditor"})


def can_offer(person: User) -> bool:
    """The coordinator offers, as she proposes; the decider decides what the group has accepted."""
    return "coordinator" in person.roles


def can_take_up_offer(person: User) -> bool:
    return "decider" in person.roles


def can_answer_offer(person: User, application: Application) -> bool:
    return application.membership_role(person) == "owner"


def can_serve(person: User) -> bool:
    """Who posts the letters of decisions and records how they were served."""
    return "coordinator" in person.roles


def can_read_services(person: User) -> bool:
    return bool(person.roles & {"coordinator", "decider", "auditor"})
