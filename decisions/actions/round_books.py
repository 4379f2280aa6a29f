"""What is noted when somebody takes the book of a meeting."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from core.actor import Actor
from registry.actions import record
from rounds.models import Round


@transaction.atomic
def take_round_book(round_: Round, *, by: Actor, at: datetime, kind: str, cases: int, scenario: int | None = None) -> None:
    """Write down that somebody took the cases of one kind as a PDF: of a scenario, or else of what has been proposed."""
    record("take_round_book", by=by, at=at, about=f"round:{round_.pk}", kind=kind, cases=cases, scenario=scenario)
