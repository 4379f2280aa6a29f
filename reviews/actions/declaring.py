"""Declaring one's interests before a case opens."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from applications import actions as application_actions
from applications.models import Application
from applications.workflow import SUBMITTED
from core.actor import Actor
from registry.actions import record
from reviews.actions.substituting import substitute
from rounds.models import Round


@transaction.atomic
def declare(application: Application, *, by: Actor, at: datetime, ground: str = "", explanation: str = "") -> None:
    """Say that one has no conflict of interest, which opens the case, or step aside on a ground, which closes it.

    A coordinator's declaration takes the case up if its round has closed. Who steps aside leaves her work in it to a substitute.
    Locks the round and then the case, as every act that locks both.
    """
    Round.objects.select_for_update().get(pk=application.round_id)
    application_actions.declare_interest(application, by=by, at=at, ground=ground, explanation=explanation)
    opens = not ground and by.role == "coordinator" and application.status == SUBMITTED
    if opens and application.round.has_closed(at):
        application_actions.take_up(application, by=by, at=at)
    if ground and by.person:
        substitute(application, person=by.person, by=by, at=at)
    record("declare", by=by, at=at, about=application.about, outcome="stepped_aside" if ground else "no_conflict")
