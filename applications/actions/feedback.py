"""Hearing how it was to apply."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from applications.models import Application, Feedback
from core.actor import Actor
from core.text import clean_text
from registry.actions import record


@transaction.atomic
def give_feedback(application: Application, *, by: Actor, at: datetime, ease: str, text: str) -> Feedback:
    """Keep what a person says of applying; saying it again replaces what she said before."""
    feedback, _is_new = Feedback.objects.update_or_create(
        application=application, person=by.person, defaults={"ease": ease, "text": clean_text(text).strip(), "given_at": at}
    )
    record("give_feedback", by=by, at=at, about=application.about, ease=ease)
    return feedback
