"""The command that compares files with their rows."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from tests import files
from tests.factories import make_attachment

pytestmark = pytest.mark.django_db


def told() -> str:
    out = StringIO()
    call_command("check_attachments", stdout=out)
    return out.getvalue().strip()


def test_files_that_agree_with_their_rows_are_in_order(draft, applicant):
    make_attachment(draft, applicant)
    assert told() == "Every attachment has its file."


def test_a_missing_and_a_changed_file_are_named(draft, applicant):
    gone, changed = (make_attachment(draft, applicant, content=files.pdf(pages)) for pages in (1, 2))
    storage = storages["attachments"]
    storage.delete(gone.path)
    Path(storage.path(changed.path)).write_bytes(b"other")
    with pytest.raises(CommandError) as faults:
        told()
    assert str(faults.value).splitlines() == [
        f"Attachment {gone.pk} of {draft.reference}: its file {gone.path} can't be read.",
        f"Attachment {changed.pk} of {draft.reference}: its file {changed.path} is not the one that was added.",
    ]
