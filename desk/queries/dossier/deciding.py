"""What a dossier tells of how a case was decided, how that was made known, and what was claimed against it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from applications.models import Application
from core.dates import day, stamp
from core.money import euros
from decisions.models import Appeal, Claim, Correction, Decision, Explanation, FunderApproval, Hearing, Notice
from desk.queries.dossier.parts import Chapter, Entry, Fact, facts_of_all


def deciding(case: Application, decisions: Iterable[Decision], reader: User) -> list[Chapter]:
    claims = (
        Claim.objects.handled_by(reader)
        .filter(decision__application=case)
        .select_related("decision__application", "handler", "ended_by")
        .prefetch_related("hearings__asked_by", "hearings__answered_by", "files")
    )
    appeals = Appeal.objects.handled_by(reader).filter(decision__application=case)
    return [
        Chapter(_("Proposals"), _proposals(case)),
        Chapter(_("Decisions"), [_decision(it) for it in decisions]),
        Chapter(_("Told to the applicant"), _explanation(case)),
        Chapter(_("Claims for rectification"), [entry for claim in claims for entry in _claim(claim)]),
        Chapter(_("Appeals"), [_appeal(it) for it in appeals.select_related("decision__application")]),
    ]


def _proposals(case: Application) -> list[Entry]:
    entries = []
    for proposal in case.proposals.select_related("proposed_by"):
        facts = [(_("Proposed"), f"{stamp(proposal.proposed_at)}, {proposal.proposed_by}")]
        if proposal.return_reason:
            facts.append((_("Sent back"), proposal.return_reason))
        entries.append(Entry(f"{proposal.outcome_label}, {euros(proposal.amount)}", facts, proposal.reasons))
    return entries


def _explanation(case: Application) -> list[Entry]:
    told = Explanation.objects.filter(application=case).exclude(text="").select_related("written_by")
    return [Entry(f"{stamp(it.saved_at)}, {it.written_by}", text=it.text) for it in told]


def _decision(decision: Decision) -> Entry:
    facts: list[Fact] = [(_("Decided"), f"{stamp(decision.decided_at)}, {decision.decided_by}")]
    if decision.published_at:
        facts.append((_("Published"), f"{stamp(decision.published_at)}, § {decision.section}"))
    if decision.document:
        facts.append(("SHA-256", decision.document.sha256))
    for approval in decision.approvals.all():
        facts += _approval(approval)
    facts += [_notice(it) for it in decision.notices.all()]
    facts += [_correction(it) for it in decision.corrections.all()]
    return Entry(f"{decision}: {decision.outcome_label}, {euros(decision.amount)}", facts, decision.reasons)


def _approval(approval: FunderApproval) -> list[Fact]:
    facts = [(_("The funder's approval"), f"{day(approval.approved_on)}, {approval.reference}")]
    if approval.document:
        facts.append((_("The funder's decision (PDF)"), f"{approval.document}, SHA-256 {approval.document.sha256}"))
    if approval.corrected_at:
        why = f"{stamp(approval.corrected_at)}, {approval.corrected_by}: {approval.corrected_reason}"
        facts.append((_("The approval above was corrected"), why))
    return facts


def _notice(notice: Notice) -> Fact:
    if notice.annulled_at:
        return (f"{notice.audience_label}: {notice.channel_label}", f"{_('Does not count:')} {notice.annulled_reason}")
    days = [
        (_("Sent"), notice.sent_on),
        (_("Counts as served"), notice.served_on),
        (_("Last day for a claim"), notice.claim_until),
    ]
    return (f"{notice.audience_label}: {notice.channel_label}", "; ".join(f"{label} {day(on)}" for label, on in days))


def _correction(correction: Correction) -> Fact:
    return (str(correction.ground_label), f"{stamp(correction.opened_at)}, {correction.opened_by}: {correction.reason}")


def _claim(claim: Claim) -> list[Entry]:
    """The claim, and after it whom it was asked of."""
    facts: list[Fact] = [
        (_("Who claims"), ", ".join(filter(None, [str(claim.claimant_label), claim.name, claim.contact]))),
        (_("Received"), f"{stamp(claim.received_at, seconds=True)}, {claim.channel_label}"),
        (_("The decision"), str(claim.decision)),
    ]
    if claim.is_late:
        facts.append((_("State"), _("The claim came after the last day.")))
    if claim.handler:
        facts.append((_("Handled by"), str(claim.handler)))
    facts += [*facts_of_all(claim.files.all()), *_outcome(claim)]
    said = Entry(claim.reference, facts, f"{claim.demand}\n\n{claim.grounds}")
    return [said, *(_hearing(it) for it in claim.hearings.all())]


def _outcome(claim: Claim) -> list[Fact]:
    if not claim.outcome:
        return []
    facts: list[Fact] = [(pgettext("claim", "Outcome"), f"{claim.outcome_label}. {stamp(claim.ended_at)}, {claim.ended_by}")]
    if claim.decided_on:
        facts += [(_("Decided by"), f"{claim.decided_in}, {day(claim.decided_on)}"), (_("Reasons"), claim.outcome_reasons)]
    if claim.appeal_until:
        facts += [(_("Served"), day(claim.served_on)), (_("Last day to appeal"), day(claim.appeal_until))]
    return facts


def _hearing(hearing: Hearing) -> Entry:
    facts = [(_("Asked by"), f"{hearing.asked_by}, {stamp(hearing.asked_at)}"), (_("Due"), day(hearing.due_on))]
    if hearing.answered_at:
        how = f"{stamp(hearing.answered_at)}, {hearing.answer_channel_label}, {hearing.answered_by}"
        facts.append((_("The answer"), how))
    return Entry(f"{_('Hearing')}: {hearing.heard}", facts, "\n\n".join(filter(None, [hearing.question, hearing.answer])))


def _appeal(appeal: Appeal) -> Entry:
    facts = [(_("The decision"), str(appeal.decision)), (_("Received"), day(appeal.filed_on))]
    if appeal.ended_on:
        facts.append((_("Ended"), day(appeal.ended_on)))
    return Entry(appeal.reference, facts, appeal.outcome)
