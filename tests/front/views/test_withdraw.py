"""Taking a sent application back, until its decision is published."""

import pytest

from registry.models import Letter
from rounds.models import Fund
from rounds.queries import ledger_mismatches
from tests.applications.views.reading import buttons, found, heading, sentences, words
from tests.factories import make_decision, make_proposal


def address(application) -> str:
    return f"/hakemukset/{application.reference}/peru/"


def status(application) -> str:
    application.refresh_from_db()
    return application.status


def test_it_asks_first_and_changes_nothing(client_of, applicant, sent):
    page = client_of(applicant).get(address(sent))
    assert heading(page) == "Withdraw the application?"
    assert buttons(page) == ["Withdraw the application"]
    assert found(page, f"//main//a[@href='/hakemukset/{sent.reference}/']") != []
    assert "Mari Nupponen, tel. 050 562 5440" in words(found(page, "//main")[0])
    assert status(sent) == "submitted"


def test_the_owner_withdraws_and_is_told_so(client_of, applicant, sent):
    browser = client_of(applicant)
    answer = browser.post(address(sent))
    assert (answer.status_code, answer.url) == (303, f"/hakemukset/{sent.reference}/")
    assert status(sent) == "withdrawn"
    assert sentences(browser.get(answer.url)) == [f"You have withdrawn the application {sent.reference}."]
    assert Letter.objects.filter(kind="applications/withdrawn", to=applicant.email).count() == 1


def test_a_second_press_finds_nothing_to_withdraw(client_of, applicant, sent):
    browser = client_of(applicant)
    browser.post(address(sent))
    assert browser.post(address(sent)).status_code == 403
    assert Letter.objects.filter(kind="applications/withdrawn", to=applicant.email).count() == 1


def test_a_proposed_case_can_be_withdrawn(client_of, applicant, case, coordinator):
    make_proposal(case, coordinator)
    assert client_of(applicant).post(address(case)).status_code == 303
    assert status(case) == "withdrawn"


def test_the_money_of_a_decided_case_is_free_again(client_of, applicant, case, coordinator, decider):
    make_decision(case, coordinator, decider)
    fund = Fund.objects.get(kind="event")
    assert fund.committed == case.applied
    client_of(applicant).post(address(case))
    fund.refresh_from_db()
    assert (status(case), fund.committed, ledger_mismatches()) == ("withdrawn", 0, [])


def test_after_publication_it_is_too_late(client_of, applicant, case, coordinator, decider):
    make_decision(case, coordinator, decider, published=True)
    browser = client_of(applicant)
    assert (browser.get(address(case)).status_code, browser.post(address(case)).status_code) == (403, 403)
    assert status(case) == "decided"
    assert Fund.objects.get(kind="event").committed == case.applied


def test_an_editor_may_not(client_of, co_applicant, sent):
    browser = client_of(co_applicant)
    assert (browser.get(address(sent)).status_code, browser.post(address(sent)).status_code) == (403, 403)
    assert status(sent) == "submitted"


def test_a_draft_is_discarded_and_not_withdrawn(client_of, applicant, draft):
    assert client_of(applicant).post(address(draft)).status_code == 403
    assert status(draft) == "draft"


@pytest.mark.parametrize("who", ["stranger", "coordinator", "decider", "admin"])
def test_others_find_nothing(client_of, sent, other_group, who, request):
    browser = client_of(request.getfixturevalue(who))
    assert (browser.get(address(sent)).status_code, browser.post(address(sent)).status_code) == (404, 404)
    assert status(sent) == "submitted"


def test_a_visitor_signs_in_first(visitor, sent):
    assert visitor.post(address(sent)).url == f"/kirjaudu/?next={address(sent)}"
    assert status(sent) == "submitted"
