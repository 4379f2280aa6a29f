"""Telling an idea, talking about it, and making an application of it."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Group
from advice import letters, queries
from advice.actions.talking import say, taken
from advice.models import CITY, GROUP, Idea, Message
from applications import actions as application_actions
from applications.actions import Upload
from applications.models import Application
from applications.queries import newest_revision
from core import dates
from core.actor import Actor
from core.text import clean_line, clean_text
from registry.actions import cancel, next_number, post, post_all, record
from rounds.models import Round
from rounds.queries import current_programme

LONGEST_IDEA = 5000
# What can wait is not sent at night, and what tells of a new day's chance comes when offices open.
MORNING, NINE, EVENING = time(8), time(9), time(21)


@transaction.atomic
def tell_idea(*, by: Actor, at: datetime, text: str, title: str = "", email: str = "", language: str = "fi") -> Idea:
    """Keep an idea for the coordinator to answer: somebody's own, or what a coordinator wrote down from a call or a talk.

    Who is signed in needs no `email`; a visitor's idea waits for whoever signs in with it. The same text from the same
    address again, while nobody has answered, is the button pressed twice.
    """
    is_entered = by.role == "coordinator"
    person = None if is_entered else by.person
    email = person.email if person else email.strip().lower()
    text = clean_text(text).strip()
    if not text:
        raise ValidationError({"text": _("Write what you would like to do.")})
    if is_entered and email == by.person.email:
        raise ValidationError({"email": _("This is your own address. Your own idea is answered by somebody else.")})
    if already := Idea.objects.filter(email=email, text=text, thread__isnull=True, closed_at__isnull=True).first():
        return already
    year = dates.local_day(at).year
    idea = Idea.objects.create(
        reference=f"ID-{year}-{next_number(f'ID-{year}'):04d}",
        title=clean_line(title)[:200],
        text=text,
        email=email,
        language=person.language if person else language,
        person=person,
        entered_by=by.person if is_entered else None,
        told_at=at,
    )
    post(letters.idea_received(idea, programme=current_programme()), at=at)
    _tell_coordinators(idea, at=at)
    record("tell_idea", by=by, at=at, about=idea.about)
    return idea


def _tell_coordinators(idea: Idea, *, at: datetime) -> None:
    """All but its teller and who wrote it down; each as soon as it is day."""
    wall = dates.local_time(at)
    not_before = dates.local(wall.date() + timedelta(days=wall.time() >= EVENING), MORNING)
    told = []
    for person in queries.coordinators_to_tell(idea):
        waiting = list(Idea.objects.handled_by(person).unanswered().order_by("since", "pk"))
        day = dates.local_day(max(not_before, at))
        told.append(letters.idea_told(person, waiting=len(waiting), first=waiting[0], day=day, not_before=max(not_before, at)))
    post_all(told, at=at)


def add_to_idea(idea: Idea, *, by: Actor, at: datetime, text: str, upload: Upload | None = None) -> Message:
    """Its teller says more. A closed idea is open again: she still needs it."""
    with taken(upload, at=at) as files, transaction.atomic():
        idea = _locked(idea)
        _own(idea, by, closed_at=None)
        return say(idea, by=by, at=at, side=GROUP, text=text, files=files)


def answer_idea(
    idea: Idea, *, by: Actor, at: datetime, text: str, suggested_kind: str = "", upload: Upload | None = None
) -> Message:
    """The City's answer, and what the coordinator suggests that the idea should become. An answered idea is open again."""
    with taken(upload, at=at) as files, transaction.atomic():
        idea = _locked(idea)
        idea.suggested_kind, idea.closed_at = suggested_kind, None
        idea.save(update_fields=["suggested_kind", "closed_at"])
        return say(idea, by=by, at=at, side=CITY, text=text, files=files)


@transaction.atomic
def close_idea(idea: Idea, *, by: Actor, at: datetime) -> Idea:
    """Nobody goes on with it. A second press changes nothing; a message opens it again."""
    idea = _locked(idea)
    if idea.closed_at:
        return idea
    if by.role == "coordinator":
        idea.closed_at = at
        idea.save(update_fields=["closed_at"])
    else:
        _own(idea, by, closed_at=at)
    _take_back_letters(idea)
    record("close_idea", by=by, at=at, about=idea.about)
    return idea


@transaction.atomic
def turn_into_draft(idea: Idea, *, by: Actor, at: datetime, group: Group, round: Round, kind: str) -> Application:
    """Begin an application with what was told: nobody types it again. A second press gives the same draft.

    A draft of the group in which nothing is written is used, as `begin` does; if an idea had become it before, that one is
    only an idea again.
    """
    idea = _locked(idea)
    if idea.draft:
        return idea.draft
    draft = application_actions.begin(by=by, at=at, group=group, round=round, kind=kind)
    newest = newest_revision(draft.reference, "idea")
    told = {"title": idea.title, "summary": idea.text}
    application_actions.save(draft, by=by, at=at, slug="idea", texts=told, seen=newest.number if newest else 0)
    Idea.objects.filter(application=draft).update(application=None)
    _own(idea, by, application=draft, closed_at=None)
    _take_back_letters(idea)
    record("turn_into_draft", by=by, at=at, about=idea.about, application=draft.about, kind=kind)
    return draft


def _locked(idea: Idea) -> Idea:
    """The row as it is now, held until the transaction ends."""
    return Idea.objects.select_for_update(of=("self",)).select_related("application", "person").get(pk=idea.pk)


def _own(idea: Idea, by: Actor, **changes: object) -> None:
    """Whoever does something with an idea of her address is its teller from then on."""
    for name, value in {"person": by.person, **changes}.items():
        setattr(idea, name, value)
    idea.save(update_fields=["person", *changes])


def _take_back_letters(idea: Idea) -> None:
    """What would tell of a round now in vain; if she has another open idea, the next beat writes it anew."""
    cancel(about=idea.about, kind="advice/round_opened")


@transaction.atomic
def tell_round_opened(*, by: Actor, at: datetime) -> int:
    """Tell those whose ideas waited for a round that it is open, once a person and round; returns how many that concerns."""
    if not NINE <= dates.local_time(at).time() < EVENING:
        return 0
    told = 0
    for round_ in Round.objects.open(at).select_related("programme"):
        waiting = queries.ideas_waiting_for(round_)
        post_all([letters.round_opened(round_, ideas) for ideas in waiting], at=at)
        told += len(waiting)
    return told
