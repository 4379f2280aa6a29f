"""Confirming the dates of a round."""

import pytest

from tests.applications.views.reading import sentences

pytestmark = pytest.mark.django_db
PAGE = "/tyopoyta/kierrokset/2/vahvista/"


def test_a_tentative_round_becomes_certain(client_of, coordinator, programme):
    browser, second = client_of(coordinator), programme.rounds.get(number=2)
    assert (second.tentative, second.closing_time_confirmed) == (True, False)
    answer = browser.post(PAGE)
    second.refresh_from_db()
    assert (answer.status_code, answer.headers["Location"]) == (303, "/tyopoyta/kierrokset/")
    assert sentences(browser.get("/tyopoyta/kierrokset/")) == ["The dates of the round are confirmed."]
    assert (second.tentative, second.closing_time_confirmed) == (False, True)


@pytest.mark.parametrize("role", ["applicant", "reviewer", "decider", "auditor", "finance", "admin"])
def test_only_the_coordinator_confirms(client_of, request, programme, role):
    assert client_of(request.getfixturevalue(role)).post(PAGE).status_code == 403
    assert programme.rounds.get(number=2).tentative


def test_a_round_that_is_not_there_is_not_found(client_of, coordinator, programme):
    assert client_of(coordinator).post("/tyopoyta/kierrokset/99/vahvista/").status_code == 404


def test_it_is_only_posted_to(client_of, coordinator, programme):
    assert client_of(coordinator).get(PAGE).status_code == 405
