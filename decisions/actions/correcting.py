"""Opening a published decision to be decided anew."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from applications import actions as application_actions
from core.actor import Actor
from core.text import clean_text
from decisions.models import Claim, Correction, Decision
from registry.actions import record
from rounds.models import Round


@transaction.atomic
def correct(
    decision: Decision, *, by: Actor, at: datetime, ground: str, reason: str, consent: str = "", claim: Claim | None = None
) -> Correction:
    """Take the case back to the decider. The decision stands until a newer version is published. Locks round and application."""
    Round.objects.select_for_update().get(pk=decision.application.round_id)
    application = application_actions.move(decision.application, "reopen", by=by, at=at)
    decision.refresh_from_db(fields=["state"])
    if decision.state != Decision.PUBLISHED:
        raise ValidationError(_("Only a decision that holds is decided anew."))
    correction = Correction.objects.create(
        decision=decision,
        ground=ground,
        reason=clean_text(reason),
        consent=clean_text(consent),
        claim=claim,
        opened_by=by.person,
        opened_at=at,
    )
    record("correct", by=by, at=at, about=application.about, ground=ground, number=decision.number)
    return correction
