"""What came of a claim for rectification, how its maker got to know, and appeals to the court.

The competent body decides outside the portal. Here its decision is written down, and what follows of it begins.
"""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import queries as application_queries
from applications.models import Application
from core import dates
from core.actor import Actor
from core.text import clean_line, clean_text
from decisions import letters, queries, rules
from decisions.actions.claim_handling import refuse_others, refuse_unless_handler
from decisions.actions.claiming import lock_claim, take_back_hearing_letters
from decisions.actions.correcting import correct
from decisions.models import RECTIFICATION, Appeal, Claim, Decision
from registry.actions import post_all, record
from rounds.models import Round

NO_CONSENT = gettext_lazy("The group has not consented to electronic service. Post the outcome, or hand it over.")


@transaction.atomic
def end_claim(
    claim: Claim,
    *,
    by: Actor,
    at: datetime,
    outcome: str,
    reasons: str,
    decided_in: str = "",
    decided_on: date | None = None,
    electronically: bool = False,
) -> Claim:
    """Write down what the competent body decided, in which of its sections, when and why. Locks the round and then the case.

    `changed` takes the case back to the decider, so by a decision maker alone, and the decision stands until the newer one is
    published. Of the other outcomes the claimant is told; `electronically` serves them in the portal today. `withdrawn` is for a
    claim that was taken back on paper: it needs only how that came.
    """
    Round.objects.select_for_update().get(pk=claim.decision.application.round_id)
    claim = lock_claim(claim)
    refuse_unless_handler(claim, by=by)
    _refuse_outcome(claim, outcome, reasons, decided_in, decided_on, by=by, at=at)
    if electronically and not queries.can_serve_outcome_electronically(claim, at):
        raise ValidationError({"electronically": [NO_CONSENT]})
    claim.outcome, claim.outcome_reasons = outcome, clean_text(reasons).strip()
    if outcome != Claim.WITHDRAWN:
        claim.decided_in, claim.decided_on = clean_line(decided_in)[:150], decided_on
    claim.ended_by, claim.ended_at = by.person, at
    if electronically and claim.must_be_served:
        _serve(claim, rules.ELECTRONIC, dates.local_day(at))
    claim.save()
    take_back_hearing_letters(claim)
    application = claim.decision.application
    post_all([letters.claim_decided(claim, person) for person in queries.claimants_to_tell(claim)], at=at)
    if outcome == Claim.CHANGED:
        correct(claim.decision, by=by, at=at, ground=RECTIFICATION, reason=claim.outcome_reasons, claim=claim)
    record("end_claim", by=by, at=at, about=application.about, outcome=f"claim_{outcome}", claim=claim.reference)
    return claim


@transaction.atomic
def serve_claim(claim: Claim, *, by: Actor, at: datetime, channel: str, sent_on: date) -> Claim:
    """Write down that the outcome was posted or handed over to the claimant: from its service the time to appeal is counted."""
    claim = lock_claim(claim)
    refuse_others(claim, by=by)
    if not claim.must_be_served:
        raise ValidationError(_("There is no outcome that is still to be served."))
    broken = {}
    if channel not in {rules.ELECTRONIC, rules.POST, rules.IN_PERSON}:
        broken["channel"] = [_("Choose how the outcome was served.")]
    elif channel == rules.ELECTRONIC and not queries.can_serve_outcome_electronically(claim, at):
        broken["channel"] = [str(NO_CONSENT)]
    if sent_on > dates.local_day(at):
        broken["sent_on"] = [_("The day is still to come. Check it.")]
    elif sent_on < claim.decided_on:
        broken["sent_on"] = [_("The claim was decided after that. Check the day.")]
    if broken:
        raise ValidationError(broken)
    _serve(claim, channel, sent_on)
    claim.save(update_fields=["served_channel", "served_on", "appeal_until"])
    record("serve_claim", by=by, at=at, about=claim.decision.application.about, claim=claim.reference, channel=channel)
    return claim


@transaction.atomic
def record_appeal(decision: Decision, *, by: Actor, at: datetime, filed_on: date, reference: str) -> Appeal:
    """Write down that the administrative court has told of an appeal. The portal keeps the fact alone."""
    application = _locked(decision.application, by)
    reference = clean_line(reference)[:100]
    broken = {} if reference else {"reference": [_("Write the reference of the appeal.")]}
    if filed_on > dates.local_day(at):
        broken["filed_on"] = [_("The day is still to come. Check it.")]
    elif filed_on < dates.local_day(decision.decided_at):
        broken["filed_on"] = [_("The decision was made after that. Check the day.")]
    if decision.appeals.filter(reference=reference).exists():
        broken["reference"] = [_("This appeal has been written down already.")]
    if broken:
        raise ValidationError(broken)
    appeal = Appeal.objects.create(
        decision=decision, filed_on=filed_on, reference=reference, recorded_by=by.person, recorded_at=at
    )
    record("record_appeal", by=by, at=at, about=application.about, appeal=appeal.pk)
    return appeal


@transaction.atomic
def end_appeal(appeal: Appeal, *, by: Actor, at: datetime, ended_on: date, outcome: str) -> Appeal:
    """Write down how the court ended it. Whether the decision is changed because of that is another act."""
    application = _locked(appeal.decision.application, by)
    appeal = Appeal.objects.select_for_update().get(pk=appeal.pk)
    if appeal.ended_on:
        raise ValidationError(_("The end of this appeal has been written down already."))
    outcome = clean_text(outcome).strip()
    broken = {} if outcome else {"outcome": [_("Write how the court decided.")]}
    if ended_on > dates.local_day(at):
        broken["ended_on"] = [_("The day is still to come. Check it.")]
    elif ended_on < appeal.filed_on:
        broken["ended_on"] = [_("The appeal was filed after that. Check the day.")]
    if broken:
        raise ValidationError(broken)
    appeal.ended_on, appeal.outcome = ended_on, outcome
    appeal.save(update_fields=["ended_on", "outcome"])
    record("end_appeal", by=by, at=at, about=application.about, appeal=appeal.pk)
    return appeal


def _locked(application: Application, by: Actor) -> Application:
    if by.role != "coordinator":
        raise PermissionDenied(f"{by.role} may not write down an appeal")
    application = application_queries.locked(application)
    application_queries.refuse_conflicted(application, by)
    return application


def _serve(claim: Claim, channel: str, sent_on: date) -> None:
    claim.served_channel, claim.served_on = channel, rules.served_on(channel, sent_on)
    claim.appeal_until = rules.last_day(claim.served_on, rules.APPEAL_DAYS)


def _refuse_outcome(
    claim: Claim, outcome: str, reasons: str, decided_in: str, decided_on: date | None, *, by: Actor, at: datetime
) -> None:
    if outcome not in Claim.OUTCOMES:
        raise ValidationError({"outcome": _("Choose what came of the claim.")})
    if outcome == Claim.WITHDRAWN and claim.made_by_id:
        raise ValidationError({"outcome": _("Who made this claim takes it back in the portal.")})
    broken = {} if reasons.strip() else {"reasons": [_("Write the reasons.")]}
    if outcome != Claim.WITHDRAWN:
        broken |= _broken_place(claim, decided_in, decided_on, at)
    if outcome == Claim.CHANGED:
        broken |= _broken_change(claim, by)
    if broken:
        raise ValidationError(broken)


def _broken_place(claim: Claim, decided_in: str, decided_on: date | None, at: datetime) -> dict[str, list[str]]:
    broken = {} if decided_in.strip() else {"decided_in": [_("Write which body decided, and its section.")]}
    if decided_on is None:
        broken["decided_on"] = [_("Write the day of the decision.")]
    elif decided_on > dates.local_day(at):
        broken["decided_on"] = [_("The day is still to come. Check it.")]
    elif decided_on < dates.local_day(claim.received_at):
        broken["decided_on"] = [_("The claim came after that. Check the day.")]
    return broken


def _broken_change(claim: Claim, by: Actor) -> dict[str, list[str]]:
    """States: a decision maker takes a decided case back. The other claims on it are ended first, so that none is left behind."""
    if by.role != "decider":
        return {"outcome": [_("A decision maker writes down that the decision is changed. Hand the claim over to one.")]}
    if claim.decision.state != Decision.PUBLISHED:
        return {"outcome": [_("The decision does not hold any more, so it can't be changed.")]}
    if others := queries.pending_besides(claim):
        sentence = _("There is another claim against the same decision: %(reference)s. End it first.")
        return {"outcome": [sentence % {"reference": ", ".join(it.reference for it in others)}]}
    return {}
