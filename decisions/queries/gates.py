"""What a grant still waits for before it is paid, beside the days of disputing it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models import Application
from core.text import Words
from decisions.models import FAVOURABLE, Decision, FunderApproval
from rounds.models import Round

FUNDER_APPROVAL, AGREEMENT = "funder_approval", "agreement"
GATES = {FUNDER_APPROVAL: _("The funder's approval"), AGREEMENT: _("A signed agreement")}


@dataclass(frozen=True)
class Gate:
    """One thing that is not there yet."""

    code: str

    @property
    def label(self) -> Words:
        return GATES[self.code]


def gates(decision: Decision) -> list[Gate]:
    """Of a grant; none where the programme asks for nothing, or nothing is granted. Agreements are not made in the portal yet."""
    if not (decision.is_favourable and decision.is_in_force):
        return []
    programme = decision.application.round.programme
    codes = []
    if programme.needs_funder_approval and decision.funder_approval is None:
        codes.append(FUNDER_APPROVAL)
    if programme.needs_agreement:
        codes.append(AGREEMENT)
    return [Gate(code) for code in codes]


def grants_to_approve(round_: Round, person: User) -> QuerySet[Decision]:
    """Grants of the round in force, in the cases that this person handles, with what is recorded of the funder's approval."""
    handled = Application.objects.handled_by(person)
    rows = Decision.objects.in_force().filter(outcome__in=FAVOURABLE, application__round=round_, application__in=handled)
    approvals = Prefetch("approvals", FunderApproval.objects.select_related("recorded_by", "corrected_by"))
    return rows.select_related("application__group").prefetch_related(approvals).order_by("application__reference")


def recorded_alike(approval: FunderApproval, person: User) -> QuerySet[FunderApproval]:
    """What stands of other grants in force of the round by the same day and reference, in the cases that this person handles."""
    rows = FunderApproval.objects.handled_by(person).standing().exclude(pk=approval.pk)
    rows = rows.filter(
        approved_on=approval.approved_on,
        reference=approval.reference,
        decision__in=Decision.objects.in_force().filter(application__round=approval.decision.application.round_id),
    )
    return rows.select_related("decision__application__group").order_by("decision__application__reference", "pk")
