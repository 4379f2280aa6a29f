"""Deciding, and taking back before publication. Propose, decide and publish are three acts of three permissions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from applications import actions as application_actions
from applications.models import Application
from core.actor import Actor
from core.text import clean_text
from decisions import permissions, queries
from decisions.actions.parts import count_uses, keep_parts
from decisions.models import Decision, Reason
from decisions.rules import Parts
from registry.actions import record
from rounds import actions as round_actions
from rounds.models import Round
from rounds.queries import bound, bound_of_case

FILLED_BY_RULE = Parts()


@transaction.atomic
def decide(
    application: Application,
    *,
    by: Actor,
    at: datetime,
    outcome: str,
    amount: Decimal,
    reasons: str,
    parts: Parts = FILLED_BY_RULE,
    from_bank: Iterable[Reason] = (),
) -> Decision:
    """Decide, and bind the money of a favourable decision. Locks round, application and fund, in this order.

    `amount` in euros; where a decision that grants money holds already, only what goes beyond it is bound. Refused when a rule
    is broken, the fund lacks the money, or the proposer may not decide.
    """
    round_ = Round.objects.select_for_update().get(pk=application.round_id)
    parts = queries.filled_parts(application, outcome=outcome, amount=amount, parts=parts)
    if broken := queries.broken_rules(application, outcome=outcome, amount=amount, reasons=reasons, parts=parts):
        raise ValidationError(broken)
    application = application_actions.move(application, "decide", by=by, at=at)
    if queries.has_lapsed(application):
        raise ValidationError(_("The grant has ended, so nothing is decided anew. Let the decision stand."))
    if not permissions.is_independent(by.person, application):
        raise PermissionDenied("who proposed may not decide")
    if application.proposals.with_conflict()[:1].get().is_void:
        raise ValidationError(_("Who proposed has a conflict of interest. Somebody else proposes first."))
    decision = Decision.objects.create(
        application=application,
        version=application.versions.first(),
        number=application.decisions.count() + 1,
        outcome=outcome,
        amount=amount,
        reasons=clean_text(reasons),
        conditions=parts.conditions,
        decided_by=by.person,
        decided_at=at,
    )
    keep_parts(decision, parts)
    count_uses(application, from_bank, at=at)
    _bind(decision, round_, by=by, at=at)
    record("decide", by=by, at=at, about=application.about, outcome=outcome, amount=str(amount), number=decision.number)
    return decision


def _bind(decision: Decision, round_: Round, *, by: Actor, at: datetime) -> None:
    more = decision.amount - bound_of_case(decision.application.about)
    if more > 0:
        fund = queries.fund_of(decision.application)
        round_actions.commit(fund, round_, by=by, at=at, amount=more, about=decision.about)


@transaction.atomic
def reopen(application: Application, *, by: Actor, at: datetime) -> Application:
    """Cancel a decision that can't be published, because who decided has a conflict of interest, so that another decides.

    What was bound for it is free again. Locks round, application and fund, in this order.
    """
    round_ = Round.objects.select_for_update().get(pk=application.round_id)
    application = application_actions.move(application, "reopen", by=by, at=at)
    decision = application.decisions.prepared().with_conflict().first()
    if decision is None or not decision.is_void:
        raise ValidationError(_("Only a decision whose maker has a conflict of interest is decided anew before it is published."))
    cancel_prepared(decision, round_, by=by, at=at)
    record("reopen", by=by, at=at, about=application.about, number=decision.number)
    return application


@transaction.atomic
def cancel_prepared(decision: Decision, round_: Round, *, by: Actor, at: datetime) -> None:
    """End a decision that nobody outside the desk has seen, and free just what was bound for it alone. The caller holds the locks."""
    decision.state = Decision.CANCELLED
    decision.save(update_fields=["state"])
    if own := bound(decision.about):
        fund = queries.fund_of(decision.application)
        round_actions.release(fund, round_, by=by, at=at, amount=own, about=decision.about)


@transaction.atomic
def withdraw(application: Application, *, by: Actor, at: datetime) -> None:
    """Take a sent application back at any time before publication; money bound to it is free again."""
    round_ = Round.objects.select_for_update().get(pk=application.round_id)
    # Read anew under the lock: the decision may have been published since the page was opened.
    application.refresh_from_db(fields=["published_at"])
    if application.published_at:
        raise ValidationError(_("The decision has been made. Talk with us about what can be done."))
    decision = application.decisions.prepared().first()
    application_actions.withdraw(application, by=by, at=at)
    if decision:
        cancel_prepared(decision, round_, by=by, at=at)
