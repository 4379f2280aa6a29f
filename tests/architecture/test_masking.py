"""The account number of a group is in full only where it is kept up to date: every page of every role is looked through."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, User
from registry.models import Document, Event, Letter
from tests.architecture.access import ROLES, ROWS, Row
from tests.architecture.world import World, arguments, make_world
from tests.documents import words_in
from tests.factories import AT, IBAN, make_person

pytestmark = pytest.mark.django_db

# Where owners and editors change it.
IN_FULL = {("accounts:edit_group", "applicant"), ("accounts:edit_group", "co_applicant")}
MASKED = "FI19 •••• •••• •••• 19"


@pytest.fixture
def people(applicant, co_applicant, stranger, coordinator, reviewer, decider, finance, auditor, admin) -> dict[str, User]:
    cast = (applicant, co_applicant, stranger, coordinator, reviewer, decider, finance, auditor, admin)
    return dict(zip(ROLES[1:], cast, strict=True))


def tells(content: bytes) -> bool:
    """Whether the number can be read, however it is spaced; its last nine digits would do."""
    return IBAN[-9:] in re.sub(r"[\s\u00a0-]|&nbsp;", "", words_in(content))


def bytes_of(document: Document) -> bytes:
    with storages["documents"].open(document.path) as file:
        return file.read()


def looks(world: World, people: dict[str, User]) -> Iterator[tuple[Row, str, bytes]]:
    """Every page that opens, by role; nobody signed in looks too."""
    for role in (*ROLES, "reader"):
        client = Client()
        if role in people:
            client.force_login(people[role])
        for row in ROWS:
            if row.method == "GET" and row.name not in {"account_logout", "healthz", "readyz"}:
                answer = client.get(reverse(row.name, kwargs=arguments(row.name, row.thing, world)))
                yield row, role, answer.getvalue() if answer.status_code == 200 else b""


def test_the_account_is_read_in_full_nowhere_but_where_it_is_changed(people):
    world = make_world(people)
    people["reader"] = make_person("reader@example.org")
    Membership.objects.create(person=people["reader"], group=world.group, role=Membership.READER, joined_at=AT)
    seen = [(row.name, role, content) for row, role, content in looks(world, people)]
    assert {(name, role) for name, role, content in seen if tells(content)} == IN_FULL
    masked = {(name, role) for name, role, content in seen if MASKED in content.decode(errors="replace")}
    shown_masked = {("applications:check", "reader"), ("front:my_application", "reader"), ("desk:case", "coordinator")}
    assert masked >= shown_masked


def test_no_letter_document_or_event_carries_the_account(people):
    make_world(people)
    letters = [text for row in Letter.objects.values_list("subject", "body_text", "body_html") for text in row]
    assert [text for text in letters if tells(text.encode())] == []
    assert Document.objects.exists()
    assert [document.name for document in Document.objects.all() if tells(bytes_of(document))] == []
    assert [event.act for event in Event.objects.all() if tells(str(event.details).encode())] == []


def test_the_number_is_noticed_however_it_is_spaced():
    assert tells(b"FI19 9000 0000 0000 19")
    assert tells("FI19&nbsp;9000\u00a00000 0000 19".encode())
    assert not tells(MASKED.encode())
