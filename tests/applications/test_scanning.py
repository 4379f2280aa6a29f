"""Files are checked after they came: what is not checked is never called clean, and what holds malware is gone."""

from __future__ import annotations

import pytest
from django.core.files.storage import storages

from applications import actions, queries
from applications.models import CLEAN, INFECTED, UNSCANNED, Attachment
from registry.models import Event, Letter
from tests import files
from tests.clamd import clamd
from tests.factories import SYSTEM, acting, make_application, make_attachment, send

pytestmark = pytest.mark.django_db


def infected() -> bytes:
    """A Word document with the test malware in it, not packed, as ClamAV finds it in real life after unpacking."""
    return files.archive_with(files.docx(), "word/media/a.bin", files.EICAR)


def scan(settings, attachment: Attachment, **options) -> int:
    with clamd(**options) as server:
        settings.CLAMD_ADDRESS = server.address
        answered = actions.scan_attachments(by=SYSTEM, at=attachment.uploaded_at)
    attachment.refresh_from_db()
    return answered


def test_without_a_scanner_a_file_is_not_checked_and_says_so(draft, applicant):
    attachment = make_attachment(draft, applicant)
    assert actions.scan_attachments(by=SYSTEM, at=attachment.uploaded_at) == 0
    assert (attachment.scan, attachment.is_waiting) == (UNSCANNED, False)
    assert str(attachment.scan_label) == "Not checked for malware"


def test_with_a_scanner_a_file_waits_until_it_has_been_checked(draft, applicant, settings):
    attachment = make_attachment(draft, applicant)
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    assert (attachment.is_waiting, str(attachment.scan_label)) == (True, "Being checked")
    assert scan(settings, attachment) == 1
    assert (attachment.scan, attachment.is_waiting) == (CLEAN, False)
    assert str(attachment.scan_label) == "Checked for malware"
    assert Event.objects.filter(act="scan").values_list("outcome", flat=True).get() == "clean"


def test_malware_is_deleted_and_the_group_is_told(draft, applicant, co_applicant, settings):
    attachment = make_attachment(draft, applicant, content=infected(), name="säännöt.docx")
    assert scan(settings, attachment) == 1
    assert attachment.scan == INFECTED
    assert str(attachment.scan_label) == "There was malware in the file. We deleted it."
    assert not storages["attachments"].exists(attachment.path)
    assert queries.filled(draft).attachments == []
    letters = Letter.objects.filter(kind="applications/malware_found")
    assert {letter.to for letter in letters} == {applicant.email, co_applicant.email}
    assert "säännöt.docx" in letters[0].body_text


def test_malware_is_gone_from_every_application_that_shares_it(draft, applicant, group, open_round, settings):
    attachment = make_attachment(draft, applicant, content=infected(), name="säännöt.docx")
    other = make_application(applicant, group, open_round)
    again = actions.reuse(other, by=acting(applicant, "owner"), at=other.created_at, attachment=attachment, shows="rules")
    assert scan(settings, attachment) == 1
    again.refresh_from_db()
    assert again.scan == INFECTED
    assert list(queries.earlier_attachments(other, "rules")) == []


def test_where_the_scanner_gives_no_answer_the_file_stays_unchecked_and_is_asked_about_again(draft, applicant, settings):
    attachment = make_attachment(draft, applicant)
    assert scan(settings, attachment, says="stream: Can't allocate memory ERROR") == 0
    assert attachment.scan == UNSCANNED
    assert scan(settings, attachment) == 1
    assert attachment.scan == CLEAN


def test_one_file_without_an_answer_holds_up_no_other(draft, applicant, settings):
    lost, kept = (make_attachment(draft, applicant, content=files.pdf(pages)) for pages in (1, 2))
    storages["attachments"].delete(lost.path)
    assert scan(settings, kept) == 1
    assert kept.scan == CLEAN


def test_sending_waits_for_no_scanner(draft, applicant, settings):
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    attachment = make_attachment(draft, applicant)
    assert queries.sent_attachments(send(draft, applicant)) == {attachment.pk}


def test_a_file_that_was_checked_is_not_checked_again(draft, applicant, settings):
    attachment = make_attachment(draft, applicant)
    assert (scan(settings, attachment), scan(settings, attachment)) == (1, 0)
