"""The bank of reasons, and what an applicant is told in plain words."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from accounts.models import User
from applications.models import Application
from core.actor import Actor
from decisions.actions import explain, load_reasons
from decisions.models import Explanation, Reason

REASONS = json.loads((Path(__file__).parent.parent / "data" / "reasons.json").read_text(encoding="utf-8"))
TOLD = "Rastas kertoo palautteen."


def make_reasons(at: datetime | None = None) -> int:
    """The first set, as a new portal has it."""
    return load_reasons(REASONS, by=Actor.system("test"), at=at or datetime.fromisoformat("2018-01-02T10:00:00+00:00"))


def make_explanation(
    application: Application, coordinator: User, *, text: str = TOLD, codes: Iterable[str] = (), at: datetime | None = None
) -> Explanation:
    """Written two days after the round closed unless told when."""
    at = at or application.round.closes_at + timedelta(days=2)
    by = Actor(coordinator, "coordinator", "192.0.2.7", "test-request")
    return explain(application, by=by, at=at, text=text, reasons=Reason.objects.filter(code__in=list(codes)))
