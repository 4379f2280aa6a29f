"""Correcting a published decision: opening it, dropping that, and what publishing the newer version changes in the older one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from applications import actions as application_actions
from applications.models import Application
from core.actor import Actor
from core.text import clean_text
from decisions import queries
from decisions.models import CORRECTION_GROUNDS, RECTIFICATION, Claim, Correction, Decision
from registry.actions import record
from rounds import actions as round_actions
from rounds.models import Round
from rounds.queries import bound_of_case


@transaction.atomic
def correct(
    decision: Decision, *, by: Actor, at: datetime, ground: str, reason: str, consent: str = "", claim: Claim | None = None
) -> Correction:
    """Take a published decision up to be decided anew; it holds until the newer version is published in its place.

    `ground` is a code of `CORRECTION_GROUNDS`; `consent` is what the party said to a change to its harm (hallintolaki 50 §).
    """
    Round.objects.select_for_update().get(pk=decision.application.round_id)
    application = application_actions.move(decision.application, "correct", by=by, at=at)
    held = Decision.objects.get(pk=decision.pk)
    if not held.is_in_force or application.decisions.prepared().exists():
        raise ValidationError(_("Only a published decision that holds, and has no newer version waiting, can be corrected."))
    _refuse_unfounded(ground, reason, claim)
    correction = Correction.objects.create(
        decision=held,
        ground=ground,
        reason=clean_text(reason).strip(),
        consent=clean_text(consent).strip(),
        claim=claim,
        opened_by=by.person,
        opened_at=at,
    )
    record("correct", by=by, at=at, about=application.about, ground=ground, number=held.number)
    return correction


def _refuse_unfounded(ground: str, reason: str, claim: Claim | None) -> None:
    if ground not in CORRECTION_GROUNDS or (ground == RECTIFICATION) != (claim is not None):
        raise ValidationError({"ground": _("Choose on what ground the decision is corrected.")})
    if not reason.strip():
        raise ValidationError({"reason": _("Write what was wrong in the decision.")})


@transaction.atomic
def keep_decision(application: Application, *, by: Actor, at: datetime) -> None:
    """Drop a correction: the published decision stands as it is. Also of a case whose grant has ended meanwhile.

    Not what a claim for rectification has led to: the competent body has changed the decision, and nobody here takes that back.
    """
    Round.objects.select_for_update().get(pk=application.round_id)
    application = application_actions.move(application, "keep_decision", by=by, at=at)
    correction = queries.correction_of(application)
    if correction is None and not queries.has_lapsed(application):
        raise ValidationError(_("No correction is under way in this case."))
    if correction and not correction.may_be_dropped:
        raise ValidationError(_("A claim for rectification has changed this decision, so it can't stand. Decide anew."))
    if correction:
        correction.ended_at = at
        correction.save(update_fields=["ended_at"])
    record("keep_decision", by=by, at=at, about=application.about)


@transaction.atomic
def replace_older(decisions: Sequence[Decision], round_: Round, *, by: Actor, at: datetime) -> None:
    """End what held until now where a newer version is published: its correction ends, and money that is not granted any more is free.

    The caller holds the locks of round and applications; the funds are taken in their order, so that two rounds never cross.
    """
    older = {
        it.application_id: it for it in Decision.objects.in_force().filter(application__in=[it.application for it in decisions])
    }
    for decision in sorted(decisions, key=lambda it: (it.application.kind, it.application.reference)):
        held = older.get(decision.application_id)
        if held is None:
            continue
        held.state = Decision.REPLACED
        held.save(update_fields=["state"])
        Correction.objects.open().filter(decision=held).update(ended_at=at, replacement=decision)
        free = bound_of_case(decision.application.about) - decision.amount
        if free > 0:
            fund = queries.fund_of(decision.application)
            round_actions.release(fund, round_, by=by, at=at, amount=free, about=held.about)
