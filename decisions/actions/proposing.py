"""Proposing, and sending a proposal back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from applications import actions as application_actions
from applications.models import Application
from core.actor import Actor
from core.text import clean_text
from decisions import queries
from decisions.actions.parts import count_uses, keep_parts
from decisions.models import Proposal, Reason
from decisions.rules import Parts
from registry.actions import record
from reviews.queries import must_talk_over

FILLED_BY_RULE = Parts()


@transaction.atomic
def propose(
    application: Application,
    *,
    by: Actor,
    at: datetime,
    outcome: str,
    amount: Decimal,
    reasons: str,
    parts: Parts = FILLED_BY_RULE,
    from_bank: Iterable[Reason] = (),
) -> Proposal:
    """Put an outcome, a sum in euros and its parts before the decision maker. Commits no money.

    `from_bank` are the reasons that stand in the words. Refused when a rule is broken, or an adviser may not propose.
    """
    parts = queries.filled_parts(application, outcome=outcome, amount=amount, parts=parts)
    if broken := queries.broken_rules(application, outcome=outcome, amount=amount, reasons=reasons, parts=parts):
        raise ValidationError(broken)
    application = application_actions.move(application, "propose", by=by, at=at)
    if must_talk_over(application):
        raise ValidationError(_("Some points are far apart. Talk them over and record the talk before the proposal."))
    if queries.is_barred_adviser(by.person, application):
        raise ValidationError(_("You have advised on this application, so somebody else proposes the decision."))
    proposal = Proposal.objects.create(
        application=application,
        outcome=outcome,
        amount=amount,
        reasons=clean_text(reasons),
        conditions=parts.conditions,
        proposed_by=by.person,
        proposed_at=at,
    )
    keep_parts(proposal, parts)
    count_uses(application, from_bank, at=at)
    record("propose", by=by, at=at, about=application.about, outcome=outcome, amount=str(amount))
    return proposal


@transaction.atomic
def return_to_review(application: Application, *, by: Actor, at: datetime, reason: str) -> None:
    """Send a proposal back, with the reason, which stays on the proposal."""
    if not reason.strip():
        raise ValidationError({"reason": _("Write why you send the case back.")})
    application = application_actions.move(application, "return_to_review", by=by, at=at)
    proposal = application.proposals.first()
    proposal.return_reason = clean_text(reason)
    proposal.save(update_fields=["return_reason"])
    record("return_to_review", by=by, at=at, about=application.about)
