"""The record office: numbers, letters and their delivery, documents."""

import hashlib
import smtplib
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.core import mail
from django.core.files.storage import storages
from django.core.mail.backends.locmem import EmailBackend
from django.template import TemplateDoesNotExist
from icalendar import Calendar

from core.calendars import CalendarEvent, calendar_file
from registry import actions
from registry.letters import Draft
from registry.models import Document, Letter
from registry.queries import outbox_health
from tests.factories import AT

pytestmark = pytest.mark.django_db


def draft(key: str = "koe:1", **fields) -> Draft:
    code = {"code": "123456", "minutes": 10}
    return Draft(
        **{
            "name": "accounts/code_requested",
            "key": key,
            "about": "koe",
            "to": "aino@example.org",
            "language": "fi",
            "context": code,
            **fields,
        }
    )


def at(seconds: float = 0):
    """A clock that stands still `seconds` after AT."""
    return lambda: AT + timedelta(seconds=seconds)


class Refusing(EmailBackend):
    """A mail server that answers every letter with `error`."""

    error: Exception

    def send_messages(self, messages):
        raise self.error


class Closed(EmailBackend):
    """A mail server that does not let us in."""

    error = smtplib.SMTPAuthenticationError(535, b"Authentication failed")

    def open(self):
        raise self.error


class Dropping(EmailBackend):
    """A mail server that hangs up on the first letter of each line, and lets the next through on a new one."""

    lines = 0
    is_open = False

    def open(self):
        Dropping.lines += not self.is_open
        self.is_open = True

    def close(self):
        self.is_open = False

    def send_messages(self, messages):
        if not self.is_open:
            raise smtplib.SMTPServerDisconnected("please run connect() first")
        if self.lines == 1:
            raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
        return super().send_messages(messages)


@pytest.fixture
def mail_server_says(monkeypatch, settings):
    """`mail_server_says(error)`: from now on the server refuses with it; `mail_server_says(None)` lets letters through."""

    def say(error: Exception | None) -> None:
        Refusing.error = error
        settings.EMAIL_BACKEND = f"{__name__}.Refusing" if error else "django.core.mail.backends.locmem.EmailBackend"

    return say


def test_numbers_of_a_series_follow_each_other():
    assert [actions.next_number("PK-2018"), actions.next_number("PK-2018"), actions.next_number("PK-2019")] == [1, 2, 1]


def test_a_letter_is_posted_once_for_one_key():
    first = actions.post(draft(), at=AT)
    second = actions.post(draft(to="toinen@example.org"), at=AT)
    assert (first.pk, Letter.objects.count(), second.to) == (second.pk, 1, "aino@example.org")


def test_a_letter_is_rendered_when_it_is_posted_in_the_language_of_its_reader():
    finnish, english = actions.post(draft(), at=AT), actions.post(draft("koe:2", language="en"), at=AT)
    assert finnish.subject != english.subject
    assert all("123" in letter.body_text and "123" in letter.body_html for letter in (finnish, english))


def test_a_letter_without_its_templates_is_not_posted():
    with pytest.raises(TemplateDoesNotExist):
        actions.post(draft(name="accounts/none"), at=AT)


def test_delivery_sends_what_waits_urgent_letters_first():
    actions.post(draft("koe:slow", to="hidas@example.org"), at=AT)
    actions.post(draft("koe:fast", to="nopea@example.org", urgent=True), at=AT)
    actions.post(draft("koe:later", not_before=AT + timedelta(hours=1)), at=AT)
    assert actions.deliver(clock=at()) == 2
    assert [message.to for message in mail.outbox] == [["nopea@example.org"], ["hidas@example.org"]]
    assert actions.deliver(clock=at()) == 0
    assert Letter.objects.get(key="koe:fast").sent_at == AT


def test_every_attempt_carries_the_same_message_id(mail_server_says):
    letter = actions.post(draft(), at=AT)
    mail_server_says(smtplib.SMTPServerDisconnected("gone"))
    actions.deliver(clock=at())
    mail_server_says(None)
    actions.deliver(clock=at(11))
    (message,) = mail.outbox
    assert message.extra_headers["Message-ID"] == f"<{letter.message_id}@portal.invalid>"
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert [alternative.mimetype for alternative in message.alternatives] == ["text/html"]


def test_a_passing_fault_is_tried_again_later_and_given_up_in_the_end(mail_server_says):
    actions.post(draft(), at=AT)
    mail_server_says(smtplib.SMTPResponseException(451, b"later"))
    assert actions.deliver(clock=at()) == 0
    letter = Letter.objects.get()
    assert (letter.status, letter.attempts, letter.not_before) == ("queued", 1, AT + timedelta(seconds=10))
    assert letter.lease_until is None
    for _ in range(6):
        moment = Letter.objects.get().not_before
        actions.deliver(clock=lambda moment=moment: moment)
    assert (Letter.objects.get().status, Letter.objects.get().attempts) == ("failed", 7)


def test_a_mail_server_that_does_not_answer_is_asked_once_and_costs_no_letter_an_attempt(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    first, second = (actions.post(draft(f"koe:{number}"), at=AT) for number in range(2))
    assert actions.deliver(clock=at()) == 0
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, first.attempts, first.not_before, first.last_error[:22]) == ("queued", 0, AT, "ConnectionRefusedError")
    assert (second.status, second.attempts, second.last_error) == ("queued", 0, "")


@pytest.mark.parametrize(
    "refusal",
    [
        smtplib.SMTPSenderRefused(530, b"Must issue a STARTTLS command first", "portal@portal.invalid"),
        smtplib.SMTPSenderRefused(550, b"Sender unknown", "portal@portal.invalid"),
        smtplib.SMTPDataError(421, b"Closing"),
    ],
)
def test_a_server_that_refuses_the_portal_and_not_the_letter_gives_no_letter_up(mail_server_says, refusal):
    for number in range(3):
        actions.post(draft(f"koe:{number}"), at=AT)
    mail_server_says(refusal)
    for minute in range(10):
        assert actions.deliver(clock=at(60 * minute)) == 0
    health = outbox_health(at(600)())
    assert (health["waiting"], health["oldest"], health["failed"]) == (3, AT, 0)
    assert health["said"].startswith(type(refusal).__name__)
    mail_server_says(None)
    assert actions.deliver(clock=at(600)) == 3


def test_a_wrong_password_gives_no_letter_up(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Closed"
    actions.post(draft(), at=AT)
    for minute in range(10):
        assert actions.deliver(clock=at(60 * minute)) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert actions.deliver(clock=at(600)) == 1


def test_after_a_broken_line_the_next_letter_gets_a_new_one(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Dropping"
    Dropping.lines = 0
    first, second = (actions.post(draft(f"koe:{number}"), at=AT) for number in range(2))
    assert actions.deliver(clock=at()) == 1
    assert actions.deliver(clock=at(10)) == 1
    assert [Letter.objects.get(pk=it.pk).attempts for it in (first, second)] == [2, 1]


def test_a_long_mailing_ends_before_the_worker_is_stopped_and_goes_on_at_the_next_call():
    for number in range(3):
        actions.post(draft(f"koe:{number}"), at=AT)
    asked = iter(range(0, 10_000, 30))
    assert actions.deliver(clock=lambda: AT + timedelta(seconds=next(asked))) == 2
    assert actions.deliver(clock=at(700)) == 1


def test_a_final_refusal_is_not_tried_again(mail_server_says):
    actions.post(draft(), at=AT)
    mail_server_says(smtplib.SMTPRecipientsRefused({"aino@example.org": (550, b"no such person")}))
    actions.deliver(clock=at())
    letter = Letter.objects.get()
    assert (letter.status, letter.attempts) == ("failed", 1)
    assert letter.last_error.startswith("SMTPRecipientsRefused")


def test_one_letter_that_fails_does_not_stop_the_others(mail_server_says):
    actions.post(draft("koe:1", to="X\r\nBcc: e@example.org"), at=AT)
    actions.post(draft("koe:2"), at=AT)
    assert actions.deliver(clock=at()) == 1
    assert [message.to for message in mail.outbox] == [["aino@example.org"]]
    assert Letter.objects.get(key="koe:1").status == "failed"


def test_a_letter_left_by_a_killed_worker_is_sent_when_its_lease_ends():
    letter = actions.post(draft(), at=AT)
    Letter.objects.filter(pk=letter.pk).update(status="sending", lease_until=AT + actions.LEASE, attempts=1)
    assert actions.deliver(clock=at(119)) == 0
    assert actions.deliver(clock=at(121)) == 1


def test_a_letter_that_keeps_killing_its_worker_is_given_up():
    letter = actions.post(draft(), at=AT)
    Letter.objects.filter(pk=letter.pk).update(status="sending", lease_until=AT, attempts=7)
    assert actions.deliver(clock=at(1)) == 0
    assert Letter.objects.get().status == "failed"


def test_a_letter_that_came_too_late_to_be_of_use_is_dropped():
    actions.post(draft(not_after=AT + timedelta(minutes=1)), at=AT)
    assert actions.deliver(clock=at(61)) == 0
    assert (Letter.objects.get().status, mail.outbox) == ("cancelled", [])


def test_a_cancelled_letter_does_not_go_and_can_be_taken_up_again():
    actions.post(draft(), at=AT)
    assert actions.cancel(about="koe", kind="accounts/code_requested") == 1
    assert actions.deliver(clock=at()) == 0
    actions.post(draft(context={"code": "654321", "minutes": 10}), at=AT)
    assert actions.deliver(clock=at()) == 1
    assert "654" in mail.outbox[0].body


def read_mail() -> EmailMessage:
    """The one letter that went, read as a mail program reads its bytes."""
    [message] = mail.outbox
    return message_from_bytes(message.message().as_bytes(), policy=policy.default)


@pytest.mark.parametrize(("is_cancelled", "method"), [(False, "PUBLISH"), (True, "CANCEL")])
def test_a_calendar_file_goes_along_as_an_attachment_that_says_what_it_does(is_cancelled, method):
    event = CalendarEvent(
        "7b1f", 2, AT, AT + timedelta(minutes=30), AT, "Neuvonta: Pikku KAKE", place="Pääkirjasto", is_cancelled=is_cancelled
    )
    actions.post(draft(calendar=calendar_file(event)), at=AT)
    actions.deliver(clock=at())
    [part] = read_mail().iter_attachments()
    assert part.get_content_type() == "text/calendar"
    assert dict(part["Content-Type"].params) == {"method": method, "charset": "utf-8"}
    assert part.get_filename() == "aika.ics"
    calendar = Calendar.from_ical(part.get_content())
    [entry] = calendar.walk("VEVENT")
    assert (calendar["METHOD"], str(entry["LOCATION"]), entry["SEQUENCE"]) == (method, "Pääkirjasto", 2)


def test_a_letter_without_a_calendar_file_has_no_attachment():
    actions.post(draft(), at=AT)
    actions.deliver(clock=at())
    assert [part.get_content_type() for part in read_mail().walk()] == ["multipart/alternative", "text/plain", "text/html"]


def test_a_sent_letter_can_not_be_cancelled():
    actions.post(draft(), at=AT)
    actions.deliver(clock=at())
    assert actions.cancel(about="koe", kind="accounts/code_requested") == 0


def test_only_the_letters_about_a_part_of_the_thing_are_cancelled():
    keys = [f"accounts/code_requested:{end}" for end in ("1", "1:7", "12", "12:7", "2:1")]
    for key in keys:
        actions.post(draft(key), at=AT)
    assert actions.cancel(about="koe", kind="accounts/code_requested", part=1) == 2
    assert set(Letter.objects.filter(status=Letter.CANCELLED).values_list("key", flat=True)) == set(keys[:2])


def test_codes_are_erased_when_used_and_when_too_old():
    used = actions.post(draft("koe:used", secret=True, not_after=AT + timedelta(minutes=10)), at=AT)
    old = actions.post(draft("koe:old", to="veera@example.org", secret=True, not_after=AT + timedelta(minutes=10)), at=AT)
    actions.deliver(clock=at())
    assert actions.blank_secrets(to="aino@example.org", at=AT) == 1
    used.refresh_from_db()
    old.refresh_from_db()
    assert (used.body_text, used.body_html, used.secret) == ("", "", False)
    assert old.body_text != ""
    assert actions.blank_secrets(at=AT + timedelta(minutes=11)) == 1
    old.refresh_from_db()
    assert old.body_text == ""


def store(key: str = "paatos:1", content: bytes = b"%PDF-1.7") -> Document:
    return actions.store_document(
        key=key, name="päätös.pdf", content=content, content_type="application/pdf", about="application:A", at=AT
    )


def test_a_document_is_stored_once_with_its_digest():
    first = store()
    second = store(content=b"%PDF-other")
    assert first.pk == second.pk
    assert first.sha256 == hashlib.sha256(b"%PDF-1.7").hexdigest()
    assert storages["documents"].open(first.path).read() == b"%PDF-1.7"
    assert "paatos" not in first.path
