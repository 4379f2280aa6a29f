"""What one side says to the other."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from advice.actions.noting import note_advice
from advice.models import CITY, Idea, Message, ReadMark, Thread
from advice.models.given import MESSAGE
from applications.models import Application
from core.actor import Actor
from core.text import clean_text
from registry.actions import record

LONGEST = 10_000


@transaction.atomic
def send_message(subject: Idea | Application, *, by: Actor, at: datetime, side: str, text: str) -> Message:
    """Say something about an idea or an application, as one of its group or for the City.

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
    message = Message.objects.create(thread=thread, side=side, sender=by.person, text=text, sent_at=at)
    mark_read(thread, by=by, at=at)
    if side == CITY:
        note_advice(by=by, at=at, channel=MESSAGE, about=subject)
    record("send_message", by=by, at=at, about=subject.about, side=side, message=message.pk)
    return message


def _thread_about(subject: Idea | Application) -> Thread:
    """The one talk about it, locked, so that two first messages make one talk."""
    about = {"idea": subject} if isinstance(subject, Idea) else {"application": subject}
    talks = Thread.objects.filter(**about)
    if not talks.exists():
        Thread.objects.bulk_create([Thread(**about)], ignore_conflicts=True)
    return talks.select_for_update().get()


@transaction.atomic
def mark_read(thread: Thread, *, by: Actor, at: datetime) -> None:
    """Note that the person has seen everything that was said until now."""
    ReadMark.objects.update_or_create(thread=thread, person=by.person, defaults={"read_at": at})
