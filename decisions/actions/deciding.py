"""Deciding, publishing, and taking back before publication. Propose, decide and publish are three acts of three permissions."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from applications import actions as application_actions
from applications import queries as application_queries
from applications.models import Application
from core import dates
from core.actor import Actor
from core.numbers import random_code
from core.text import clean_text
from decisions import letters, permissions, queries
from decisions.models import Decision
from registry.actions import next_number, nudge, post, record
from rounds import actions as round_actions
from rounds.models import Round

# 58 bits, in three groups that can be typed from paper: nobody comes upon the code of a decision by trying.
VERIFICATION_SIGNS = 12


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
def publish(round: Round, *, by: Actor, at: datetime) -> list[Decision]:
    """Let the applicants see every prepared decision of the round at once. The PDF of each is made after commit."""
    round_ = Round.objects.select_for_update().get(pk=round.pk)
    # Nobody steps aside while it is written who publishes what.
    list(Application.objects.select_for_update().filter(round=round_, decisions__state=Decision.PREPARED).order_by("pk"))
    decisions = list(queries.decisions_to_publish(round_, by.person))
    if not decisions:
        raise ValidationError(_("There is nothing to publish in this round."))
    for decision in decisions:
        _publish_one(decision, at)
    application_actions.mark_published([decision.application for decision in decisions], by=by, at=at)
    round_actions.note_decided(round_, by=by, at=at)
    record("publish", by=by, at=at, about=f"round:{round_.pk}", decisions=[str(decision) for decision in decisions])
    nudge("decisions.render")
    return decisions


def _publish_one(decision: Decision, at: datetime) -> None:
    # At most one: the decision that held until now, if the case was decided before.
    Decision.objects.in_force().filter(application=decision.application).update(state=Decision.REPLACED)
    decision.state, decision.published_at = Decision.PUBLISHED, at
    # § of each decision maker starts again from 1 each year.
    decision.section_year = dates.local_day(at).year
    decision.section = next_number(f"decisions-{decision.decided_by_id}-{decision.section_year}")
    decision.verification_code = random_code(VERIFICATION_SIGNS)
    decision.save(update_fields=["state", "published_at", "section", "section_year", "verification_code"])
    for person in application_queries.people_to_tell(decision.application):
        post(letters.decision_published(decision, person), at=at)


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
