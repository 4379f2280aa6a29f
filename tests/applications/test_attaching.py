"""Adding a file, taking it away, sharing it, and what becomes of the bytes."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import close_old_connections, connection

from applications import actions, queries
from applications.models import Application, Attachment
from registry.models import Event
from tests import files
from tests.factories import SYSTEM, acting, make_application, make_attachment, make_group, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path) -> Path:
    """So that a test sees its own files alone."""
    storage = settings.STORAGES["attachments"]
    options = {**storage["OPTIONS"], "location": tmp_path / "attachments"}
    settings.STORAGES = {**settings.STORAGES, "attachments": {**storage, "OPTIONS": options}}
    return tmp_path / "attachments"


def stored(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def refused(act: Callable, *args: object, **kwargs: object) -> str:
    with pytest.raises(ValidationError) as refusal:
        act(*args, **kwargs)
    [error] = refusal.value.error_list
    return error.code


def test_a_file_is_kept_under_a_random_name_with_all_that_is_known_of_it(draft, applicant, own_folder):
    content = files.pdf(2)
    added = make_attachment(draft, applicant, content=content, name="C:\\paperit\\Sa\u0308a\u0308nno\u0308t #1.pdf")
    [path] = stored(own_folder)
    assert path.read_bytes() == content
    assert added.sha256 == hashlib.sha256(content).hexdigest()
    assert (added.name, added.type, added.size) == ("Säännöt #1.pdf", "application/pdf", len(content))
    assert (added.shows, added.scan, added.uploaded_by, added.marks) == ("rules", "unscanned", applicant, [])
    assert "Säännöt" not in added.path
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_the_event_tells_what_was_added_and_no_name(draft, applicant):
    added = make_attachment(draft, applicant)
    event = Event.objects.filter(act="attach").get()
    assert event.details == {"attachment": added.pk, "shows": "rules", "kind": "pdf"}


def test_a_picture_of_a_telephone_has_a_smaller_copy_beside_it(draft, applicant, own_folder):
    added = make_attachment(draft, applicant, content=files.heic(), name="IMG_1.HEIC")
    assert len(stored(own_folder)) == 2
    assert queries.open_attachment(added, is_copy=True).read(3) == b"\xff\xd8\xff"
    assert added.copy_size == storages["attachments"].size(added.copy_path)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [(b"", "a.pdf", "empty"), (b"MZ", "a.exe", "wrong_type"), (files.docx(), "a.pdf", "another_type")],
)
def test_a_file_that_is_refused_leaves_nothing_behind(draft, applicant, own_folder, content, name, code):
    assert refused(make_attachment, draft, applicant, content=content, name=name) == code
    assert stored(own_folder) == []
    assert Attachment.objects.count() == 0


def test_a_file_that_is_too_big_is_not_even_looked_into(draft, applicant, settings):
    settings.ATTACHMENT_MEGABYTES = 1
    assert refused(make_attachment, draft, applicant, content=bytes(1_048_577)) == "too_big"


def test_an_eleventh_file_is_refused_and_leaves_nothing_behind(draft, applicant, settings, own_folder):
    settings.ATTACHMENTS_MOST = 2
    for pages in (1, 2):
        make_attachment(draft, applicant, content=files.pdf(pages))
    assert refused(make_attachment, draft, applicant, content=files.pdf(3)) == "too_many"
    assert len(stored(own_folder)) == 2


def test_all_files_together_have_their_limit(draft, applicant, settings):
    settings.ATTACHMENTS_MEGABYTES = 0
    assert refused(make_attachment, draft, applicant) == "too_much"


def test_the_same_paper_chosen_twice_is_there_once(draft, applicant, own_folder):
    first = make_attachment(draft, applicant, content=files.docx(), name="a.docx")
    assert make_attachment(draft, applicant, content=files.docx(), name="b.docx") == first
    assert len(stored(own_folder)) == 1


def test_a_paper_that_is_not_asked_of_such_a_group_is_refused(draft, applicant):
    assert refused(make_attachment, draft, applicant, shows="consent") == "shows"


def test_what_has_been_sent_stands_when_the_round_has_closed(sent, applicant):
    attachment = make_attachment(sent, applicant, at=sent.submitted_at)
    late = sent.round.closes_at + timedelta(minutes=5)
    by = acting(applicant, "owner")
    assert refused(make_attachment, sent, applicant, content=files.pdf(2), at=late) == "closed"
    assert refused(actions.detach, attachment, by=by, at=late) == "closed"
    assert refused(actions.put_back, attachment, by=by, at=late) == "closed"


def test_a_draft_takes_files_after_its_round_as_it_takes_answers(draft, applicant):
    make_attachment(draft, applicant, at=draft.round.closes_at + timedelta(minutes=5))
    assert draft.attachments.count() == 1


def test_a_file_added_after_sending_is_a_change_that_is_not_sent(sent, applicant):
    make_attachment(sent, applicant, at=sent.submitted_at + timedelta(minutes=1))
    sent.refresh_from_db()
    assert sent.has_unsent_changes()


def test_what_is_taken_away_can_be_put_back(draft, applicant):
    attachment, by = make_attachment(draft, applicant), acting(applicant, "owner")
    actions.detach(attachment, by=by, at=draft.created_at)
    assert queries.filled(draft).attachments == []
    actions.put_back(attachment, by=by, at=draft.created_at)
    assert queries.filled(draft).attachments == [attachment]


def test_what_is_taken_away_does_not_come_back_into_a_full_application(draft, applicant, settings):
    settings.ATTACHMENTS_MOST = 1
    attachment, by = make_attachment(draft, applicant), acting(applicant, "owner")
    actions.detach(attachment, by=by, at=draft.created_at)
    make_attachment(draft, applicant, content=files.pdf(2))
    assert refused(actions.put_back, attachment, by=by, at=draft.created_at) == "too_many"


def test_a_file_can_be_used_again_in_another_application_without_a_second_copy(draft, applicant, group, open_round, own_folder):
    first = make_attachment(draft, applicant)
    other = make_application(applicant, group, open_round, kind="development")
    assert list(queries.earlier_attachments(other, "rules")) == [first]
    again = actions.reuse(other, by=acting(applicant, "owner"), at=other.created_at, attachment=first, shows="rules")
    assert (again.application, again.path, again.sha256) == (other, first.path, first.sha256)
    assert len(stored(own_folder)) == 1
    assert actions.reuse(other, by=acting(applicant, "owner"), at=other.created_at, attachment=first, shows="rules") == again


def test_a_strangers_files_are_not_offered(draft, applicant, stranger, other_group, open_round):
    make_attachment(draft, applicant)
    theirs = make_application(stranger, other_group, open_round)
    assert list(queries.earlier_attachments(theirs, "rules")) == []


def test_a_free_group_needs_the_word_of_who_carries_its_money(applicant, open_round):
    free = make_group(
        applicant, type="free_group", name="Keskiviikon väki", carrier_name="Kantaja ry", carrier_business_id="9100001-3"
    )
    application = make_application(applicant, free, open_round)
    [consent] = queries.filled(application).attachments
    actions.detach(consent, by=acting(applicant, "owner"), at=application.created_at)
    form = queries.filled(application)
    assert [asked.code for asked in form.missing_papers] == ["consent"]
    assert refused(send, application, applicant) == "sections_are_complete"


def test_a_version_names_the_files_that_were_sent_with_their_digests(draft, applicant):
    attachment = make_attachment(draft, applicant)
    version = send(draft, applicant).versions.get()
    assert version.content["attachments"] == [
        {
            "id": attachment.pk,
            "shows": "rules",
            "name": "Säännöt.pdf",
            "type": "application/pdf",
            "size": attachment.size,
            "sha256": attachment.sha256,
        }
    ]
    [sent] = queries.as_sent(version).files
    assert (sent.pk, sent.name, sent.size) == (attachment.pk, "Säännöt.pdf", attachment.size)
    assert sent.label == "The rules of your association or co-operative"


def test_a_version_from_before_there_were_attachments_is_read_as_one_without(sent):
    version = sent.versions.get()
    del version.content["attachments"]
    version.save()
    assert queries.as_sent(version).files == []
    assert queries.sent_attachments(sent) == set()


def test_a_day_later_what_was_taken_away_is_gone_with_its_bytes(draft, applicant, own_folder):
    attachment = make_attachment(draft, applicant, content=files.heic(), name="a.heic")
    actions.detach(attachment, by=acting(applicant, "owner"), at=draft.created_at)
    assert sweep_after(own_folder, draft, hours=23) == 0
    assert sweep_after(own_folder, draft, hours=25) == 2
    assert (Attachment.objects.count(), stored(own_folder)) == (0, [])


def test_what_was_sent_stays_although_the_group_has_taken_it_away(draft, applicant, own_folder):
    attachment = make_attachment(draft, applicant)
    sent = send(draft, applicant)
    actions.detach(attachment, by=acting(applicant, "owner"), at=sent.submitted_at)
    assert sweep_after(own_folder, draft, hours=50) == 0
    assert len(stored(own_folder)) == 1


def test_files_without_a_row_and_unfinished_ones_are_swept_after_a_day(draft, applicant, own_folder):
    kept = make_attachment(draft, applicant)
    storages["attachments"].save("2018/orphan", ContentFile(b"x"))
    (own_folder / "2018" / "unfinished.part").write_bytes(b"x")
    assert sweep_after(own_folder, draft, hours=23) == 0
    assert sweep_after(own_folder, draft, hours=25) == 2
    assert stored(own_folder) == [own_folder / kept.path]


def test_a_discarded_draft_leaves_no_files(draft, applicant, own_folder):
    make_attachment(draft, applicant)
    actions.discard(draft, by=acting(applicant, "owner"), at=draft.created_at)
    assert sweep_after(own_folder, draft, hours=25) == 1
    assert stored(own_folder) == []


def sweep_after(folder: Path, draft: Application, *, hours: int) -> int:
    """The disk's own times, set to when the draft was begun."""
    for path in stored(folder):
        os.utime(path, (draft.created_at.timestamp(), draft.created_at.timestamp()))
    return actions.sweep(by=SYSTEM, at=draft.created_at + timedelta(hours=hours))


def test_a_full_disk_is_said_in_words_and_leaves_no_half_file(draft, applicant, own_folder, monkeypatch):
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert refused(make_attachment, draft, applicant) == "full"
    assert stored(own_folder) == []
    assert Attachment.objects.count() == 0


def test_a_file_that_vanishes_on_the_way_can_be_tried_again(draft, applicant, tmp_path, monkeypatch):
    def broken(_handle: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    assert refused(make_attachment, draft, applicant) == "failed"


@pytest.mark.django_db(transaction=True)
def test_two_who_add_at_once_do_not_both_take_the_last_place(draft, applicant, settings, own_folder):
    settings.ATTACHMENTS_MOST = 1

    def add(pages: int) -> str:
        close_old_connections()
        try:
            make_attachment(draft, applicant, content=files.pdf(pages))
        except ValidationError as refusal:
            return refusal.error_list[0].code
        finally:
            connection.close()
        return "added"

    with ThreadPoolExecutor(3) as pool:
        outcomes = sorted(pool.map(add, (1, 2, 3)))
    assert outcomes == ["added", "too_many", "too_many"]
    assert len(stored(own_folder)) == 1
