"""Who may propose, decide and publish: three acts, three permissions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import User
    from applications.models import Application
    from decisions.models import Decision


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


def can_correct(person: User, application: Application, decision: Decision | None) -> bool:
    """A published decision that holds, and in whose case nothing else is under way."""
    return "decider" in person.roles and application.status == "decided" and decision is not None and decision.is_in_force


def can_lapse(person: User, application: Application, decision: Decision | None) -> bool:
    return can_correct(person, application, decision) and decision is not None and decision.is_favourable


def can_give_up(person: User, application: Application, decision: Decision | None) -> bool:
    """Whatever the desk does in the case meanwhile, of which the group knows nothing."""
    is_grant = decision is not None and decision.is_in_force and decision.is_favourable
    return is_grant and application.membership_role(person) == "owner"


def can_record_approval(person: User) -> bool:
    return "coordinator" in person.roles


def can_answer_offer(person: User, application: Application) -> bool:
    return application.membership_role(person) == "owner"
