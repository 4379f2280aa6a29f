"""Declaring interests, which opens the case or closes it."""

import pytest

from applications.models import InterestDeclaration
from registry.queries import events_about
from tests.applications.views.reading import errors, sentences
from tests.desk.conftest import CANARY
from tests.desk.views.reading import main, page_of
from tests.factories import after_closing

pytestmark = pytest.mark.django_db


def declare(browser, case, **answers):
    return browser.post(page_of(case, "esteellisyys/"), answers)


@pytest.mark.parametrize("role", ["coordinator", "reviewer", "decider"])
def test_no_conflict_opens_the_case(client_of, request, received, role):
    browser = client_of(request.getfixturevalue(role))
    answer = declare(browser, received, ground="none")
    assert (answer.status_code, answer.headers["Location"]) == (303, page_of(received))
    assert CANARY in main(browser.get(page_of(received)))


@pytest.mark.parametrize(("role", "status"), [("coordinator", "in_review"), ("reviewer", "submitted"), ("decider", "submitted")])
def test_the_coordinators_word_also_takes_the_case_up(client_of, request, received, role, status):
    declare(client_of(request.getfixturevalue(role)), received, ground="none")
    received.refresh_from_db()
    assert received.status == status


def test_it_takes_nothing_up_while_the_group_may_still_change_it(client_of, coordinator, sent):
    declare(client_of(coordinator), sent, ground="none")
    sent.refresh_from_db()
    assert sent.status == "submitted"


def test_a_ground_closes_the_case_for_good(client_of, reviewer, received):
    browser = client_of(reviewer)
    answer = declare(browser, received, ground="board")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/tyopoyta/")
    assert sentences(browser.get("/tyopoyta/")) == ["You have stepped aside. You don't see the application any more."]
    assert CANARY not in browser.get(page_of(received)).content.decode()
    assert InterestDeclaration.objects.get().ground == "board"
    assert declare(browser, received, ground="none").status_code == 404


def test_who_finds_a_conflict_later_steps_aside_then(client_of, reviewer, case):
    browser = client_of(reviewer)
    assert declare(browser, case, ground="party").status_code == 303
    assert CANARY not in browser.get(page_of(case)).content.decode()
    assert events_about(case.about).first().outcome == "stepped_aside"


@pytest.mark.parametrize("answers", [{}, {"ground": "because"}])
def test_without_an_answer_nothing_opens(client_of, reviewer, received, answers):
    page = declare(client_of(reviewer), received, **answers)
    assert (page.status_code, errors(page)) == (422, [("#id_ground_0", "Choose one.")])
    assert CANARY not in page.content.decode()
    assert not InterestDeclaration.objects.exists()


@pytest.mark.parametrize("role", ["applicant", "auditor", "finance", "admin"])
def test_who_handles_no_cases_has_nothing_to_declare(client_of, request, received, role):
    assert declare(client_of(request.getfixturevalue(role)), received, ground="none").status_code == 403


def test_one_can_not_declare_oneself_into_a_case_of_ones_own_group(client_of, coordinator, received):
    received.group.memberships.create(person=coordinator, role="reader", joined_at=after_closing(received))
    assert declare(client_of(coordinator), received, ground="none").status_code == 404
    assert not InterestDeclaration.objects.exists()


def test_it_is_only_posted_to(client_of, coordinator, received):
    assert client_of(coordinator).get(page_of(received, "esteellisyys/")).status_code == 405
