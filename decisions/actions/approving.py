"""The funder's word on what was granted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from applications import queries as application_queries
from applications.actions import Upload, read_pdf
from applications.models import Application
from core import dates
from core.actor import Actor
from core.files.kinds import KINDS
from core.text import clean_line, clean_text
from decisions.models import Decision, FunderApproval
from registry.actions import record, store_document
from registry.models import Document


def approve_by_paper(
    decisions: Iterable[Decision], *, by: Actor, at: datetime, approved_on: date, reference: str, upload: Upload | None = None
) -> int:
    """The funder approves grants of a round; the paper, if there is one, is looked into and stored first, once for them all.

    It is stored for good, so what would be refused in the end is refused before.
    """
    chosen = _chosen(decisions)
    document = None
    if upload:
        for decision in chosen:
            _refuse_unapprovable(decision, by=by, at=at, approved_on=approved_on, reference=clean_line(reference))
        document = _kept(upload, round_id=chosen[0].application.round_id, at=at)
    return record_funder_approvals(chosen, by=by, at=at, approved_on=approved_on, reference=reference, document=document)


def _kept(upload: Upload, *, round_id: int, at: datetime) -> Document:
    """What is wrong with the file belongs at its field. The same bytes again are the same document."""
    try:
        name, content = read_pdf(upload)
    except ValidationError as refusal:
        raise ValidationError({"document": refusal}) from refusal
    digest = hashlib.sha256(content).hexdigest()
    return store_document(
        key=f"funder_approval:{round_id}:{digest}",
        name=name,
        content=content,
        content_type=KINDS["pdf"].type,
        about=f"round:{round_id}",
        at=at,
    )


@transaction.atomic
def record_funder_approval(
    decision: Decision, *, by: Actor, at: datetime, approved_on: date, reference: str, document: Document | None = None
) -> FunderApproval:
    """Write down that the funder has approved a grant (rahoittajan hyväksyntä): when, under which reference, by which paper."""
    application = application_queries.locked(decision.application)
    held = Decision.objects.get(pk=decision.pk)
    held.application = application
    _refuse_unapprovable(held, by=by, at=at, approved_on=approved_on, reference=clean_line(reference))
    approval = FunderApproval.objects.create(
        decision=held,
        approved_on=approved_on,
        reference=clean_line(reference)[:100],
        document=document,
        recorded_by=by.person,
        recorded_at=at,
    )
    record("record_funder_approval", by=by, at=at, about=application.about, number=held.number)
    return approval


def _refuse_unapprovable(held: Decision, *, by: Actor, at: datetime, approved_on: date, reference: str) -> None:
    application = held.application
    _refuse_others(application, by)
    if not (held.is_in_force and held.is_favourable and application.round.programme.needs_funder_approval):
        raise ValidationError(_("This decision does not wait for the funder's approval."))
    if FunderApproval.objects.standing().filter(decision=held).exists():
        raise ValidationError(
            _("The funder's approval is recorded already: %(reference)s.") % {"reference": application.reference}
        )
    if broken := _broken(held, approved_on, reference, at):
        raise ValidationError(broken)


def _refuse_others(application: Application, by: Actor) -> None:
    if by.role != "coordinator":
        raise PermissionDenied(f"{by.role} records no approvals")
    application_queries.refuse_conflicted(application, by)


def _broken(held: Decision, approved_on: date, reference: str, at: datetime) -> dict[str, list[str]]:
    broken: dict[str, list[str]] = {}
    if approved_on > dates.local_day(at):
        broken["approved_on"] = [_("The day of the approval is not in the future.")]
    elif approved_on < dates.local_day(held.decided_at):
        broken["approved_on"] = [_("The funder approves after the City has decided: check the day.")]
    if not reference:
        broken["reference"] = [_("Write the reference of the funder's decision.")]
    return broken


@transaction.atomic
def record_funder_approvals(
    decisions: Iterable[Decision], *, by: Actor, at: datetime, approved_on: date, reference: str, document: Document | None = None
) -> int:
    """The same paper approves several grants; returns how many. All or none."""
    chosen = _chosen(decisions)
    for decision in chosen:
        record_funder_approval(decision, by=by, at=at, approved_on=approved_on, reference=reference, document=document)
    paper = {"sha256": document.sha256} if document else {}
    record("record_funder_approvals", by=by, at=at, about=f"round:{chosen[0].application.round_id}", number=len(chosen), **paper)
    return len(chosen)


def _chosen(decisions: Iterable[Decision]) -> list[Decision]:
    chosen = sorted(decisions, key=lambda it: it.application.reference)
    if not chosen:
        raise ValidationError({"decisions": _("Choose the grants that the funder has approved.")})
    return chosen


def correct_approvals(
    approvals: Iterable[FunderApproval],
    *,
    by: Actor,
    at: datetime,
    approved_on: date,
    reference: str,
    reason: str,
    upload: Upload | None = None,
) -> int:
    """What is recorded of the funder's approvals was wrong, or their paper came later; returns how many are different now.

    Without a paper each keeps its own. As when they were recorded, a paper is stored first, and not if all would be refused.
    """
    chosen = sorted(approvals, key=lambda it: it.decision.application.reference)
    facts: dict[str, Any] = {"approved_on": approved_on, "reference": clean_line(reference)[:100]}
    reason = clean_text(reason).strip()
    document = None
    if upload:
        for approval in chosen:
            _refuse_uncorrectable(approval, by=by, at=at, reason=reason, **facts)
        document = _kept(upload, round_id=chosen[0].decision.application.round_id, at=at)
    if document:
        facts["document"] = document
    return _correct_all(chosen, facts, by=by, at=at, reason=reason)


@transaction.atomic
def _correct_all(approvals: Iterable[FunderApproval], facts: Mapping[str, Any], *, by: Actor, at: datetime, reason: str) -> int:
    """All or none."""
    count = sum(_correct(approval, facts, by=by, at=at, reason=reason) for approval in approvals)
    if not count:
        raise ValidationError(_("This is what is recorded already. Change what was wrong, or choose the paper."))
    return count


@transaction.atomic
def _correct(approval: FunderApproval, facts: Mapping[str, Any], *, by: Actor, at: datetime, reason: str) -> bool:
    """Put a newer one in its place, under the lock of the case; not where nothing would be different."""
    application = application_queries.locked(approval.decision.application)
    older = FunderApproval.objects.select_related("decision", "document").get(pk=approval.pk)
    older.decision.application = application
    said = {"approved_on": older.approved_on, "reference": older.reference, "document": older.document, **facts}
    _refuse_uncorrectable(older, by=by, at=at, approved_on=said["approved_on"], reference=said["reference"], reason=reason)
    changed = [name for name, value in said.items() if getattr(older, name) != value]
    if not changed:
        return False
    older.corrected_at, older.corrected_by, older.corrected_reason = at, by.person, reason
    older.save(update_fields=["corrected_at", "corrected_by", "corrected_reason"])
    FunderApproval.objects.create(decision=older.decision, recorded_by=by.person, recorded_at=at, **said)
    paper = {"sha256": said["document"].sha256} if "document" in changed else {}
    number = older.decision.number
    record("correct_approval", by=by, at=at, about=application.about, number=number, changed=changed, **paper)
    return True


def _refuse_uncorrectable(
    approval: FunderApproval, *, by: Actor, at: datetime, approved_on: date, reference: str, reason: str
) -> None:
    """The corrected word obeys what the first one did. Also where the programme no longer asks for it: it was recorded."""
    _refuse_others(approval.decision.application, by)
    named = {"reference": approval.decision.application.reference}
    if not approval.is_standing:
        raise ValidationError(_("Somebody has corrected the approval meanwhile: %(reference)s. Look how it stands now.") % named)
    if not approval.decision.is_in_force:
        raise ValidationError(_("The decision does not hold any more, so its approval stays as it is: %(reference)s.") % named)
    broken = _broken(approval.decision, approved_on, reference, at)
    if not reason:
        broken["reason"] = [_("Write why the approval is corrected.")]
    if broken:
        raise ValidationError(broken)


@transaction.atomic
def take_funder_document(approval: FunderApproval, *, by: Actor, at: datetime) -> None:
    """Write down that somebody took a copy of the funder's paper."""
    decision = approval.decision
    record("take_funder_document", by=by, at=at, about=decision.application.about, number=decision.number)
