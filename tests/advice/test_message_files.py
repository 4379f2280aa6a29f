"""Files that come with messages obey the rules of every stored file, and nobody takes them for orphans."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages

from advice.models import Message, MessageFile
from applications import actions as application_actions
from applications import queries as application_queries
from applications.models import CLEAN, INFECTED, UNSCANNED, Attachment
from registry.models import Event, Letter
from tests import files
from tests.advice.factories import make_file_message
from tests.clamd import clamd
from tests.factories import AT, SYSTEM, make_attachment, make_idea

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_folder(settings, tmp_path) -> Path:
    settings.STORAGES = {
        **settings.STORAGES,
        "attachments": {**settings.STORAGES["attachments"], "OPTIONS": {"location": tmp_path / "attachments"}},
    }
    return tmp_path / "attachments"


def on_disk(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def infected() -> bytes:
    return files.archive_with(files.docx(), "word/media/a.bin", files.EICAR)


def scan(settings) -> int:
    with clamd() as server:
        settings.CLAMD_ADDRESS = server.address
        return application_actions.scan_attachments(by=SYSTEM, at=AT)


def test_a_file_comes_with_its_message_under_a_random_name(applicant, draft, own_folder):
    message = make_file_message(draft, applicant, content=files.pdf(), name="Piirros talosta.pdf")
    file = message.files.get()
    assert (file.name, file.type, file.scan, file.uploaded_by) == ("Piirros talosta.pdf", "application/pdf", UNSCANNED, applicant)
    assert (file.about, on_disk(own_folder)) == (draft.about, [own_folder / file.path])
    assert "Piirros" not in file.path


def test_what_is_refused_leaves_neither_message_nor_file(applicant, draft, own_folder):
    with pytest.raises(ValidationError) as refusal:
        make_file_message(draft, applicant, content=b"MZ\x90\x00", name="ohjelma.exe")
    assert list(refusal.value.message_dict) == ["file"]
    assert (Message.objects.count(), on_disk(own_folder)) == (0, [])


def test_pressing_twice_keeps_one_message_and_one_file(applicant, draft, own_folder):
    first, again = (make_file_message(draft, applicant, content=files.pdf()) for _press in range(2))
    assert (first, MessageFile.objects.count(), len(on_disk(own_folder))) == (again, 1, 1)
    assert make_file_message(draft, applicant, content=files.pdf(2)) != first


def test_the_files_of_a_talk_have_room_enough_and_no_more(applicant, draft, settings, own_folder):
    settings.ATTACHMENTS_MEGABYTES = 0
    with pytest.raises(ValidationError, match="at most 0 MB together"):
        make_file_message(draft, applicant, content=files.pdf())
    assert (Message.objects.count(), on_disk(own_folder)) == (0, [])


def test_the_sweeper_takes_no_file_of_an_application_or_a_message_for_an_orphan(applicant, draft, own_folder):
    attachment = make_attachment(draft, applicant, content=files.heic(), name="kuva.heic")
    message = make_file_message(draft, applicant, content=files.heic(), name="toinen.heic", at=draft.created_at)
    orphan = own_folder / "2018" / "orphan"
    orphan.parent.mkdir(parents=True, exist_ok=True)
    orphan.write_bytes(b"x")
    for path in on_disk(own_folder):
        os.utime(path, (draft.created_at.timestamp(), draft.created_at.timestamp()))
    assert application_actions.sweep(by=SYSTEM, at=draft.created_at + timedelta(days=3)) == 1
    kept = [own_folder / path for it in (attachment, message.files.get()) for path in (it.path, it.copy_path)]
    assert on_disk(own_folder) == sorted(kept)


def test_malware_in_a_message_is_deleted_and_its_sender_is_told(applicant, co_applicant, coordinator, draft, settings):
    message = make_file_message(draft, applicant, content=infected(), name="säännöt.docx")
    other = make_attachment(draft, applicant)
    assert scan(settings) == 2
    file = message.files.get()
    other.refresh_from_db()
    assert (file.scan, other.scan) == (INFECTED, CLEAN)
    assert not storages["attachments"].exists(file.path)
    letter = Letter.objects.get(kind="applications/malware_found")
    assert (letter.to, letter.subject) == (applicant.email, "Lähettämässäsi tiedostossa oli haittaohjelma")
    assert "säännöt.docx" in letter.body_text
    assert {str(event.details) for event in Event.objects.filter(act="scan")} == {
        f"{{'messagefile': {file.pk}}}",
        f"{{'attachment': {other.pk}}}",
    }


def test_a_file_of_an_ideas_talk_is_scanned_too(applicant, coordinator, settings):
    file = make_file_message(make_idea(applicant), coordinator, content=infected(), name="ohje.docx").files.get()
    assert scan(settings) == 1
    file.refresh_from_db()
    assert (file.scan, Letter.objects.get(kind="applications/malware_found").to) == (INFECTED, coordinator.email)


def test_a_file_that_has_changed_or_gone_is_found_by_the_check(applicant, draft):
    gone = make_file_message(draft, applicant, content=files.pdf()).files.get()
    assert application_queries.broken_attachments() == []
    storages["attachments"].delete(gone.path)
    assert application_queries.broken_attachments() == [
        f"Message file {gone.pk} of {draft.reference}: its file {gone.path} can't be read."
    ]


def test_it_is_of_the_talk_and_no_attachment_of_the_application(applicant, draft):
    make_file_message(draft, applicant, content=files.pdf())
    assert (Attachment.objects.count(), application_queries.filled(draft).attachments) == (0, [])
