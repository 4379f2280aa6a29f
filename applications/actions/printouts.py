"""What is noted when somebody takes a copy."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from applications.models import Application
from core.actor import Actor
from registry.actions import record


@transaction.atomic
def take_printout(application: Application, *, by: Actor, at: datetime, version: int | None = None) -> None:
    """Write down that somebody took the application as a PDF: a sent version, or else the draft as it stood."""
    record("take_printout", by=by, at=at, about=application.about, version=version)
