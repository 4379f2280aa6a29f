"""What one side says to the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Sum
from django.utils.translation import gettext as _

from advice import letters, queries
from advice.actions.noting import note_advice
from advice.models import CITY, GROUP, Idea, Message, MessageFile, ReadMark, Thread
from advice.models.given import MESSAGE
from applications.actions import Stored, Upload, stored
from applications.models import Application
from core.actor import Actor
from core.files import scanning
from core.text import clean_text
from registry.actions import cancel, nudge, post_all, record

LONGEST = 10_000
_MEGABYTE = 1024 * 1024
# The same words from the same person again within this time are the button pressed twice.
AGAIN = timedelta(hours=1)


def send_message(
    subject: Idea | Application, *, by: Actor, at: datetime, side: str, text: str, upload: Upload | None = None
) -> Message:
    """Say something about an idea or an application, as one of its group or for the City; the other side gets a letter.

    What the City says is advice, and stands in its record. A file is looked into and stored before anything is written.
    """
    with taken(upload, at=at) as files:
        return say(subject, by=by, at=at, side=side, text=text, files=files)


@contextmanager
def taken(upload: Upload | None, *, at: datetime) -> Iterator[list[Stored]]:
    """The file of a message, stored for the block that says it. What is wrong with it belongs at its field."""
    try:
        with stored([upload] if upload else [], at=at) as files:
            yield files
    except ValidationError as refusal:
        raise refusal if hasattr(refusal, "error_dict") else ValidationError({"file": refusal}) from refusal


@transaction.atomic
def say(subject: Idea | Application, *, by: Actor, at: datetime, side: str, text: str, files: Sequence[Stored] = ()) -> Message:
    """The message itself, as a part of an act that may do more."""
    text = _checked(text)
    thread = _thread_about(subject)
    if already := _same_again(thread, by=by, at=at, text=text, files=files):
        return already
    _check_room(thread, files)
    message = Message.objects.create(thread=thread, side=side, sender=by.person, text=text, sent_at=at)
    _note_files(message, files)
    mark_read(thread, by=by, at=at, upto=message.pk)
    other = GROUP if side == CITY else CITY
    post_all([letters.message_received(thread, it, side=other) for it in queries.readers_to_tell(thread, other)], at=at)
    if side == CITY:
        note_advice(by=by, at=at, channel=MESSAGE, about=subject)
    record("send_message", by=by, at=at, about=subject.about, side=side, message=message.pk, files=len(files))
    return message


def _checked(text: str) -> str:
    text = clean_text(text).strip()
    if not text:
        raise ValidationError({"text": _("Write your message.")})
    if len(text) > LONGEST:
        raise ValidationError(
            {"text": _("A message can be at most %(most)s characters. Send it in two parts.") % {"most": LONGEST}}
        )
    return text


def _note_files(message: Message, files: Sequence[Stored]) -> None:
    MessageFile.objects.bulk_create(
        MessageFile(message=message, uploaded_by=message.sender, uploaded_at=message.sent_at, **file.columns) for file in files
    )
    if files and scanning.is_configured():
        nudge("applications.scan")


def _check_room(thread: Thread, files: Sequence[Stored]) -> None:
    """With the talk locked, so that two who send at once do not both take the last room."""
    there = MessageFile.objects.filter(message__thread=thread).aggregate(size=Sum("size"))["size"] or 0 if files else 0
    if there + sum(file.size for file in files) > settings.ATTACHMENTS_MEGABYTES * _MEGABYTE:
        sentence = _("The files of a talk can be at most %(most)s MB together. Ask how else you can bring this one.")
        raise ValidationError(sentence % {"most": settings.ATTACHMENTS_MEGABYTES}, code="too_much")


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


def _same_again(thread: Thread, *, by: Actor, at: datetime, text: str, files: Sequence[Stored]) -> Message | None:
    last = thread.messages.order_by("pk").last()
    if last is None or last.sender_id != by.person.pk or last.text != text or at - last.sent_at >= AGAIN:
        return None
    with_it = set(last.files.values_list("sha256", flat=True))
    return last if with_it == {file.sha256 for file in files} else None


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
