"""Notes of the coordinators: kept apart from every message, for nobody else."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from advice.actions import write_internal_note
from advice.models import AdviceGiven, InternalNote, Message, Thread
from registry.models import Letter
from registry.queries import events_about
from tests.factories import AT, acting, make_idea

pytestmark = pytest.mark.django_db
NOTED = "Soita ryhmälle perjantaina."


def noted(subject, coordinator, text: str = NOTED, at=AT) -> InternalNote:
    return write_internal_note(subject, by=acting(coordinator, "coordinator"), at=at, internal_note=text)


def test_a_note_is_kept_and_nothing_is_sent_or_counted_as_advice(coordinator, applicant, draft):
    for subject in (draft, make_idea(applicant)):
        before = Letter.objects.count()
        note = noted(subject, coordinator)
        assert (note.text, list(subject.internal_notes.all()), Letter.objects.count()) == (NOTED, [note], before)
    assert [model.objects.count() for model in (Thread, Message, AdviceGiven)] == [0, 0, 0]


def test_the_record_office_knows_of_a_note_but_not_what_it_says(coordinator, draft):
    note = noted(draft, coordinator)
    event = events_about(draft.about).get(act="write_internal_note")
    assert event.details == {"note": note.pk}


def test_pressing_twice_keeps_one_and_the_same_words_later_are_a_new_one(coordinator, draft):
    assert noted(draft, coordinator) == noted(draft, coordinator)
    assert noted(draft, coordinator, at=AT + timedelta(hours=2)) != noted(draft, coordinator, "Muuta")
    assert InternalNote.objects.count() == 3


@pytest.mark.parametrize(("text", "sentence"), [(" ", "Write the note"), ("a" * 10_001, "at most 10000 characters")])
def test_an_empty_or_endless_note_is_refused_in_words(coordinator, draft, text, sentence):
    with pytest.raises(ValidationError, match=sentence):
        noted(draft, coordinator, text)


def test_a_note_is_about_one_thing_and_says_something(coordinator, draft):
    for note in (
        InternalNote(text="Hei", written_by=coordinator, written_at=AT),
        InternalNote(application=draft, text="", written_by=coordinator, written_at=AT),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            note.save()
