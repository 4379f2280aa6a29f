"""The funder's word on what was granted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from applications import queries as application_queries
from core import dates
from core.actor import Actor
from core.text import clean_line
from decisions.models import Decision, FunderApproval
from registry.actions import record
from registry.models import Document


@transaction.atomic
def record_funder_approval(
    decision: Decision, *, by: Actor, at: datetime, approved_on: date, reference: str, document: Document | None = None
) -> FunderApproval:
    """Write down that the funder has approved a grant (rahoittajan hyväksyntä): when, under which reference, by which paper."""
    if by.role != "coordinator":
        raise PermissionDenied(f"{by.role} records no approvals")
    application = application_queries.locked(decision.application)
    application_queries.refuse_conflicted(application, by)
    held = Decision.objects.get(pk=decision.pk)
    if not (held.is_in_force and held.is_favourable and application.round.programme.needs_funder_approval):
        raise ValidationError(_("This decision does not wait for the funder's approval."))
    if FunderApproval.objects.filter(decision=held).exists():
        raise ValidationError(
            _("The funder's approval is recorded already: %(reference)s.") % {"reference": application.reference}
        )
    broken = _broken(held, approved_on, clean_line(reference), at)
    if broken:
        raise ValidationError(broken)
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
    chosen = sorted(decisions, key=lambda it: it.application.reference)
    if not chosen:
        raise ValidationError({"decisions": _("Choose the grants that the funder has approved.")})
    for decision in chosen:
        record_funder_approval(decision, by=by, at=at, approved_on=approved_on, reference=reference, document=document)
    record("record_funder_approvals", by=by, at=at, about=f"round:{chosen[0].application.round_id}", number=len(chosen))
    return len(chosen)
