"""The list of the staff."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions import close_account
from tests.factories import AT, SYSTEM, make_person

pytestmark = pytest.mark.django_db


def rows(page) -> list[str]:
    return [person.email for person in page.context["people"]]


def test_an_administrator_sees_the_staff_and_the_closed(client_of, admin, coordinator, reviewer, applicant):
    close_account(reviewer, by=SYSTEM, at=AT)
    page = client_of(admin).get("/henkilot/")
    text = page.content.decode()
    assert rows(page) == ["arto@joensuu.example", "kaisa@joensuu.example", "yrjo@joensuu.example"]
    assert "Coordinator" in text
    assert "The account is closed" in text
    assert applicant.email not in text


@pytest.mark.parametrize("who", ["applicant", "coordinator", "reviewer", "decider", "finance", "auditor"])
def test_nobody_else_sees_it(client_of, who, request):
    assert client_of(request.getfixturevalue(who)).get("/henkilot/").status_code == 403


def test_a_visitor_signs_in_first(visitor):
    assert visitor.get("/henkilot/").url == "/kirjaudu/?next=/henkilot/"


def test_nothing_is_posted_here(client_of, admin):
    assert client_of(admin).post("/henkilot/").status_code == 405


def test_three_rows_cost_as_much_as_one(client_of, admin):
    browser, counts = client_of(admin), []
    for email in ["a@joensuu.example", "b@joensuu.example"]:
        with CaptureQueriesContext(connection) as queries:
            browser.get("/henkilot/")
        counts.append(len(queries))
        make_person(email, roles=["reviewer", "decider"])
    assert counts[0] == counts[1] <= 12
