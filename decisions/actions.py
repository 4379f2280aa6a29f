"""What is done from the proposal to the published letter. Propose, decide and publish are three acts of three permissions."""

from __future__ import annotations

import logging
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
from core.text import clean_text
from decisions import letters, permissions, queries, rules
from decisions.models import Decision, Proposal
from registry.actions import next_number, nudge, post, record, store_document
from rounds import actions as round_actions
from rounds.models import Round

log = logging.getLogger(__name__)


@transaction.atomic
def propose(application: Application, *, by: Actor, at: datetime, outcome: str, amount: Decimal, reasons: str) -> Proposal:
    """Put an outcome and a sum, in euros, before the decision maker. Commits no money.

    Refused when a rule is broken, or an adviser may not propose.
    """
    _refuse_broken(application, outcome, amount, reasons)
    application = application_actions.move(application, "propose", by=by, at=at)
    if queries.is_barred_adviser(by.person, application):
        raise ValidationError(_("You have advised on this application, so somebody else proposes the decision."))
    proposal = Proposal.objects.create(
        application=application,
        outcome=outcome,
        amount=amount,
        reasons=clean_text(reasons),
        proposed_by=by.person,
        proposed_at=at,
    )
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


@transaction.atomic
def decide(application: Application, *, by: Actor, at: datetime, outcome: str, amount: Decimal, reasons: str) -> Decision:
    """Decide, and bind the money of a favourable decision. Locks round, application and fund, in this order.

    `amount` in euros. Refused when a rule is broken, the fund lacks the money, or the proposer may not decide.
    """
    round_ = Round.objects.select_for_update().get(pk=application.round_id)
    _refuse_broken(application, outcome, amount, reasons)
    application = application_actions.move(application, "decide", by=by, at=at)
    if not permissions.is_independent(by.person, application):
        raise PermissionDenied("who proposed may not decide")
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
def publish(round: Round, *, by: Actor, at: datetime) -> list[Decision]:
    """Let the applicants see every prepared decision of the round at once. The PDF of each is made after commit."""
    round_ = Round.objects.select_for_update().get(pk=round.pk)
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
    decision.state, decision.published_at = Decision.PUBLISHED, at
    # § starts again from 1 each year.
    decision.section = next_number(f"decisions-{dates.local_day(at).year}")
    decision.save(update_fields=["state", "published_at", "section"])
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
        decision.state = Decision.CANCELLED
        decision.save(update_fields=["state"])
        if decision.is_favourable:
            fund = queries.fund_of(application)
            round_actions.release(fund, round_, by=by, at=at, amount=decision.amount, about=decision.about)


def render_letters(*, by: Actor, at: datetime) -> int:
    """Make and store the PDF of every published decision that has none, outside any transaction; returns how many.

    A letter that can't be made holds up no other: it is logged, and tried again with the next sweep.
    """
    # Only workers make PDFs, and the library takes a second and 60 MB to load.
    from decisions import pdf

    made = 0
    for decision in queries.decisions_without_letter():
        try:
            content = pdf.decision_letter(decision)
        except Exception:
            log.exception("The letter of decision %s could not be made.", decision)
            continue
        made += _store_letter(decision, content, by=by, at=at)
    return made


@transaction.atomic
def _store_letter(decision: Decision, content: bytes, *, by: Actor, at: datetime) -> int:
    document = store_document(
        key=f"decision:{decision}",
        name=f"paatos-{decision.application.reference}-{decision.number}.pdf",
        content=content,
        content_type="application/pdf",
        about=decision.application.about,
        at=at,
    )
    # Another worker may have been quicker; then its letter stands, and its event.
    stored = Decision.objects.filter(pk=decision.pk, document__isnull=True).update(document=document)
    if stored:
        record("store_letter", by=by, at=at, about=decision.application.about, sha256=document.sha256, number=decision.number)
    return stored


@transaction.atomic
def download(decision: Decision, *, by: Actor, at: datetime) -> None:
    """Write down that somebody took a copy of the letter."""
    record("download", by=by, at=at, about=decision.application.about, number=decision.number)


def _refuse_broken(application: Application, outcome: str, amount: Decimal, reasons: str) -> None:
    terms = application.round.terms.get(kind=application.kind)
    snapshot = rules.Snapshot(outcome, amount, application.applied, terms.ceiling, reasons, application.is_late)
    if broken := rules.broken(snapshot):
        raise ValidationError(broken)
