"""What the desk's acts write here, because it decides what the applicant sees and who may see the case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from applications import queries, workflow
from applications.actions.states import move
from applications.models import Application, InterestDeclaration
from core.actor import Actor
from core.text import clean_line, clean_text
from registry.actions import record
from rounds.models import Round

# As the record office's own numbers fit in, with room to spare.
LONGEST_NUMBER = 40


@transaction.atomic
def take_up(application: Application, *, by: Actor, at: datetime) -> Application:
    """Begin the review, once the group can no longer change what it sent; after that the round is not extended.

    Who takes it up becomes its handler, unless somebody is already.
    """
    round_ = Round.objects.select_for_update().get(pk=application.round_id)
    if not round_.has_closed(at):
        raise ValidationError(_("The round is still open, and the group may change the application until it closes."))
    application = move(application, "take_up", by=by, at=at)
    if application.handler_id is None:
        application.handler = by.person
        application.save(update_fields=["handler"])
    record("take_up", by=by, at=at, about=application.about)
    return application


@transaction.atomic
def hand_over(application: Application, *, by: Actor, at: datetime, to: User | None) -> Application:
    """Make somebody responsible for the case at the desk, or nobody. Handing it to whoever has it already changes nothing."""
    application = queries.locked(application)
    if to is not None:
        queries.refuse_conflicted(application, by)
    if to == application.handler:
        return application
    if application.status in {workflow.WITHDRAWN, workflow.DISCARDED, workflow.DRAFT}:
        raise ValidationError(_("Nobody handles it: it has not been sent, or it was withdrawn."))
    if to and not ("coordinator" in to.roles and Application.objects.listed_for(to).filter(pk=application.pk).exists()):
        raise ValidationError(_("%(person)s can't handle this case. Choose another coordinator.") % {"person": to})
    application.handler = to
    application.save(update_fields=["handler"])
    record("hand_over", by=by, at=at, about=application.about, to=to.pk if to else None)
    return application


@transaction.atomic
def declare_interest(
    application: Application, *, by: Actor, at: datetime, ground: str = "", explanation: str = ""
) -> InterestDeclaration:
    """Write down a handler's word on her interests; `ground`, a code, makes her step aside. Part of `reviews.actions.declare`.

    The case is locked, so that no act of hers is under way while she steps aside; nobody takes that back.
    """
    queries.refuse_conflicted(queries.locked(application), by)
    said = {"is_disqualified": bool(ground), "ground": ground, "explanation": clean_text(explanation) if ground else ""}
    declaration, _is_new = InterestDeclaration.objects.update_or_create(
        application=application, person=by.person, defaults={**said, "declared_at": at}
    )
    return declaration


@transaction.atomic
def set_register_number(application: Application, *, by: Actor, at: datetime, number: str) -> Application:
    """Write down the number (diaarinumero) under which the City's record office keeps the case; empty takes it away."""
    if by.role != "coordinator":
        raise PermissionDenied(f"{by.role} keeps no register numbers")
    application = queries.locked(application)
    queries.refuse_conflicted(application, by)
    number = clean_line(number)
    if len(number) > LONGEST_NUMBER:
        raise ValidationError({"register_number": _("The register number can have at most 40 characters.")})
    application.register_number = number
    application.save(update_fields=["register_number"])
    record("set_register_number", by=by, at=at, about=application.about, number=number)
    return application


@transaction.atomic
def mark_published(applications: Iterable[Application], *, by: Actor, at: datetime) -> None:
    """Let the applicants see: the time of publication decides what their pages show, and nothing waits any more.

    Part of `decisions.actions.publish`.
    """
    for application in applications:
        Application.objects.filter(pk=application.pk).update(published_at=at, waiting_since=None)
