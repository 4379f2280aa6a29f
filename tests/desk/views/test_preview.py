"""The draft of a decision, as its applicant will read it."""

import pytest

from registry.models import Document, Event
from tests.applications.views.reading import found, heading, notices
from tests.desk.views.reading import main, page_of

pytestmark = pytest.mark.django_db


def test_it_shows_the_decision_as_a_draft_and_stores_nothing(client_of, decider, case, prepared):
    events = Event.objects.count()
    page = client_of(decider).get(page_of(case, "esikatselu/"))
    assert (page.status_code, heading(page).replace("\u00a0", " ")) == (200, "Granted: 2 000,50 €")
    assert notices(page) == ["This is a draft. The decision is not published"]
    assert "Sopii ohjelman kohderyhmälle." in main(page)
    assert (Document.objects.count(), Event.objects.count()) == (0, events)
    prepared.refresh_from_db()
    assert (prepared.published_at, prepared.section) == (None, None)


def test_it_offers_no_letter(client_of, decider, case, prepared):
    assert found(client_of(decider).get(page_of(case, "esikatselu/")), "//a[contains(@href, '.pdf')]") == []


@pytest.mark.parametrize("state", ["proposal", "published"])
def test_without_a_prepared_decision_it_leads_to_the_case(client_of, request, decider, case, state):
    request.getfixturevalue(state)
    answer = client_of(decider).get(page_of(case, "esikatselu/"))
    assert (answer.status_code, answer.headers["Location"]) == (303, page_of(case))


@pytest.mark.parametrize(("role", "status"), [("coordinator", 200), ("auditor", 200), ("reviewer", 403), ("finance", 403)])
def test_who_reads_it(client_of, request, case, prepared, role, status):
    assert client_of(request.getfixturevalue(role)).get(page_of(case, "esikatselu/")).status_code == status


def test_the_applicant_does_not(client_of, applicant, case, prepared):
    assert client_of(applicant).get(page_of(case, "esikatselu/")).status_code == 403


def test_it_is_only_looked_at(client_of, decider, case, prepared):
    assert client_of(decider).post(page_of(case, "esikatselu/")).status_code == 405
