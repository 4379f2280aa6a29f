"""What one side says to the other."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from advice import letters, queries
from advice.actions.noting import note_advice
from advice.models import CITY, GROUP, Idea, Message, ReadMark, Thread
from advice.models.given import MESSAGE
from applications.models import Application
from core.actor import Actor
from core.text import clean_text
from registry.actions import cancel, post_all, record

LONGEST = 10_000
# The same words from the same person again within this time are the button pressed twice.
AGAIN = timedelta(hours=1)


@transaction.atomic
def send_message(subject: Idea | Application, *, by: Actor, at: datetime, side: str, text: str) -> Message:
    """Say something about an idea or an application, as one of its group or for the City; the other side gets a letter.

    What the City says is advice, and stands in its record.
    """
    text = clean_text(text).strip()
    if not text:
        raise ValidationError({"text": _("Write your message.")})
    if len(text) > LONGEST:
        raise ValidationError(
            {"text": _("A message can be at most %(most)s characters. Send it in two parts.") % {"most": LONGEST}}
        )
    thread = _thread_about(subject)
    if already := _same_again(thread, by=by, at=at, text=text):
        return already
    message = Message.objects.create(thread=thread, side=side, sender=by.person, text=text, sent_at=at)
    mark_read(thread, by=by, at=at, upto=message.pk)
    other = GROUP if side == CITY else CITY
    post_all([letters.message_received(thread, it, side=other) for it in queries.readers_to_tell(thread, other)], at=at)
    if side == CITY:
        note_advice(by=by, at=at, channel=MESSAGE, about=subject)
    record("send_message", by=by, at=at, about=subject.about, side=side, message=message.pk)
    return message


def _thread_about(subject: Idea | Application) -> Thread:
    """The one talk about it, locked, so that two first messages make one talk."""
    idea = subject if isinstance(subject, Idea) else None
    application = subject if isinstance(subject, Application) else None
    talks = Thread.objects.filter(idea=idea) if idea else Thread.objects.filter(application=application)
    if not talks.exists():
        Thread.objects.bulk_create([Thread(idea=idea, application=application)], ignore_conflicts=True)
    thread = talks.select_for_update().get()
    # As the caller has it, with all that its letters speak of.
    thread.idea, thread.application = idea, application
    return thread


def _same_again(thread: Thread, *, by: Actor, at: datetime, text: str) -> Message | None:
    last = thread.messages.order_by("sent_at", "pk").last()
    is_same = last is not None and last.sender_id == by.person.pk and last.text == text and at - last.sent_at < AGAIN
    return last if is_same else None


@transaction.atomic(savepoint=False)
def mark_read(thread: Thread, *, by: Actor, at: datetime, upto: int | None = None) -> None:
    """Note that the person has had all messages before her, or those `upto` a key. Letters that tell her of them need not go any more."""
    if upto is None:
        upto = thread.messages.aggregate(last=Max("pk"))["last"] or 0
    mark = ReadMark(thread=thread, person=by.person, read_at=at, upto=upto)
    ReadMark.objects.bulk_create(
        [mark], update_conflicts=True, unique_fields=["thread", "person"], update_fields=["read_at", "upto"]
    )
    theirs = thread.messages.filter(side=GROUP if by.role == "coordinator" else CITY, pk__lte=upto)
    theirs.filter(read_at__isnull=True).update(read_at=at)
    cancel(about=thread.about, kind="advice/message_received", to=[by.person.email])


@transaction.atomic
def settle_talk(thread: Thread, *, by: Actor, at: datetime) -> None:
    """What the group wrote last needs no answer: a thank you, or something that was spoken of on the phone."""
    Thread.objects.filter(pk=thread.pk).update(settled_at=at)
    record("settle_talk", by=by, at=at, about=thread.about)
