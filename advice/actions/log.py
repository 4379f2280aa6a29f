"""Writing down advice that was given outside the portal."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from advice import queries
from advice.actions.noting import note_advice
from advice.models import TOLD_CHANNELS, TOPICS, AdviceGiven
from core.actor import Actor
from registry.actions import record

MOST_MINUTES = 480


@transaction.atomic
def log_advice(*, by: Actor, at: datetime, channel: str, topic: str, minutes: int, reference: str = "") -> AdviceGiven:
    """Write down a call or a visit, of somebody who need not give her name. `reference` is of an idea or an application."""
    if channel not in TOLD_CHANNELS or topic not in TOPICS or not 1 <= minutes <= MOST_MINUTES:
        raise ValidationError(_("Choose how you advised, on what, and for how long."))
    about = queries.subject_named(by.person, reference) if reference else None
    if reference and about is None:
        raise ValidationError(
            {"reference": _("There is no such idea or application for you. Check the number, or leave it empty.")}
        )
    given = note_advice(by=by, at=at, channel=channel, topic=topic, minutes=minutes, about=about)
    record("log_advice", by=by, at=at, about=_about(given), channel=channel, topic=topic, minutes=minutes)
    return given


@transaction.atomic
def undo_advice(*, by: Actor, at: datetime) -> None:
    """Take back the person's last line, of today: a slip of the finger, not the record of an adviser."""
    given = queries.undoable(by.person, at)
    if given is None:
        raise ValidationError(_("There is nothing to undo: only the last line of today can be taken back."))
    about = _about(given)
    given.delete()
    record("undo_advice", by=by, at=at, about=about)


def _about(given: AdviceGiven) -> str:
    subject = given.application or given.idea
    return subject.about if subject else "advice"
