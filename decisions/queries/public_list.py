"""The public list of decisions: what may be published of them, for as long as the members of the municipality can make a claim.

Only bodies that are in a register are named. What a group writes itself (titles, answers, reasons) may tell of people, so none of it
is here, nor anybody's name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from accounts.models import Group
from core import dates
from core.text import Words
from decisions.models import OUTCOMES, Decision, Notice
from rounds.models import KINDS, Round

# What somebody recorded by hand stands on the City's own pages.
LISTED_BY_PORTAL = {"recorded_by__isnull": True}


@dataclass(frozen=True)
class Listed:
    """One decision as everybody may see it. `body` is a registered body: the applicant, or the carrier of a free group's money."""

    reference: str
    section: str
    published_on: date
    kind: Words
    body: str
    is_free_group: bool
    outcome: Words
    amount: Decimal
    listed_on: date
    claim_until: date


def public_list(at: datetime) -> list[tuple[Round, list[Listed]]]:
    """The decisions on the list at that moment, by round, the newest round first. Derived by date: nothing has to be taken away."""
    by_round: dict[Round, list[Listed]] = {}
    for notice in _on_list(dates.local_day(at)):
        by_round.setdefault(notice.decision.application.round, []).append(_listed(notice))
    return list(by_round.items())


def _on_list(today: date) -> QuerySet[Any]:
    group = KeyTransform("group", "decision__version__content")
    pinned = {f"pinned_{name}": KeyTextTransform(name, group) for name in ("name", "type", "responsible_body")}
    return (
        Notice.objects.standing()
        .to_members()
        .filter(claim_until__gte=today, decision__state=Decision.PUBLISHED, **LISTED_BY_PORTAL)
        .filter(decision__application__round__programme__lists_decisions=True)
        .annotate(**pinned)
        .select_related("decision__application__round__programme")
        .order_by("-decision__application__round__number", "decision__section_year", "decision__section", "pk")
    )


def _listed(notice: Any) -> Listed:
    decision = notice.decision
    is_free = notice.pinned_type == Group.FREE_GROUP
    return Listed(
        reference=decision.application.reference,
        section=f"{decision.section}/{decision.section_year}",
        published_on=dates.local_day(decision.published_at),
        kind=KINDS[decision.application.kind],
        body=notice.pinned_responsible_body if is_free else notice.pinned_name,
        is_free_group=is_free,
        outcome=OUTCOMES[decision.outcome],
        amount=decision.amount,
        listed_on=notice.sent_on,
        claim_until=notice.claim_until,
    )


def to_take_off_list(today: date) -> QuerySet[Notice]:
    """What has left the list since it was last looked: its time is over, or a newer version has replaced it."""
    rows = (
        Notice.objects.to_members().filter(left_list_at__isnull=True, **LISTED_BY_PORTAL).select_related("decision__application")
    )
    return rows.exclude(annulled_at__isnull=True, claim_until__gte=today, decision__state=Decision.PUBLISHED).order_by("pk")
