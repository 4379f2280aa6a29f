"""What the letter and the page of a decision say besides the decision itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from applications.queries import as_sent
from applications.sections import is_unknown
from core import dates
from decisions.models import Decision
from rounds.models import DEVELOPMENT

LEGAL_TEXTS = Path(__file__).resolve().parent.parent.parent / "data" / "decision_letter.json"


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
