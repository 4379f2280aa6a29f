"""Sending, sending again and taking back."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects

from applications import letters, queries, rules
from applications.actions.completing import drop_completion
from applications.actions.deadlines import take_back_reminders
from applications.actions.freezing import freeze
from applications.actions.states import move
from applications.models import Application, Version
from core.actor import Actor
from registry.actions import post_all, record
from rounds.models import Round


@transaction.atomic
def submit(application: Application, *, by: Actor, received_at: datetime, form_token: str) -> Version:
    """Send: freeze the answers as a version, with every broken rule in one refusal. The same form pressed twice sends once.

    The time the server received the request decides, and is checked again with the round locked.
    """
    Round.objects.select_for_update().get(pk=application.round_id)
    application = queries.locked(application)
    if already := Version.objects.filter(application=application, form_token=form_token).first():
        return already
    prefetch_related_objects([application], "answers", "cost_lines", "round__terms")
    form = queries.filled(application)
    if broken := rules.broken(form.snapshot(), received_at):
        raise ValidationError([ValidationError(it.sentence, code=it.code) for it in broken])
    application = move(application, "submit", by=by, at=received_at)
    application.title, application.applied = form.title, form.applied
    application.save(update_fields=["title", "applied"])
    version = freeze(application, queries.content_of(form), by=by, received_at=received_at, form_token=form_token)
    people = queries.people_to_tell(application)
    post_all([letters.submitted(application, person, version=version) for person in people], at=received_at)
    take_back_reminders(application, people)
    record("submit", by=by, at=received_at, about=application.about, version=version.number)
    return version


@transaction.atomic
def note_refused_submit(application: Application, *, by: Actor, received_at: datetime, codes: list[str]) -> None:
    """Keep that the button was pressed and what stood in the way; the coordinator needs it to judge an extension."""
    record("submit", by=by, at=received_at, about=application.about, outcome="refused", rules=codes)


@transaction.atomic
def withdraw(application: Application, *, by: Actor, at: datetime) -> Application:
    """Take a sent application back. One that is proposed or decided goes through `decisions`, which frees the money first.

    What the group was asked to complete is asked no more.
    """
    drop_completion(application, at=at)
    application = move(application, "withdraw", by=by, at=at)
    post_all([letters.withdrawn(application, person, at=at) for person in queries.people_to_tell(application)], at=at)
    record("withdraw", by=by, at=at, about=application.about)
    return application
