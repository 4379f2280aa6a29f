"""Who may do what with an application; what of it may be seen is in `ApplicationQuerySet`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from applications.workflow import MOVES

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from applications.models import Application


def can_edit(person: User, application: Application, now: datetime, part: str = "") -> bool:
    """Owners and editors fill in; a sent application may be changed until its round closes.

    One that awaits completion may be changed in the parts that were asked for; `part` is the one in question.
    """
    is_open = application.takes_answers_in(part, now) if part else application.takes_answers(now)
    return can_fill_in(person, application) and is_open


def can_fill_in(person: User, application: Application) -> bool:
    """Whether the person is somebody who fills in at all, whatever state the application is in."""
    return application.membership_role(person) in {"owner", "editor"} or can_help(person, application)


def can_help(person: User, application: Application) -> bool:
    """A coordinator with a draft that came on paper, or that its group lets her fill in; never one of her own group."""
    if not _is_coordinator_of(person, application):
        return False
    return application.is_on_paper or (application.consent is not None and application.consent.lets_fill_in)


def can_advise(person: User, application: Application) -> bool:
    """A coordinator with a draft that its group lets her read, or fill in too; never one of her own group."""
    return _is_coordinator_of(person, application) and application.consent is not None


def _is_coordinator_of(person: User, application: Application) -> bool:
    return "coordinator" in person.roles and application.is_draft and not application.membership_role(person)


def part_of(person: User, application: Application) -> str:
    """In what part somebody who may open the form acts: her place in the group, or coordinator."""
    return application.membership_role(person) or "coordinator"


def can_register(person: User, application: Application) -> bool:
    return application.is_on_paper and can_help(person, application)


def can_allow_help(person: User, application: Application) -> bool:
    """An owner lets the coordinator read a draft or fill it in, and takes that back."""
    return application.is_draft and application.membership_role(person) == "owner"


def can_send(person: User, application: Application) -> bool:
    """Only an owner; whether the application can be sent in its state is for `actions.submit`, which also knows a second press."""
    return application.membership_role(person) in MOVES["submit"].by


def can_copy(person: User, application: Application) -> bool:
    """Whoever fills in may begin a new application with the answers of an earlier one, whatever became of that."""
    return application.membership_role(person) in {"owner", "editor"}


def can_change_kind(person: User, application: Application) -> bool:
    return application.is_draft and can_fill_in(person, application)


def can_discard(person: User, application: Application) -> bool:
    """Its owner; the coordinator what she entered from paper by mistake."""
    return _may_move(person, application, "discard") or can_register(person, application)


def can_withdraw(person: User, application: Application) -> bool:
    """Until the decision is published; before that it makes no difference how far the desk has come."""
    return not application.published_at and _may_move(person, application, "withdraw")


def _may_move(person: User, application: Application, name: str) -> bool:
    move = MOVES[name]
    return application.status in move.sources and application.membership_role(person) in move.by
