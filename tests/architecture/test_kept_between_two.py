"""What a group and the City write to each other, and what the coordinators note, is read by them alone: every page is looked through."""

from __future__ import annotations

import pytest

from accounts.models import Membership
from registry.models import Document, Event, Letter
from tests.architecture.test_masking import bytes_of, looks, people  # noqa: F401 -- `people` is a fixture
from tests.architecture.world import ASKED, CLAIM_FILE, CLAIMANT, CLAIMED, FILE, NOTED, SAID, make_world
from tests.documents import words_in
from tests.factories import AT, make_person

pytestmark = pytest.mark.django_db

GROUP = ("applicant", "co_applicant", "reader")
# The file of the whole case, for who answers for it and for who audits it.
WHOLE = {(page, role) for page in ("desk:dossier", "desk:dossier_zip") for role in ("coordinator", "auditor")}
TALK = {("advice:messages", role) for role in GROUP} | {("desk:messages", "coordinator")} | WHOLE
MAY_READ = {SAID: TALK, FILE: TALK, NOTED: {("desk:internal_notes", "coordinator")} | WHOLE}
# A claim is read by the group that makes it and by those who could handle it, never by reviewers; where its maker lives, and what
# somebody of the municipality claims, by the desk alone.
AT_DESK = ("coordinator", "decider", "auditor")
HANDLERS = ("coordinator", "decider")
PILED = {(page, role) for page in ("desk:dossier", "desk:dossier_zip") for role in AT_DESK}
FORMS = {(f"desk:{page}", role) for page in ("ask_hearing", "end_claim") for role in HANDLERS}
MAY_READ |= {
    CLAIMED: {("decisions:claim", role) for role in GROUP} | {("desk:claim", role) for role in AT_DESK} | FORMS | PILED,
    CLAIM_FILE: {("decisions:claim", role) for role in GROUP} | {("desk:claim", role) for role in AT_DESK} | PILED,
    CLAIMANT: {(page, role) for page in ("desk:claim", "desk:claim_receipt") for role in AT_DESK} | PILED,
    ASKED: {("decisions:hearing", role) for role in GROUP}
    | {("desk:claim", role) for role in AT_DESK}
    | {("desk:record_hearing", role) for role in HANDLERS}
    | PILED,
}


def test_each_word_is_read_by_its_two_sides_alone(people):  # noqa: F811 -- the fixture
    world = make_world(people)
    people["reader"] = make_person("reader@example.org")
    Membership.objects.create(person=people["reader"], group=world.group, role=Membership.READER, joined_at=AT)
    seen = [(row.name, role, words_in(content)) for row, role, content in looks(world, people)]
    assert {secret: {(name, role) for name, role, text in seen if secret in text} for secret in MAY_READ} == MAY_READ


def test_no_letter_document_or_event_carries_a_word(people):  # noqa: F811 -- the fixture
    make_world(people)
    assert Letter.objects.filter(kind="advice/message_received").exists()
    letters = [text for row in Letter.objects.values_list("subject", "body_text", "body_html") for text in row]
    documents = [words_in(bytes_of(document)) for document in Document.objects.all()]
    events = [str(event.details) for event in Event.objects.all()]
    everywhere = [*letters, *documents, *events]
    assert [text for text in everywhere if any(secret in text for secret in MAY_READ)] == []
