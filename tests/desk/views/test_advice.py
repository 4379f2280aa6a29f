"""The coordinator's home of advice: who waits, and whom she meets today."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import clock, dates
from tests.applications.views.reading import found, words
from tests.factories import make_application, make_appointment, make_draft, make_idea, make_message, make_slot, send
from tests.questions import make_answer, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def page_of(client_of):
    return lambda person: client_of(person).get("/tyopoyta/neuvonta/")


def waiting(page) -> list[str]:
    return [words(row) for row in found(page, "//ul[@class='counts']/li")]


def test_where_everybody_has_been_answered_it_says_so(page_of, coordinator, programme):
    text = words(found(page_of(coordinator), "//main")[0])
    assert "Everybody has been answered." in text
    assert "Nobody has booked a time for today." in text


def test_it_counts_who_waits_and_says_since_when(page_of, applicant, group, stranger, coordinator, open_round):
    now = clock.now()
    make_idea(applicant, at=now)
    make_idea(stranger, text="Toinen idea", at=now)
    make_message(make_draft(applicant, group, open_round, at=now), applicant, at=now)
    assert waiting(page_of(coordinator)) == ["2 new ideas since today", "1 unanswered message since today"]


def test_what_has_been_answered_does_not_wait(page_of, applicant, coordinator, programme):
    now = clock.now()
    idea = make_idea(applicant, at=now)
    make_message(idea, coordinator, at=now)
    assert waiting(page_of(coordinator)) == []


def test_the_same_counts_stand_on_the_worklist(client_of, applicant, coordinator, programme):
    make_idea(applicant, at=clock.now())
    assert waiting(client_of(coordinator).get("/tyopoyta/")) == ["1 new idea since today"]


def test_the_worklist_counts_her_appointments_of_the_day_and_says_when_the_first_begins(
    client_of, applicant, stranger, coordinator, programme
):
    today = dates.local_day(clock.now())
    for day, hour, person in ((today, 14, applicant), (today, 9, stranger), (today + timedelta(days=1), 8, applicant)):
        make_appointment(make_slot(coordinator, dates.local(day, time(hour))), person)
    assert waiting(client_of(coordinator).get("/tyopoyta/")) == ["2 appointments today the first at 9.00"]


def test_the_worklist_of_others_says_nothing_of_advice(client_of, applicant, reviewer, decider, programme):
    make_idea(applicant, at=clock.now())
    for person in (reviewer, decider):
        assert waiting(client_of(person).get("/tyopoyta/")) == []


def test_one_question_to_the_database_counts_all_that_waits(client_of, applicant, stranger, coordinator, programme):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client_of(coordinator).get("/tyopoyta/neuvonta/").status_code == 200
        return len(asked)

    make_idea(applicant, at=clock.now())
    few = queries()
    for number in range(3):
        make_idea(stranger, text=f"Idea {number}", at=clock.now())
    assert queries() == few


def test_a_message_about_a_case_that_she_has_not_opened_waits_too(page_of, applicant, group, coordinator, open_round):
    now = clock.now()
    make_message(send(make_application(applicant, group, open_round), applicant), applicant, at=now)
    assert waiting(page_of(coordinator)) == ["1 unanswered message since today"]


def test_of_an_application_that_somebody_comes_to_talk_about_only_the_number_is_told(page_of, applicant, coordinator, draft):
    midnight = dates.bounds_of_day(dates.local_day(clock.now()))[0]
    make_appointment(make_slot(coordinator, midnight), applicant, at=midnight - timedelta(days=1), subject=draft)
    text = words(found(page_of(coordinator), "//section[.//h2[@id='today']]")[0])
    assert (draft.reference in text, draft.title in text) == (True, False)


def test_a_question_waits_until_it_is_answered(page_of, applicant, coordinator, open_round):
    question = make_question(applicant)
    assert waiting(page_of(coordinator)) == ["1 question without an answer since today"]
    make_answer(question, coordinator)
    assert waiting(page_of(coordinator)) == []
