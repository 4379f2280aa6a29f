"""Asking a group to complete what it sent, its answer, and going on without one (täydennyspyyntö, hallintolaki 22 §)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from applications import letters, queries
from applications.actions.deadlines import WAKING_HOURS
from applications.actions.freezing import freeze
from applications.actions.states import move
from applications.models import (
    ANSWERED,
    GONE,
    LAPSED,
    Application,
    CompletionPoint,
    CompletionRequest,
    Version,
)
from applications.queries import REMINDER_CLOCK
from core import dates
from core.actor import Actor
from core.text import clean_line, clean_text
from registry.actions import cancel, post_all, record

log = logging.getLogger(__name__)

# Who has not answered is reminded so many days before the last day, at nine.
COMPLETION_REMINDER_DAYS = (3, 1)


@transaction.atomic
def request_completion(
    application: Application,
    *,
    by: Actor,
    at: datetime,
    points: Sequence[tuple[str, str, str]],
    due_on: date,
    text: str = "",
) -> CompletionRequest:
    """Open some parts of what was sent to its group until the end of a day. `points` are slug, reason and text of each part.

    All else of the application stays as it was sent. The case waits for the group, and comes back by itself.
    """
    application = move(application, "request_completion", by=by, at=at)
    if refusals := queries.refusals_of_request(application, points, due_on, at):
        raise ValidationError(refusals)
    completion = CompletionRequest.objects.create(
        application=application,
        version=application.versions.first(),
        text=clean_text(text).strip(),
        due_on=due_on,
        asked_by=by.person,
        asked_at=at,
    )
    CompletionPoint.objects.bulk_create(
        CompletionPoint(request=completion, section=slug, reason=reason, text=clean_text(words).strip())
        for slug, reason, words in points
    )
    asked, people = queries.points_of(completion), queries.people_to_tell(application)
    post_all([letters.completion_requested(completion, person, asked=asked) for person in people], at=at)
    parts, reasons = [slug for slug, *_rest in points], [reason for _slug, reason, _text in points]
    record("request_completion", by=by, at=at, about=application.about, parts=parts, reasons=reasons, due_on=due_on.isoformat())
    return completion


@transaction.atomic
def complete(application: Application, *, by: Actor, received_at: datetime, form_token: str) -> Version:
    """Send the answer: a new version, in which only what was asked for is new. The same form pressed twice sends once.

    The parts that were asked for must be ready; that the round has closed is no matter here. The time at which the server
    received the completion decides, also if the beat has passed midnight meanwhile.
    """
    application = queries.locked(application)
    if already := Version.objects.filter(application=application, form_token=form_token).first():
        return already
    application = move(application, "complete", by=by, at=received_at)
    completion = queries.open_completion(application)
    prefetch_related_objects([application], "answers", "cost_lines", "round__terms")
    form = queries.filled(application)
    _refuse(completion, form, received_at)
    content = queries.completed(completion.version.content, form, completion.slugs)
    version = freeze(application, content, by=by, received_at=received_at, form_token=form_token)
    application.title, application.applied = clean_line(content["title"])[:200], version.applied
    application.save(update_fields=["title", "applied"])
    end_completion(completion, at=received_at, end=ANSWERED, answer=version)
    people = queries.people_to_tell(application)
    post_all([letters.completion_received(completion, person, version=version) for person in people], at=received_at)
    record("complete", by=by, at=received_at, about=application.about, version=version.number)
    return version


def _refuse(completion: CompletionRequest, form: queries.Filled, received_at: datetime) -> None:
    if not completion.takes_answers(received_at):
        sentence = _("The time to answer ended on %(day)s.")
        raise ValidationError(sentence % {"day": dates.whole_day(completion.due_on)}, code="late")
    if lacks := queries.lacks(form, completion.slugs):
        raise ValidationError([ValidationError(it.sentence, code=it.section.slug) for it in lacks])


@transaction.atomic
def note_refused_completion(application: Application, *, by: Actor, received_at: datetime, codes: list[str]) -> None:
    """Keep that the button was pressed and what stood in the way; who was a minute late may ask what came of it."""
    record("complete", by=by, at=received_at, about=application.about, outcome="refused", rules=codes)


def lapse_completions(*, by: Actor, at: datetime) -> int:
    """Go on with every case whose group has not answered in time; returns how many. One that fails holds up no other."""
    lapsed = 0
    for completion in queries.completions_to_lapse(at):
        try:
            lapsed += lapse_completion(completion.application, by=by, at=at)
        except Exception:
            log.exception("lapse_completion failed for %s", completion.application.reference)
    return lapsed


@transaction.atomic
def lapse_completion(application: Application, *, by: Actor, at: datetime) -> bool:
    """Take a case back into review with what was sent before, unless the group has answered just now; tells whether it did.

    What the group wrote and did not send stays with it, and is in no version.
    """
    application = queries.locked(application)
    completion = application.completion
    if completion is None or not queries.is_to_lapse(completion, at):
        return False
    application = move(application, "lapse_completion", by=by, at=at)
    end_completion(completion, at=at, end=LAPSED)
    people = queries.people_to_tell(application)
    post_all([letters.completion_lapsed(completion, person) for person in people], at=at)
    record("lapse_completion", by=by, at=at, about=application.about)
    return True


@transaction.atomic(savepoint=False)
def drop_completion(application: Application, *, at: datetime) -> None:
    """Ask the group no more where its case ends, before the case leaves that state. Part of the act that ends it."""
    if completion := queries.locked(application).completion:
        end_completion(completion, at=at, end=GONE)


@transaction.atomic(savepoint=False)
def end_completion(completion: CompletionRequest, *, at: datetime, end: str, answer: Version | None = None) -> None:
    """Note how a request ended, and take back its letters that have not gone. Part of the act that ends it."""
    completion.ended_at, completion.end, completion.answer = at, end, answer
    completion.save(update_fields=["ended_at", "end", "answer"])
    for kind in ("completion_requested", "completion_near"):
        cancel(about=completion.application.about, kind=f"applications/{kind}")


@transaction.atomic
def remind_of_completions(*, by: Actor, at: datetime) -> int:
    """Post what is due of the reminders; returns how many. Of each request only the newest rung that is due counts."""
    if dates.local_time(at).hour not in WAKING_HOURS:
        return 0
    due = 0
    for completion in queries.completions_under_way(at):
        rung = _due_rung(completion, at)
        if rung is None:
            continue
        asked, people = queries.points_of(completion), queries.people_to_tell(completion.application)
        post_all([letters.completion_near(completion, it, asked=asked, rung=rung, at=at) for it in people], at=at)
        due += len(people)
    return due


def _due_rung(completion: CompletionRequest, at: datetime) -> int | None:
    """None also where the request itself came later than the rung: it has just told all that a reminder would."""
    for days in sorted(COMPLETION_REMINDER_DAYS):
        rung = dates.local(completion.due_on - timedelta(days=days), REMINDER_CLOCK)
        if rung <= at:
            return days if completion.asked_at < rung else None
    return None
