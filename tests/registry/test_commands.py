"""The command that compares documents with their rows."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from registry import actions
from registry.models import Document
from tests.factories import AT

pytestmark = pytest.mark.django_db


def make_document(name: str) -> Document:
    return actions.store_document(
        key=name, name=name, content=name.encode(), content_type="application/pdf", about="application:PK-2018-0001", at=AT
    )


def told() -> str:
    out = StringIO()
    call_command("check_documents", stdout=out)
    return out.getvalue().strip()


def test_documents_that_agree_with_their_rows_are_in_order():
    make_document("Päätös.pdf")
    assert told() == "Every document has its file."


def test_a_missing_and_a_changed_document_are_named():
    gone, changed = make_document("Päätös.pdf"), make_document("Korjattu päätös.pdf")
    storage = storages["documents"]
    storage.delete(gone.path)
    Path(storage.path(changed.path)).write_bytes(b"other")
    with pytest.raises(CommandError) as faults:
        told()
    assert str(faults.value).splitlines() == [
        f"Document {gone.pk}, Päätös.pdf, of PK-2018-0001: its file {gone.path} can't be read.",
        f"Document {changed.pk}, Korjattu päätös.pdf, of PK-2018-0001: its file {changed.path} is not the one that was added.",
    ]
