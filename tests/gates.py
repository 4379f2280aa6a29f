"""The eligibility check, answered."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.models import User
from applications.models import Application
from core.actor import Actor
from reviews.actions import answer_gate
from reviews.queries import gate


def pass_gate(application: Application, coordinator: User, *, at: datetime | None = None) -> None:
    """Every check that is left to a person is answered with yes; a day after the round closed unless told when."""
    at = at or application.round.closes_at + timedelta(days=1)
    by = Actor(coordinator, "coordinator", "192.0.2.7", "test-request")
    open_checks = [line.check.code for line in gate(application).lines if not line.system]
    answer_gate(application, by=by, at=at, answers=dict.fromkeys(open_checks, True), reasons={})
