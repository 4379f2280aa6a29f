"""Whether a decision is legally final (lainvoimainen): what it waits for, and until when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from core.text import Words
from decisions.models import Appeal, Claim, Decision, Notice

PENDING, CLAIM_PENDING, APPEAL_PENDING, FINAL = "pending", "claim_pending", "appeal_pending", "final"
FINALITY = {
    PENDING: _("Not final yet"),
    CLAIM_PENDING: _("A claim for rectification is pending"),
    APPEAL_PENDING: _("An appeal is pending"),
    FINAL: _("Legally final"),
}


@dataclass(frozen=True)
class Finality:
    """`until` is the last day on which somebody may still dispute the decision, once it is known."""

    state: str
    until: date | None = None

    @property
    def label(self) -> Words:
        return FINALITY[self.state]

    @property
    def is_final(self) -> bool:
        return self.state == FINAL


def finality(decision: Decision, on: date) -> Finality:
    """Of a decision that was made known, as it is on that day."""
    notices = [notice for notice in decision.notices.all() if notice.annulled_at is None]
    claims = [*decision.claims.all(), *_pending_on_earlier(decision)]
    return finality_of(notices, claims, decision.appeals.all(), on)


def _pending_on_earlier(decision: Decision) -> Iterable[Claim]:
    """Claims against a decision that this one replaced: they may change this one too."""
    if decision.number == 1:
        return []
    return Claim.objects.pending().filter(decision__application=decision.application_id, decision__number__lt=decision.number)


def finality_of(notices: Iterable[Notice], claims: Iterable[Claim], appeals: Iterable[Appeal], on: date) -> Finality:
    """Pure. Final is what both the party and the members of the municipality can't dispute any more, and nobody disputes.

    A claim that changed nothing can be appealed against, for as long as its outcome's own period runs. A decision that a claim
    changes is never final: the one that replaces it will be, when its own time has run.
    """
    claims, served = list(claims), {notice.audience: notice.claim_until for notice in notices}
    if any(claim.ended_at is None or claim.outcome == Claim.CHANGED for claim in claims):
        return Finality(CLAIM_PENDING)
    if any(appeal.ended_on is None for appeal in appeals):
        return Finality(APPEAL_PENDING)
    last_days = [served.get(audience) for audience in Notice.AUDIENCES]
    last_days += [claim.appeal_until for claim in claims if claim.outcome in {Claim.DISMISSED, Claim.NOT_EXAMINED}]
    if not all(last_days):
        return Finality(PENDING)
    until = max(day for day in last_days if day)
    return Finality(FINAL if on > until else PENDING, until)
