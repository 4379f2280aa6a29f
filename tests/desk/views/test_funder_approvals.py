"""What a grant depends on in the programme, and the funder's approvals of many grants at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from decisions.models import FunderApproval
from decisions.queries import gates
from registry.models import Event
from tests.applications.views.reading import sentences
from tests.desk.views.reading import main, page_of, summary, typed
from tests.factories import make_case_in_review, make_decision

pytestmark = pytest.mark.django_db
SETTINGS = "/tyopoyta/kierrokset/rahoittaja/"
LIST = "/tyopoyta/kierrokset/1/hyvaksynnat/"
FUNDER = {"funder_name": "Esimerkkirahoittaja", "needs_funder_approval": "on"}


@pytest.fixture
def needing(programme):
    type(programme).objects.update(funder_name="Esimerkkirahoittaja", needs_funder_approval=True)
    programme.refresh_from_db()
    return programme


def test_the_administrator_says_what_a_grant_depends_on(client_of, admin, programme):
    browser = client_of(admin)
    assert browser.post(SETTINGS, FUNDER | {"needs_agreement": "on"}).status_code == 303
    programme.refresh_from_db()
    assert (programme.funder_name, programme.needs_funder_approval, programme.needs_agreement) == (
        "Esimerkkirahoittaja",
        True,
        True,
    )
    assert Event.objects.get(act="set_funder").details == {"needed": ["needs_funder_approval", "needs_agreement"]}


def test_who_approves_is_named(client_of, admin, programme):
    page = client_of(admin).post(SETTINGS, {"needs_funder_approval": "on", "funder_name": " "})
    assert (page.status_code, summary(page)) == (422, ["Name the funder whose approval is needed."])
    programme.refresh_from_db()
    assert not programme.needs_funder_approval


def test_where_nothing_is_needed_nothing_is_shown(client_of, coordinator, published, case):
    assert gates(published) == []
    assert "Still needed before payment" not in main(client_of(coordinator).get(page_of(case)))
    assert "do not wait for the funder's approval" in main(client_of(coordinator).get(LIST))


def test_one_paper_approves_many_grants(client_of, coordinator, decider, needing, published, case, applicant, group, first_round):
    other = make_decision(make_case_in_review(applicant, group, first_round, coordinator), coordinator, decider, published=True)
    refused = make_case_in_review(applicant, group, first_round, coordinator)
    make_decision(refused, coordinator, decider, outcome="rejected", published=True)
    browser = client_of(coordinator)
    assert "The funder's approval – Record it" in main(browser.get(page_of(case)))
    assert refused.reference not in main(browser.get(LIST))
    typed_in = {"decisions": [published.pk, other.pk], "approved_on": "12.3.2018", "reference": "ESIM/1/2018"}
    assert browser.post(LIST, typed_in).status_code == 303
    assert sentences(browser.get(LIST)) == ["2 approvals are recorded."]
    assert FunderApproval.objects.count() == 2
    text = main(browser.get(page_of(case)))
    assert ["12.3.2018, ESIM/1/2018" in text, "Still needed before payment" in text] == [True, False]
    published.refresh_from_db()
    assert gates(published) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"decisions": []}, "Choose the grants that the funder has approved."),
        ({"decisions": ["999"]}, "The list has changed. Choose from it anew."),
        ({"approved_on": "1.3.2018"}, "The funder approves after the City has decided: check the day."),
        ({"approved_on": "12.3.2099"}, "The day of the approval is not in the future."),
        ({"reference": " "}, "Write the reference of the funder's decision."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_recorded(client_of, coordinator, needing, published, changes, sentence):
    typed_in = {"decisions": [published.pk], "approved_on": "12.3.2018", "reference": "ESIM/1/2018"} | changes
    page = client_of(coordinator).post(LIST, typed_in)
    assert (page.status_code, summary(page), typed(page, "approved_on")) == (422, [sentence], typed_in["approved_on"])
    assert not FunderApproval.objects.exists()


def test_an_agreement_is_waited_for_until_there_is_one(programme, published):
    type(programme).objects.update(needs_agreement=True)
    published.application.round.programme.refresh_from_db()
    assert [gate.code for gate in gates(published)] == ["agreement"]


def test_the_list_asks_as_often_for_one_grant_as_for_three(
    client_of, coordinator, decider, needing, published, applicant, group, first_round
):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client_of(coordinator).get(LIST)
        return len(queries)

    one = asked()
    for _number in range(2):
        make_decision(make_case_in_review(applicant, group, first_round, coordinator), coordinator, decider, published=True)
    assert asked() == one
