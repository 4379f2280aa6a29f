"""What the record office does: notes events, posts and delivers letters, stores documents, gives numbers."""

from __future__ import annotations

import hashlib
import logging
import smtplib
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from celery import current_app
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F, Q

from core import calendars
from core.actor import Actor
from core.text import clean_line
from registry.letters import Draft, write
from registry.models import Document, Event, Letter, Sequence

log = logging.getLogger(__name__)

# A lease outlives three SMTP time-outs; after it another worker may take the letter.
LEASE = timedelta(seconds=120)
RETRY_AFTER = tuple(timedelta(seconds=seconds) for seconds in (10, 30, 60, 300, 900, 3600))
# Well within CELERY_TASK_TIME_LIMIT, which would stop the worker in the middle of a letter; beat calls again within a minute.
DELIVERS_FOR = timedelta(seconds=200)
# What a mail server answers that is closing down, to whatever command (RFC 5321, 4.2.1).
SERVICE_CLOSING = 421


class _ServerError(Exception):
    """The mail server takes no letters from us now."""


# Parts of an act make no savepoint of their own: when one fails the whole act fails, and each would cost two more round trips.
@transaction.atomic(savepoint=False)
def record(act: str, *, by: Actor, at: datetime, about: str, outcome: str = "done", **details: Any) -> Event:
    """Note who did what; the last write of every act. `details` hold no personal data."""
    return Event.objects.create(
        at=at,
        actor=by.reference,
        role=by.role,
        act=act,
        about=about,
        outcome=outcome,
        source=by.source,
        request_id=by.request_id,
        details=details,
    )


@transaction.atomic(savepoint=False)
def next_number(series: str) -> int:
    """The next number of `series`, from 1; two people never get the same, a rolled-back act gives its number back."""
    Sequence.objects.get_or_create(series=series)
    Sequence.objects.filter(series=series).update(last=F("last") + 1)
    return Sequence.objects.values_list("last", flat=True).get(series=series)


@transaction.atomic(savepoint=False)
def post(draft: Draft, *, at: datetime) -> Letter:
    """Put a letter into the outbox; see `post_all`."""
    return post_all([draft], at=at)[0]


@transaction.atomic(savepoint=False)
def post_all(drafts: list[Draft], *, at: datetime) -> list[Letter]:
    """Put letters into the outbox, each rendered now in its reader's language; the same key again changes nothing.

    A letter that was cancelled before it went is taken up again, freshly rendered. However many they are, a few queries do.
    """
    known = Letter.objects.in_bulk([draft.key for draft in drafts], field_name="key")
    for draft in drafts:
        if draft.key in known and known[draft.key].status == Letter.CANCELLED:
            Letter.objects.filter(key=draft.key).update(**_content(draft, at, known[draft.key].message_id), status=Letter.QUEUED)
    new = [Letter(key=draft.key, **_content(draft, at, uuid4())) for draft in drafts if draft.key not in known]
    # Another worker may have posted the same letter a moment ago; its letter is as good as ours.
    Letter.objects.bulk_create(new, ignore_conflicts=True)
    if new or any(letter.status == Letter.CANCELLED for letter in known.values()):
        nudge("registry.deliver")
        known = Letter.objects.in_bulk([draft.key for draft in drafts], field_name="key")
    return [known[draft.key] for draft in drafts]


def _content(draft: Draft, at: datetime, message_id: UUID) -> dict[str, Any]:
    written = write(draft, message_id=message_id)
    return {
        "message_id": message_id,
        "kind": draft.name,
        "about": draft.about,
        "to": draft.to,
        "language": draft.language,
        "subject": written.subject,
        "body_text": written.body_text,
        "body_html": written.body_html,
        "calendar": draft.calendar,
        "secret": draft.secret,
        "urgent": 0 if draft.urgent else 1,
        "created_at": at,
        "not_before": draft.not_before or at,
        "not_after": draft.not_after,
    }


@transaction.atomic(savepoint=False)
def cancel(*, about: str, kind: str, to: Collection[str] | None = None, part: object = None) -> int:
    """Take back the letters of `kind` about a thing that have not gone yet; returns how many. Part of another act.

    `to` are the addresses; None means everybody. `part` is what stands after the kind in the keys of those that are meant.
    """
    unsent = Letter.objects.filter(about=about, kind=kind, status=Letter.QUEUED)
    if part is not None:
        unsent = unsent.filter(Q(key=f"{kind}:{part}") | Q(key__startswith=f"{kind}:{part}:"))
    return (unsent if to is None else unsent.filter(to__in=to)).update(status=Letter.CANCELLED)


@transaction.atomic
def blank_secrets(*, to: str | None = None, at: datetime) -> int:
    """Erase one-time codes from letters: those to `to` (the code was used), or all that are too old."""
    secrets = Letter.objects.filter(secret=True)
    used = secrets.filter(to=to) if to else secrets.filter(not_after__lt=at)
    unsent = used.filter(status=Letter.QUEUED)
    unsent.update(status=Letter.CANCELLED)
    return used.update(body_text="", body_html="", subject=F("kind"), secret=False)


def nudge(task: str, *arguments: object) -> None:
    """Ring a task's bell after commit. The table is the truth and a sweep comes each minute, so a silent broker harms nobody."""

    def ring() -> None:
        try:
            current_app.send_task(task, args=arguments, retry=False)
        except Exception:
            log.warning("The broker did not take %s; the next sweep will find the work.", task, exc_info=True)

    transaction.on_commit(ring)


def deliver(*, clock: Callable[[], datetime]) -> int:
    """Send what waits in the outbox, one letter at a time, outside any transaction; returns how many went.

    At least once: a worker killed between the mail server's answer and the note of it sends the same Message-ID again.
    A server that takes no letters from us at all costs none of them an attempt: they wait until it does.
    """
    began = clock()
    blank_secrets(at=began)
    sent = 0
    connection = get_connection()
    try:
        while clock() - began < DELIVERS_FOR and (letter := _claim(clock())):
            sent += _send(letter, connection, clock)
    except _ServerError as error:
        log.warning("The mail server takes no letters: %s", error)
    finally:
        _hang_up(connection)
    return sent


@transaction.atomic
def _claim(at: datetime) -> Letter | None:
    _drop_late(at)
    _give_up_on_poison(at)
    letter = Letter.objects.waiting(at).select_for_update(skip_locked=True).first()
    if letter is None:
        return None
    Letter.objects.filter(pk=letter.pk).update(status=Letter.SENDING, lease_until=at + LEASE, attempts=F("attempts") + 1)
    letter.refresh_from_db()
    return letter


def _drop_late(at: datetime) -> None:
    late = Letter.objects.filter(Q(status=Letter.QUEUED) | Q(status=Letter.SENDING, lease_until__lt=at), not_after__lt=at)
    late.update(status=Letter.CANCELLED, lease_until=None)


def _give_up_on_poison(at: datetime) -> None:
    """A letter whose sending keeps killing the worker would come back for ever."""
    Letter.objects.filter(status=Letter.SENDING, lease_until__lt=at, attempts__gt=len(RETRY_AFTER)).update(
        status=Letter.FAILED, lease_until=None, last_error="The worker stopped each time it tried to send this letter."
    )


def _send(letter: Letter, connection: Any, clock: Callable[[], datetime]) -> int:
    is_open = False
    try:
        # Opened for the first letter and kept for the next.
        connection.open()
        is_open = True
        _message(letter, connection).send()
    except (smtplib.SMTPException, OSError, ValueError) as error:
        # After a fault the line may be dead: the next letter gets a new one.
        _hang_up(connection)
        if not is_open or _is_about_us(error):
            _put_back(letter, error)
            raise _ServerError(str(error)) from error
        _note_failure(letter, error, clock())
        return 0
    Letter.objects.filter(pk=letter.pk).update(status=Letter.SENT, sent_at=clock(), lease_until=None, last_error="")
    return 1


def _message(letter: Letter, connection: Any) -> EmailMultiAlternatives:
    host = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].rstrip("> ")
    message = EmailMultiAlternatives(
        letter.subject,
        letter.body_text,
        to=[letter.to],
        reply_to=[settings.MAIL_REPLY_TO] if settings.MAIL_REPLY_TO else None,
        connection=connection,
        headers={
            "Message-ID": f"<{letter.message_id}@{host}>",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    message.attach_alternative(letter.body_html, "text/html")
    if letter.calendar:
        # A file beside the words: as a third way of saying them some mail programs would show it instead of the letter.
        message.attach(calendars.FILE_NAME, letter.calendar, f"{calendars.TYPE}; method={calendars.method_of(letter.calendar)}")
    return message


def _hang_up(connection: Any) -> None:
    """What the server says to a goodbye changes nothing of what became of the letters."""
    with suppress(OSError):
        connection.close()


def _is_about_us(error: Exception) -> bool:
    """Whether the server refuses us or is about to go, whoever the letter is to: a wrong password, a sender it does not know, no TLS."""
    return isinstance(error, smtplib.SMTPSenderRefused) or getattr(error, "smtp_code", None) == SERVICE_CLOSING


def _put_back(letter: Letter, error: Exception) -> None:
    """As if it had not been tried, so that the page of letters and `/readyz` see how long it has waited."""
    Letter.objects.filter(pk=letter.pk).update(
        status=Letter.QUEUED, lease_until=None, attempts=F("attempts") - 1, last_error=_said(error)
    )


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]


def _note_failure(letter: Letter, error: Exception, at: datetime) -> None:
    code = getattr(error, "smtp_code", None)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = next(iter(error.recipients.values()))[0]
    # ValueError: no mail server was asked, since the letter's own headers can't be written.
    is_final = (code is not None and code >= 500) or isinstance(error, ValueError) or letter.attempts > len(RETRY_AFTER)
    again = at + RETRY_AFTER[min(letter.attempts, len(RETRY_AFTER)) - 1]
    Letter.objects.filter(pk=letter.pk).update(
        status=Letter.FAILED if is_final else Letter.QUEUED,
        not_before=letter.not_before if is_final else again,
        lease_until=None,
        last_error=_said(error),
    )


def store_document(*, key: str, name: str, content: bytes, content_type: str, about: str, at: datetime) -> Document:
    """Keep `content` for good under `key`; if the key is taken, the first one stays and is returned.

    The file is written first and the row after it, so a row never points at nothing.
    """
    if existing := Document.objects.filter(key=key).first():
        return existing
    path = storages["documents"].save(f"{at:%Y}/{uuid4().hex}", ContentFile(content))
    document, is_new = Document.objects.get_or_create(
        key=key,
        defaults={
            "name": clean_line(name)[:150],
            "path": path,
            "content_type": content_type,
            "size": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "about": about,
            "created_at": at,
        },
    )
    if not is_new:
        storages["documents"].delete(path)
    return document
