"""A grant that ends without being used: the decision maker lapses it, or the group gives it up. Its money is free at once."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from applications import actions as application_actions
from applications import queries as application_queries
from core.actor import Actor
from core.text import clean_text
from decisions import letters, queries
from decisions.actions.deciding import cancel_prepared
from decisions.models import Correction, Decision
from registry.actions import post, record
from rounds import actions as round_actions
from rounds.models import Round
from rounds.queries import bound_of_case


@transaction.atomic
def lapse(decision: Decision, *, by: Actor, at: datetime, reason: str) -> Decision:
    """End a grant that the group has not taken or can't use. Refused while the decision is being corrected."""
    if by.role != "decider":
        raise PermissionDenied(f"{by.role} may not lapse a decision")
    round_, held = _locked(decision)
    application_queries.refuse_conflicted(held.application, by)
    if not (reason := clean_text(reason).strip()):
        raise ValidationError({"reason": _("Write why the grant lapses.")})
    if held.corrections.open().exists() or held.application.decisions.prepared().exists():
        raise ValidationError(_("The decision is being corrected. Publish the newer version or let the decision stand first."))
    _end(held, round_, by=by, at=at, reason=reason, is_given_up=False)
    record("lapse", by=by, at=at, about=held.application.about, number=held.number, amount=str(held.amount))
    return held


@transaction.atomic
def give_up(decision: Decision, *, by: Actor, at: datetime, reason: str = "") -> Decision:
    """The group does not want the money after all. A correction that was under way, of which it knows nothing, ends too.

    So does all that the correction had begun: the case is decided again, however far the desk or the group had come with it.
    """
    if by.role != "owner":
        raise PermissionDenied(f"{by.role} may not give a grant up")
    round_, held = _locked(decision)
    prepared = held.application.decisions.prepared().first()
    if prepared:
        cancel_prepared(prepared, round_, by=by, at=at)
    application_actions.drop_completion(held.application, at=at)
    held.application = application_actions.move(held.application, "give_up", by=by, at=at)
    Correction.objects.open().filter(decision=held).update(ended_at=at)
    _end(held, round_, by=by, at=at, reason=clean_text(reason).strip(), is_given_up=True)
    record("give_up", by=by, at=at, about=held.application.about, number=held.number, amount=str(held.amount))
    return held


def _locked(decision: Decision) -> tuple[Round, Decision]:
    """Read anew under the locks of round and application, in this order."""
    round_ = Round.objects.select_for_update().get(pk=decision.application.round_id)
    application = application_queries.locked(decision.application)
    held = Decision.objects.get(pk=decision.pk)
    held.application = application
    if not (held.is_in_force and held.is_favourable):
        raise ValidationError(_("This decision does not hold any more, or it grants no money."))
    return round_, held


def _end(held: Decision, round_: Round, *, by: Actor, at: datetime, reason: str, is_given_up: bool) -> None:
    held.state, held.lapsed_at = Decision.LAPSED, at
    held.lapse_reason, held.is_given_up = reason, is_given_up
    held.save(update_fields=["state", "lapsed_at", "lapse_reason", "is_given_up"])
    fund, free = queries.fund_of(held.application), bound_of_case(held.application.about)
    round_actions.release(fund, round_, by=by, at=at, amount=free, about=held.about)
    for person in application_queries.people_to_tell(held.application):
        post(letters.decision_lapsed(held, person), at=at)
