"""Taking a case up by a button, when its coordinator declared her interests before the round closed."""

import pytest

from applications.actions import declare_interest
from tests.applications.views.reading import sentences
from tests.desk.views.reading import page_of
from tests.factories import acting, after_closing

pytestmark = pytest.mark.django_db


@pytest.fixture
def declared(received, coordinator):
    declare_interest(received, by=acting(coordinator, "coordinator"), at=after_closing(received))
    return received


def test_it_begins_the_review(client_of, coordinator, declared):
    answer = client_of(coordinator).post(page_of(declared, "kasittelyyn/"))
    declared.refresh_from_db()
    assert (answer.status_code, answer.headers["Location"], declared.status) == (303, page_of(declared), "in_review")


def test_while_the_round_is_open_it_says_why_not(client_of, coordinator, sent):
    declare_interest(sent, by=acting(coordinator, "coordinator"), at=sent.submitted_at)
    page = client_of(coordinator).post(page_of(sent, "kasittelyyn/"))
    assert (page.status_code, sentences(page)) == (
        422,
        ["The round is still open, and the group may change the application until it closes."],
    )


def test_a_second_press_says_what_has_happened(client_of, coordinator, declared):
    browser = client_of(coordinator)
    browser.post(page_of(declared, "kasittelyyn/"))
    page = browser.post(page_of(declared, "kasittelyyn/"))
    assert (page.status_code, sentences(page)) == (
        422,
        ["This can't be done: the application is now in the state “In review”."],
    )


@pytest.mark.parametrize("role", ["applicant", "reviewer", "decider", "auditor", "finance"])
def test_only_the_coordinator_does_it(client_of, request, declared, role):
    assert client_of(request.getfixturevalue(role)).post(page_of(declared, "kasittelyyn/")).status_code == 403


def test_not_before_a_declaration(client_of, coordinator, received):
    assert client_of(coordinator).post(page_of(received, "kasittelyyn/")).status_code == 403


def test_it_is_only_posted_to(client_of, coordinator, declared):
    assert client_of(coordinator).get(page_of(declared, "kasittelyyn/")).status_code == 405
