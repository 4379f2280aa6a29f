"""Deciding, and taking back before publication. Propose, decide and publish are three acts of three permissions."""

from __future__ import annotations

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
from decisions.models import Decision
from registry.actions import record
from rounds import actions as round_actions
from rounds.models import Round


@transaction.atomic
def decide(application: Application, *, by: Actor, at: datetime, outcome: str, amount: Decimal, reasons: str) -> Decision:
    """Decide, and bind the money of a favourable decision. Locks round, application and fund, in this order.

    `amount` in euros. Refused when a rule is broken, the fund lacks the money, or the proposer may not decide.
    """
    round_ = Round.objects.select_for_update().get(pk=application.round_id)
    if broken := queries.broken_rules(application, outcome=outcome, amount=amount, reasons=reasons):
        raise ValidationError(broken)
    application = application_actions.move(application, "decide", by=by, at=at)
    if not permissions.is_independent(by.person, application):
        raise PermissionDenied("who proposed may not decide")
    if application.proposals.with_conflict()[:1].get().is_void:
        raise ValidationError(_("Who proposed has a conflict of interest. Somebody else proposes first."))
    decision = Decision.objects.create(
        application=application,
        number=application.decisions.count() + 1,
        outcome=outcome,
        amount=amount,
        reasons=clean_text(reasons),
        decided_by=by.person,
        decided_at=at,
    )
    if decision.is_favourable:
        fund = queries.fund_of(application)
        round_actions.commit(fund, round_, by=by, at=at, amount=amount, about=decision.about)
    record("decide", by=by, at=at, about=application.about, outcome=outcome, amount=str(amount), number=decision.number)
    return decision


@transaction.atomic
def reopen(application: Application, *, by: Actor, at: datetime) -> Application:
    """Cancel a decision that can't be published, because who decided has a conflict of interest, so that another decides.

    Its money is free again. Locks round, application and fund, in this order.
    """
    round_ = Round.objects.select_for_update().get(pk=application.round_id)
    application = application_actions.move(application, "reopen", by=by, at=at)
    decision = application.decisions.prepared().with_conflict().first()
    if decision is None or not decision.is_void:
        raise ValidationError(_("Only a decision whose maker has a conflict of interest is decided anew before it is published."))
    _cancel(decision, round_, by=by, at=at)
    record("reopen", by=by, at=at, about=application.about, number=decision.number)
    return application


def _cancel(decision: Decision, round_: Round, *, by: Actor, at: datetime) -> None:
    decision.state = Decision.CANCELLED
    decision.save(update_fields=["state"])
    if decision.is_favourable:
        fund = queries.fund_of(decision.application)
        round_actions.release(fund, round_, by=by, at=at, amount=decision.amount, about=decision.about)


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
        _cancel(decision, round_, by=by, at=at)
