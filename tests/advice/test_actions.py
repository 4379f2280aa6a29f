"""Telling an idea and talking about it."""

import pytest
from django.core.exceptions import ValidationError

from advice.actions import send_message, tell_idea
from advice.models import AdviceGiven, Idea, Thread
from registry.queries import events_about
from tests.factories import AT, acting, make_idea, make_message

pytestmark = pytest.mark.django_db


def test_an_idea_has_a_number_and_its_words_cleaned(applicant):
    idea = make_idea(applicant, text="  Puistopaja\r\nkaikille  ", title=" Paja ")
    assert (idea.reference, idea.text, idea.title) == ("ID-2018-0001", "Puistopaja\nkaikille", "Paja")
    assert (idea.person, idea.email, idea.entered_by) == (applicant, applicant.email, None)
    assert [event.act for event in events_about(idea.about)] == ["tell_idea"]


def test_pressing_twice_tells_once(applicant):
    assert make_idea(applicant) == make_idea(applicant)
    assert Idea.objects.count() == 1


def test_the_same_words_after_an_answer_are_a_new_idea(applicant, coordinator):
    first = make_idea(applicant)
    make_message(first, coordinator)
    assert make_idea(applicant) != first


def test_a_coordinator_writes_down_what_somebody_told_her(coordinator):
    idea = tell_idea(by=acting(coordinator, "coordinator"), at=AT, text="Soittaja haluaa pajan", email=" Uusi@Example.org ")
    assert (idea.person, idea.email, idea.entered_by) == (None, "uusi@example.org", coordinator)


def test_an_empty_idea_is_refused_in_words(applicant):
    with pytest.raises(ValidationError, match="Write what you would like to do"):
        make_idea(applicant, text=" \n ")


def test_the_first_message_begins_the_talk_and_the_next_goes_on(applicant, coordinator, draft):
    first, second = make_message(draft, applicant), make_message(draft, coordinator)
    assert first.thread == second.thread == Thread.objects.get()
    assert list(first.thread.messages.all()) == [first, second]


def test_what_the_city_says_is_advice_on_record(applicant, coordinator, draft):
    make_message(draft, applicant)
    assert AdviceGiven.objects.count() == 0
    make_message(draft, coordinator)
    advice = AdviceGiven.objects.get()
    assert (advice.adviser, advice.channel, advice.application, advice.minutes) == (coordinator, "message", draft, None)


def test_the_record_office_knows_of_a_message_but_not_what_it_says(applicant, draft):
    message = make_message(draft, applicant, text="Salainen sana")
    event = events_about(draft.about).get(act="send_message")
    assert (event.act, event.details) == ("send_message", {"side": "group", "message": message.pk, "files": 0})


@pytest.mark.parametrize(("text", "sentence"), [("  ", "Write your message"), ("a" * 10_001, "at most 10000 characters")])
def test_an_empty_or_endless_message_is_refused_in_words(applicant, draft, text, sentence):
    with pytest.raises(ValidationError, match=sentence):
        send_message(draft, by=acting(applicant), at=AT, side="group", text=text)


def test_who_writes_has_read_the_talk(applicant, draft):
    message = make_message(draft, applicant)
    assert message.thread.read_marks.get(person=applicant).covers(message)
