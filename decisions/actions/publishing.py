"""Making the decisions of a round known, all at once."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from applications import actions as application_actions
from applications import queries as application_queries
from applications.models import Application
from core import dates
from core.actor import Actor
from core.numbers import random_code
from decisions import letters, queries
from decisions.actions.correcting import replace_older
from decisions.models import Decision
from registry.actions import next_number, nudge, post, record
from rounds import actions as round_actions
from rounds.models import Round

# 58 bits, in three groups that can be typed from paper: nobody comes upon the code of a decision by trying.
VERIFICATION_SIGNS = 12


@transaction.atomic
def publish(round: Round, *, by: Actor, at: datetime) -> list[Decision]:
    """Let the applicants see every prepared decision of the round at once. The PDF of each is made after commit."""
    round_ = Round.objects.select_for_update().get(pk=round.pk)
    # Nobody steps aside while it is written who publishes what.
    list(Application.objects.select_for_update().filter(round=round_, decisions__state=Decision.PREPARED).order_by("pk"))
    decisions = list(queries.decisions_to_publish(round_, by.person))
    if not decisions:
        raise ValidationError(_("There is nothing to publish in this round."))
    replace_older(decisions, round_, by=by, at=at)
    for decision in decisions:
        _publish_one(decision, at)
    application_actions.mark_published([decision.application for decision in decisions], by=by, at=at)
    round_actions.note_decided(round_, by=by, at=at)
    record("publish", by=by, at=at, about=f"round:{round_.pk}", decisions=[str(decision) for decision in decisions])
    nudge("decisions.render")
    return decisions


def _publish_one(decision: Decision, at: datetime) -> None:
    decision.state, decision.published_at = Decision.PUBLISHED, at
    # § of each decision maker starts again from 1 each year.
    decision.section_year = dates.local_day(at).year
    decision.section = next_number(f"decisions-{decision.decided_by_id}-{decision.section_year}")
    decision.verification_code = random_code(VERIFICATION_SIGNS)
    decision.save(update_fields=["state", "published_at", "section", "section_year", "verification_code"])
    for person in application_queries.people_to_tell(decision.application):
        post(letters.decision_published(decision, person), at=at)
