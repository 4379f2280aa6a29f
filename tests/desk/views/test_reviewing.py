"""The page on who reviews a case and how the points agree."""

import pytest
from django.urls import reverse

from applications.models import Application
from reviews.actions import declare
from reviews.models import Assignment, Discussion, ScoreChange
from tests.factories import acting, after_closing, make_case_in_review, make_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(applicant, group, first_round, coordinator, reviewer) -> Application:
    case = make_case_in_review(applicant, group, first_round, coordinator)
    declare(case, by=acting(reviewer, "reviewer"), at=after_closing(case))
    return case


def to(name: str, case, *more) -> str:
    return reverse(f"desk:{name}", args=[case.reference, *more])


def test_a_coordinator_asks_reminds_and_takes_back(client_of, case, reviewer, coordinator):
    browser = client_of(coordinator)
    assert browser.post(to("assign", case), {"reviewer": reviewer.pk}).status_code == 303
    assignment = Assignment.objects.get()
    page = browser.get(to("reviewing", case)).content.decode()
    assert ("Arto Arvioija" in page, "the review is not sent yet" in page) == (True, True)
    assert [browser.post(to(name, case, assignment.pk)).status_code for name in ("nudge", "take_back")] == [303, 303]
    assert browser.post(to("take_back", case, assignment.pk)).status_code == 404


@pytest.mark.parametrize("typed", ["", "999"])
def test_nobody_is_asked_without_a_name(client_of, case, coordinator, typed):
    answer = client_of(coordinator).post(to("assign", case), {"reviewer": typed})
    assert (answer.status_code, "Choose a person." in answer.content.decode()) == (422, True)


def test_points_far_apart_are_said_in_words_and_the_talk_is_recorded(client_of, case, reviewer, coordinator):
    make_review(case, reviewer, points=5)
    make_review(case, coordinator, role="coordinator", points=2)
    browser = client_of(reviewer)
    page = browser.get(to("reviewing", case)).content.decode()
    assert (page.count("<b>Far apart</b>"), "Talk them over" in page) == (6, True)
    assert browser.post(to("record_discussion", case), {"text": " "}).status_code == 422
    assert browser.post(to("record_discussion", case), {"text": "Puhuimme."}).status_code == 303
    assert Discussion.objects.get().text == "Puhuimme."


def test_points_are_changed_by_their_giver(client_of, case, reviewer):
    make_review(case, reviewer, points=5)
    browser, code = client_of(reviewer), case.round.criteria.first().code
    refused = browser.post(to("change_score", case), {f"new-{code}": "3"})
    assert (refused.status_code, "Say why the points change." in refused.content.decode()) == (422, True)
    assert browser.post(to("change_score", case), {f"new-{code}": "3", "why": "Luin uudelleen."}).status_code == 303
    assert ScoreChange.objects.get().after == 3
    assert "Luin uudelleen." in browser.get(to("reviewing", case)).content.decode()


def test_who_has_not_opened_the_case_reads_nothing_of_it(client_of, case, decider):
    assert client_of(decider).get(to("reviewing", case)).status_code == 403
