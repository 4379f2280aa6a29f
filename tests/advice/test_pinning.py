"""Notes on a draft: who pins them, who is told, and what becomes of them."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from advice import actions, queries
from advice.models import AdviceGiven, Note
from applications import actions as application_actions
from registry.models import Event, Letter
from tests.advice.factories import ask_advice, make_note
from tests.factories import SYSTEM, acting, make_application, make_message, make_person, send

pytestmark = pytest.mark.django_db
CANARY = "Kanarialintu kirjoitti neuvon."
DAY = timedelta(days=1)


@pytest.fixture
def asked(draft, applicant):
    """Its group has asked for advice."""
    ask_advice(draft, applicant)
    return draft


def letters() -> list[tuple[str, str]]:
    return list(Letter.objects.filter(kind="advice/note_pinned").order_by("pk").values_list("to", "status"))


def test_a_note_is_advice_on_record_and_told_to_who_fills_in_without_its_text(asked, applicant, co_applicant, coordinator):
    reader = make_person("lukija@example.org")
    asked.group.memberships.create(person=reader, role="reader", joined_at=asked.created_at)
    note = make_note(asked, coordinator, section="kustannukset", text=CANARY, at=asked.created_at)
    assert (note.section, note.text, note.author) == ("kustannukset", CANARY, coordinator)
    given = AdviceGiven.objects.get()
    assert (given.adviser, given.application, given.channel, given.minutes) == (coordinator, asked, "note", None)
    assert letters() == [(applicant.email, "queued"), (co_applicant.email, "queued")]
    written = Letter.objects.filter(kind="advice/note_pinned").values_list("subject", "body_text", "body_html")
    assert CANARY not in str(list(written))
    assert Event.objects.filter(act="pin_note").get().details == {"section": "kustannukset", "note": note.pk}


def test_one_letter_a_day_is_enough_until_somebody_has_looked(asked, applicant, coordinator):
    at = asked.created_at
    make_note(asked, coordinator, at=at)
    make_note(asked, coordinator, text="Toinen.", at=at + timedelta(minutes=5))
    assert len(letters()) == 2
    make_note(asked, coordinator, text="Kolmas.", at=at + DAY)
    assert len(letters()) == 4
    actions.mark_notes_seen(asked, by=acting(applicant, "owner"), at=at + DAY)
    make_note(asked, coordinator, text="Neljäs.", at=at + DAY + timedelta(minutes=5))
    assert len(letters()) == 6


def test_the_same_text_twice_is_one_note(asked, coordinator):
    assert make_note(asked, coordinator) == make_note(asked, coordinator)
    assert (Note.objects.count(), AdviceGiven.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"text": "  \n"}, "Write your advice."),
        ({"section": "tuntematon"}, "no such part"),
        ({"section": "hanke"}, "no such part"),
    ],
)
def test_a_note_says_something_of_a_part_that_is_there(asked, coordinator, facts, sentence):
    with pytest.raises(ValidationError, match=sentence):
        make_note(asked, coordinator, **facts)


def test_nobody_else_pins_and_nothing_is_pinned_without_consent(draft, applicant, coordinator, reviewer):
    with pytest.raises(ValidationError, match="may not read this draft any more"):
        make_note(draft, coordinator)
    ask_advice(draft, applicant)
    for person in (reviewer, applicant):
        with pytest.raises(ValidationError, match="may not read this draft any more"):
            make_note(draft, person)
    application_actions.end_help(draft, by=acting(applicant, "owner"), at=draft.created_at)
    with pytest.raises(ValidationError, match="may not read this draft any more"):
        make_note(draft, coordinator)


def test_with_the_consent_the_notes_go_from_the_desk_and_stay_with_the_group(asked, applicant, coordinator):
    note = make_note(asked, coordinator)
    assert list(Note.objects.advised_by(coordinator)) == list(Note.objects.visible_to(applicant)) == [note]
    application_actions.end_help(asked, by=acting(applicant, "owner"), at=asked.created_at)
    assert list(Note.objects.advised_by(coordinator)) == []
    assert list(Note.objects.visible_to(applicant)) == [note]


def test_the_group_marks_a_note_done_and_may_think_again(asked, applicant, co_applicant, coordinator):
    note = make_note(asked, coordinator)
    actions.finish_note(note, by=acting(co_applicant, "editor"), at=asked.created_at)
    note.refresh_from_db()
    assert (note.done_by, note.done_at) == (co_applicant, asked.created_at)
    assert queries.notes_of(asked).count == 0
    actions.finish_note(note, by=acting(applicant, "owner"), at=asked.created_at + DAY)
    note.refresh_from_db()
    assert note.done_by == co_applicant
    actions.reopen_note(note, by=acting(applicant, "owner"), at=asked.created_at)
    assert [it.pk for it in queries.notes_of(asked).open["idea"]] == [note.pk]


def test_after_sending_notes_are_only_read(asked, applicant, coordinator):
    note = make_note(asked, coordinator)
    send(asked, applicant)
    assert list(Note.objects.visible_to(applicant)) == [note]
    assert list(Note.objects.advised_by(coordinator)) == []
    for act in (actions.finish_note, actions.reopen_note):
        with pytest.raises(ValidationError, match="has been sent"):
            act(note, by=acting(applicant, "owner"), at=asked.created_at)


def test_a_note_taken_back_is_seen_by_nobody_and_its_letter_does_not_go(asked, applicant, coordinator):
    first, second = make_note(asked, coordinator), make_note(asked, coordinator, text="Toinen.")
    by = acting(coordinator, "coordinator")
    actions.withdraw_note(first, by=by, at=asked.created_at)
    assert list(Note.objects.visible_to(applicant)) == list(Note.objects.advised_by(coordinator)) == [second]
    assert {status for _to, status in letters()} == {"queued"}
    actions.withdraw_note(second, by=by, at=asked.created_at)
    assert {status for _to, status in letters()} == {"cancelled"}
    assert AdviceGiven.objects.count() == 2
    assert not queries.notes_of(asked).are_any


def test_notes_are_no_part_of_what_is_sent_copied_or_printed(asked, applicant, coordinator):
    make_note(asked, coordinator, text=CANARY)
    copy = application_actions.copy(asked, by=acting(applicant, "owner"), at=asked.created_at, round=asked.round)
    assert not queries.notes_of(copy).are_any
    send(asked, applicant)
    assert CANARY not in str(asked.versions.get().content)


def test_the_notes_of_a_discarded_draft_are_forgotten(asked, applicant, coordinator, group, open_round):
    kept = make_application(applicant, group, open_round)
    ask_advice(kept, applicant)
    stays = make_note(kept, coordinator)
    make_note(asked, coordinator, text=CANARY)
    application_actions.discard(asked, by=acting(applicant, "owner"), at=asked.created_at)
    assert list(Note.objects.visible_to(applicant)) == [stays]
    assert actions.forget_notes(by=SYSTEM, at=asked.created_at) == 1
    assert list(Note.objects.all()) == [stays]
    assert actions.forget_notes(by=SYSTEM, at=asked.created_at) == 0
    assert Event.objects.filter(act="forget_notes").get().details == {"notes": 1}


def test_notes_stand_in_the_order_of_the_form_and_last_those_on_parts_that_are_gone(asked, coordinator):
    for section in ("kustannukset", "idea"):
        make_note(asked, coordinator, section=section)
    Note.objects.filter(section="idea").update(section="tarve")
    shown = [(part and part.slug, len(some)) for part, some in queries.by_section("event", Note.objects.all())]
    assert shown == [("kustannukset", 1), (None, 1)]


def test_a_draft_waits_for_advice_until_somebody_has_answered(draft, applicant, coordinator, reviewer):
    at = draft.created_at
    assert list(queries.drafts_waiting_for_advice(coordinator)) == []
    ask_advice(draft, applicant, at=at)
    [waiting] = queries.drafts_waiting_for_advice(coordinator)
    assert (waiting, waiting.asked_at) == (draft, at)
    assert list(queries.drafts_waiting_for_advice(reviewer)) == []
    make_message(draft, coordinator, at=at - DAY)
    assert list(queries.drafts_waiting_for_advice(coordinator)) == [draft]
    make_note(draft, coordinator, at=at + DAY)
    assert list(queries.drafts_waiting_for_advice(coordinator)) == []
    application_actions.end_help(draft, by=acting(applicant, "owner"), at=at + 2 * DAY)
    ask_advice(draft, applicant, at=at + 3 * DAY)
    assert list(queries.drafts_waiting_for_advice(coordinator)) == [draft]


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"text": ""}, "note_says_something_of_a_section"),
        ({"section": ""}, "note_says_something_of_a_section"),
        ({"done_at": "2018-02-14T10:00Z"}, "note_done_by_somebody"),
    ],
)
def test_the_database_takes_only_whole_notes(asked, coordinator, facts, constraint):
    make_note(asked, coordinator)
    with pytest.raises(IntegrityError, match=constraint):
        Note.objects.update(**facts)
