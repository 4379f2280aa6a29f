"""Questions about proposals and decisions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from advice.queries import has_advised
from applications import workflow
from applications.models import Application
from applications.queries import as_sent
from applications.sections import is_unknown
from core import dates
from decisions.models import Decision, Proposal
from rounds.models import DEVELOPMENT, Fund, Round

LEGAL_TEXTS = Path(__file__).resolve().parent.parent / "data" / "decision_letter.json"


@dataclass(frozen=True)
class Contents:
    """All that the letter of a published decision, and its page, say besides the decision itself.

    What the applicant sent is read from the frozen version, so that a group that changes its name later changes no letter.
    Costs are named anew: the version has them in the language in which it was sent.
    """

    title: str
    group: Mapping[str, str]
    period: str
    received: datetime
    costs: list[tuple[str, Decimal]]
    applied: Decimal
    legal: Mapping[str, Any]
    # When the round had closed, of an application that came after that.
    late_after: datetime | None = None

    @property
    def responsible_body(self) -> str:
        """Who carries the money, where it isn't the group itself."""
        return self.group["responsible_body"] if self.group["responsible_body"] != self.group["name"] else ""


def late_reasons(application: Application) -> str:
    """Where the reasons of a late application begin; the letter that they stand in is in Finnish, whoever writes it."""
    with override("fi"):
        sentence = _(
            "The application arrived on %(arrived)s. The round closed on %(closed)s. An application that comes late is not examined."
        )
        arrived, closed = dates.stamp(application.submitted_at), dates.stamp(application.round.closes_at)
        return sentence % {"arrived": arrived, "closed": closed}


def is_barred_adviser(person: User, application: Application) -> bool:
    """Whether she has advised on it in a programme in which somebody else then proposes."""
    if application.round.programme.adviser_may_propose:
        return False
    return Application.objects.filter(has_advised(person), pk=application.pk).exists()


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


def decisions_without_letter() -> list[Decision]:
    return list(Decision.objects.without_letter().select_related("application__round__programme", "decided_by"))


def published_decision(application: Application) -> Decision | None:
    """The newest decision that the applicant may read."""
    return application.decisions.published().select_related("document", "decided_by").first()


def readable_decision(person: User, reference: str) -> Decision | None:
    """The newest published decision of a case, if this person may read it."""
    decisions = Decision.objects.visible_to(person).published().filter(application__reference=reference)
    return decisions.select_related("document", "decided_by", "application__group", "application__round__programme").first()


def contents(decision: Decision) -> Contents:
    application = decision.application
    version = application.versions.first()
    return Contents(
        title=version.content["title"] or str(application),
        group=version.content["group"],
        period=_period(application.kind, version.content),
        received=version.received_at,
        costs=as_sent(version).costs,
        applied=version.applied,
        legal=legal_text(dates.local_day(decision.published_at)),
        late_after=application.round.closes_at if application.is_late else None,
    )


def _period(kind: str, content: Mapping[str, Any]) -> str:
    answers = {answer["name"]: answer["text"] for section in content["sections"] for answer in section["answers"]}
    if kind == DEVELOPMENT:
        return f"{answers['starts']}–{answers['ends']}"
    first, last = answers["event_day"], answers.get("event_last_day", "")
    if is_unknown(first):
        return _("on %(day)s at the latest") % {"day": last}
    return f"{first}–{last}" if last else first


def legal_text(day: date) -> Mapping[str, Any]:
    """Conditions, payment, provisions and how to claim, as they stood on that day; Finnish only."""
    in_force = [text for text in _legal_texts() if date.fromisoformat(text["in_force_from"]) <= day]
    return max(in_force, key=lambda text: text["in_force_from"])


@lru_cache(maxsize=1)
def _legal_texts() -> list[dict[str, Any]]:
    return json.loads(LEGAL_TEXTS.read_text(encoding="utf-8"))["texts"]


def proposed_by_fund_and_round() -> dict[tuple[str, int], Decimal]:
    """Euros in the newest proposals of the cases that wait for a decision, by (kind, round primary key)."""
    newest = Proposal.objects.filter(application=OuterRef("pk")).order_by("-proposed_at", "-pk")
    waiting = Application.objects.filter(status=workflow.PROPOSED).annotate(proposed=Subquery(newest.values("amount")[:1]))
    rows = waiting.order_by().values("kind", "round").annotate(total=Sum("proposed"))
    return {(row["kind"], row["round"]): row["total"] for row in rows}
