"""Who may propose, decide and publish: three acts, three permissions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import User
    from applications.models import Application
    from decisions.models import Claim, Decision


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


def can_serve(person: User) -> bool:
    """Who posts the letters of decisions and records how they were served."""
    return "coordinator" in person.roles


def can_read_services(person: User) -> bool:
    return bool(person.roles & {"coordinator", "decider", "auditor"})


def can_claim(person: User, application: Application) -> bool:
    """An owner speaks for the group to the City, here as when an application is sent or withdrawn; an editor fills in."""
    return application.membership_role(person) == "owner"


def can_withdraw_claim(person: User, claim: Claim) -> bool:
    """Only who made it in the portal; what came on paper is taken back on paper too."""
    return claim.made_by_id == person.pk and claim.ended_at is None


def can_answer_hearing(person: User, application: Application) -> bool:
    return application.membership_role(person) == "owner"


def can_read_claims(person: User) -> bool:
    """Reviewers don't: their points are given, and a claim is not about them."""
    return bool(person.roles & {"coordinator", "decider", "auditor"})


def can_register_claim(person: User) -> bool:
    """Also a coordinator who may not handle the claim writes down that it came, and what a court has told."""
    return "coordinator" in person.roles


def can_handle_claims(person: User) -> bool:
    """Who handles claims at all; whether this person may handle this one, `queries.hindrances_to_handle` tells."""
    return bool(person.roles & {"coordinator", "decider"})
