"""Requests for completion, as tests need them, through the real acts."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from applications import actions
from applications.models import Application, CompletionRequest, Version
from core import dates
from core.actor import Actor
from registry.models import Event, Letter
from tests.factories import acting, after_closing

BEAT = Actor.system("beat")
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


def ask(
    application: Application,
    coordinator: User,
    *,
    parts: Iterable[str] = ("idea",),
    reason: str = "unclear",
    words: str = "Kerro tarkemmin.",
    text: str = "",
    at: datetime | None = None,
    due_on: date | None = None,
) -> CompletionRequest:
    """Of a case in review: two days after the round closed, with two weeks to answer, unless told otherwise."""
    at = at or after_closing(application, days=2)
    due_on = due_on or dates.local_day(at) + timedelta(days=14)
    points = [(part, reason, words) for part in parts]
    by = acting(coordinator, "coordinator")
    request = actions.request_completion(application, by=by, at=at, points=points, due_on=due_on, text=text)
    application.refresh_from_db()
    return request


def write(
    application: Application, person: User, slug: str = "idea", *, at: datetime, costs: Iterable = (), **texts: str
) -> None:
    """Save one part with these answers changed and the others as they are."""
    typed = {answer.name: answer.text for answer in application.answers.all()}
    seen = application.revisions.filter(section=slug, took_effect=True).first()
    number = seen.number if seen else 0
    actions.save(application, by=acting(person, "owner"), at=at, slug=slug, texts={**typed, **texts}, costs=costs, seen=number)


def answer(application: Application, owner: User, *, at: datetime, form: str = "") -> Version:
    version = actions.complete(application, by=acting(owner, "owner"), received_at=at, form_token=form or uuid.uuid4().hex)
    application.refresh_from_db()
    return version


def letters(kind: str) -> list[tuple[str, str]]:
    return list(Letter.objects.filter(kind=f"applications/{kind}").order_by("pk").values_list("to", "status"))


def acts(case: Application) -> list[tuple[str, str]]:
    about = Event.objects.filter(about=case.about, act__contains="comple")
    return list(about.order_by("pk").values_list("act", "outcome"))


def sentences(act) -> list[str]:
    with pytest.raises(ValidationError) as refusal:
        act()
    return refusal.value.messages
