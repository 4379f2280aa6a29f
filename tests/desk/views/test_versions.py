"""What the group of a case has sent, as handlers see it: only where the whole case is open to them."""

import pytest

from registry.queries import events_about
from tests.applications.views.reading import found, heading, words
from tests.desk.conftest import CANARY
from tests.desk.views.reading import main, page_of
from tests.documents import text_of
from tests.factories import make_application, send

pytestmark = pytest.mark.django_db
PAGES = ("versiot/", "versiot/1/", "versiot/1/1/", "versiot/1/hakemus.pdf")


@pytest.fixture
def sent_twice(received, applicant):
    return send(received, applicant, at=received.submitted_at.replace(minute=30))


@pytest.mark.parametrize("role", ["coordinator", "reviewer", "auditor"])
def test_who_may_see_the_case_sees_every_version(client_of, request, case, role):
    browser = client_of(request.getfixturevalue(role))
    assert [browser.get(page_of(case, rest)).status_code for rest in PAGES] == [200] * 4
    assert CANARY in main(browser.get(page_of(case, "versiot/1/")))


@pytest.mark.parametrize(("role", "status"), [("applicant", 403), ("finance", 403), ("admin", 403), ("decider", 404)])
def test_nobody_else_does(client_of, request, case, role, status):
    browser = client_of(request.getfixturevalue(role))
    assert [browser.get(page_of(case, rest)).status_code for rest in PAGES] == [status] * 4


def test_a_case_is_closed_until_interests_are_declared(client_of, coordinator, received):
    browser = client_of(coordinator)
    assert [browser.get(page_of(received, rest)).status_code for rest in PAGES] == [404] * 4


def test_a_draft_is_nobody_elses_business(client_of, auditor, draft, applicant, group, first_round):
    unsent = make_application(applicant, group, first_round)
    browser = client_of(auditor)
    assert [browser.get(page_of(it, "versiot/")).status_code for it in (draft, unsent)] == [404, 404]


def test_the_pages_stay_at_the_desk(client_of, auditor, sent_twice):
    page = client_of(auditor).get(page_of(sent_twice, "versiot/"))
    assert heading(page) == "What has been sent"
    prefix = page_of(sent_twice)
    addresses = [it.get("href") for it in found(page, "//main//a")]
    assert [it.removeprefix(prefix) for it in addresses] == [
        "", "versiot/2/", "versiot/2/hakemus.pdf", "versiot/1/2/", "versiot/1/", "versiot/1/hakemus.pdf",
    ]  # fmt: skip
    compared = client_of(auditor).get(page_of(sent_twice, "versiot/1/2/"))
    assert "Nothing differs" in words(found(compared, "//main")[0])


def test_the_case_leads_to_them(client_of, coordinator, case):
    page = client_of(coordinator).get(page_of(case))
    assert found(page, f"//main//a[@href='{page_of(case, 'versiot/1/hakemus.pdf')}']") != []


def test_reading_and_taking_a_copy_are_noted(client_of, reviewer, case):
    browser = client_of(reviewer)
    paper = browser.get(page_of(case, "versiot/1/hakemus.pdf"))
    assert CANARY in text_of(b"".join(paper.streaming_content))
    browser.get(page_of(case, "versiot/1/"))
    noted = events_about(case.about).filter(actor=f"person:{reviewer.pk}", act__in=["view", "take_printout"]).order_by("pk")
    assert [(it.act, it.role, it.details) for it in noted] == [
        ("take_printout", "reviewer", {"version": 1}),
        ("view", "reviewer", {"version": 1}),
    ]
