"""Questions about proposals and decisions."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import OuterRef, QuerySet, Subquery, Sum

from accounts.models import User
from applications import workflow
from applications.models import Application
from decisions.models import Decision, Proposal
from rounds.models import Fund, Round


def fund_of(application: Application) -> Fund:
    return Fund.objects.get(programme=application.round.programme_id, kind=application.kind)


def decisions_to_publish(round_: Round, person: User) -> QuerySet[Decision]:
    """Prepared decisions of the round in the cases that this person handles."""
    return (
        Decision.objects.prepared()
        .filter(application__round=round_, application__in=Application.objects.handled_by(person))
        .select_related("application__group", "application__round__programme", "decided_by")
        .order_by("application__reference")
    )


def published_decision(application: Application) -> Decision | None:
    """The newest decision that the applicant may read."""
    return application.decisions.published().select_related("document", "decided_by").first()


def proposed_by_fund_and_round() -> dict[tuple[str, int], Decimal]:
    """Euros in the newest proposals of the cases that wait for a decision, by (kind, round primary key)."""
    newest = Proposal.objects.filter(application=OuterRef("pk")).order_by("-proposed_at", "-pk")
    waiting = Application.objects.filter(status=workflow.PROPOSED).annotate(proposed=Subquery(newest.values("amount")[:1]))
    rows = waiting.order_by().values("kind", "round").annotate(total=Sum("proposed"))
    return {(row["kind"], row["round"]): row["total"] for row in rows}
