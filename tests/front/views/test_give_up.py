"""Giving a grant up, after it was published."""

import pytest

from decisions.models import Decision
from rounds.models import Fund
from rounds.queries import ledger_mismatches
from tests.applications.views.reading import buttons, found, heading, sentences, words
from tests.factories import make_case_in_review, make_decision

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(applicant, group, programme, coordinator, decider) -> Decision:
    case = make_case_in_review(applicant, group, programme.rounds.get(number=1), coordinator)
    return make_decision(case, coordinator, decider, published=True)


def address(decision: Decision) -> str:
    return f"/hakemukset/{decision.application.reference}/luovu/"


def case_page(decision: Decision) -> str:
    return f"/hakemukset/{decision.application.reference}/"


def test_it_asks_first_and_changes_nothing(client_of, applicant, published):
    page = client_of(applicant).get(address(published))
    assert (heading(page), buttons(page)) == ("Give the grant up?", ["Give the grant up"])
    assert "Mari Nupponen, tel. 050 562 5440" in words(found(page, "//main")[0])
    published.refresh_from_db()
    assert published.state == "published"


def test_the_owner_gives_up_without_a_reason_and_reads_it_on_her_page(client_of, applicant, published):
    browser = client_of(applicant)
    answer = browser.post(address(published))
    assert (answer.status_code, answer.url) == (303, case_page(published))
    page = browser.get(answer.url)
    assert sentences(page) == ["You have given the grant up. Thank you for telling: others may get the money now."]
    text = words(found(page, "//main")[0])
    assert ["Your group gave the grant up on" in text, "You gave the grant up" in text] == [True, True]
    assert found(page, f"//main//a[@href='{address(published)}']") == []
    assert (Fund.objects.get(kind="event").committed, ledger_mismatches()) == (0, [])


def test_a_reason_that_is_too_long_is_kept_to_be_shortened(client_of, applicant, published):
    page = client_of(applicant).post(address(published), {"reason": "x" * 1001})
    assert (page.status_code, found(page, "//textarea")[0].text_content().strip()) == (422, "x" * 1001)
    published.refresh_from_db()
    assert published.state == "published"


def test_a_second_press_finds_nothing_to_give_up(client_of, applicant, published):
    browser = client_of(applicant)
    browser.post(address(published))
    browser.get(case_page(published))
    answer = browser.post(address(published))
    assert sentences(browser.get(answer.url)) == ["There is no grant here to give up."]


def test_the_way_there_is_on_the_owners_page_alone(client_of, applicant, co_applicant, published):
    link = f"//main//a[@href='{address(published)}']"
    owner, editor = (client_of(person).get(case_page(published)) for person in (applicant, co_applicant))
    assert (len(found(owner, link)), len(found(editor, link))) == (1, 0)
    assert client_of(co_applicant).post(address(published)).status_code == 403


def test_a_refusal_has_nothing_to_give_up(client_of, applicant, group, programme, coordinator, decider):
    case = make_case_in_review(applicant, group, programme.rounds.get(number=1), coordinator)
    refused = make_decision(case, coordinator, decider, outcome="rejected", published=True)
    assert client_of(applicant).post(address(refused)).status_code == 303
    refused.refresh_from_db()
    assert refused.state == "published"


def test_a_stranger_finds_nothing(client_of, stranger, published):
    assert client_of(stranger).get(address(published)).status_code == 404
