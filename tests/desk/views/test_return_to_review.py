"""Sending a proposal back, with the reason."""

import pytest

from tests.applications.views.reading import sentences
from tests.desk.views.reading import main, page_of, summary, typed
from tests.factories import make_decision

pytestmark = pytest.mark.django_db


def send_back(browser, case, reason: str = "Kustannukset puuttuvat."):
    return browser.post(page_of(case, "palautus/"), {"reason": reason})


def test_the_case_is_in_review_again_and_everybody_reads_why(client_of, decider, coordinator, case, proposal):
    browser = client_of(decider)
    answer = send_back(browser, case)
    case.refresh_from_db()
    assert (answer.status_code, answer.headers["Location"], case.status) == (303, page_of(case), "in_review")
    assert sentences(browser.get(page_of(case))) == ["The case is back in review."]
    assert "Kustannukset puuttuvat." in main(client_of(coordinator).get(page_of(case)))


@pytest.mark.parametrize("reason", ["", "   ", "\x00"])
def test_it_needs_a_reason(client_of, decider, case, proposal, reason):
    page = send_back(client_of(decider), case, reason)
    case.refresh_from_db()
    assert (page.status_code, summary(page), case.status) == (422, ["Write why you send the case back."], "proposed")


def test_who_was_too_late_keeps_what_was_typed(client_of, decider, coordinator, case):
    make_decision(case, coordinator, decider)
    page = send_back(client_of(decider), case)
    assert (page.status_code, summary(page)) == (422, ["This can't be done: the application is now in the state “Decided”."])
    assert typed(page, "reason") == "Kustannukset puuttuvat."


@pytest.mark.parametrize("role", ["applicant", "coordinator", "reviewer", "auditor", "finance", "admin"])
def test_only_the_decider_sends_back(client_of, request, case, proposal, role):
    assert send_back(client_of(request.getfixturevalue(role)), case).status_code == 403


def test_it_is_only_posted_to(client_of, decider, case, proposal):
    assert client_of(decider).get(page_of(case, "palautus/")).status_code == 405
