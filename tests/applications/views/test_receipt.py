"""The receipt, which can be opened again at any time."""

from datetime import timedelta

import time_machine

from applications import actions
from core.dates import local_time
from tests.applications.views.reading import found, heading, words
from tests.factories import acting, send


def address(application) -> str:
    return f"/hakemukset/{application.reference}/kuitti/"


def main(response) -> str:
    return words(found(response, "//main")[0])


def test_it_tells_the_reference_the_second_of_arrival_and_what_comes_next(client_of, applicant, sent):
    page = client_of(applicant).get(address(sent))
    assert heading(page) == "We have received your application"
    facts = {words(row[0]): words(row[1]) for row in found(page, "//dl[@class='summary-list']/div")}
    received = local_time(sent.submitted_at)
    assert facts["Reference number"] == sent.reference
    assert facts["Received"] == f"{received.day}.{received.month}.{received.year} at 10.00.00 (Finnish time)"
    assert facts["The sum you apply for"] == "2 000,50 €"
    assert "A receipt is not a decision." in main(page)
    assert "050 562 5440" in main(page)
    assert found(page, "//main//a[@href='/oma/']") != []


def test_everybody_in_the_group_may_open_it(client_of, co_applicant, sent):
    assert client_of(co_applicant).get(address(sent)).status_code == 200


def test_the_newest_sending_counts_and_the_earlier_ones_are_listed(client_of, applicant, sent):
    first = sent.submitted_at
    send(sent, applicant, at=first + timedelta(hours=3))
    page = client_of(applicant).get(address(sent))
    assert "at 13.00.00" in words(found(page, "//main//time")[0])
    assert ["10.00.00" in words(it) for it in found(page, "//main//details//li")] == [True]


def test_after_the_round_it_no_longer_offers_changes(client_of, applicant, sent):
    link = f"//main//a[@href='/hakemukset/{sent.reference}/osat/']"
    assert len(found(client_of(applicant).get(address(sent)), link)) == 1
    with time_machine.travel(sent.round.closes_at + timedelta(minutes=5), tick=True):
        assert found(client_of(applicant).get(address(sent)), link) == []


def test_a_withdrawn_application_keeps_its_receipt(client_of, applicant, sent):
    actions.withdraw(sent, by=acting(applicant, "owner"), at=sent.submitted_at)
    page = client_of(applicant).get(address(sent))
    assert "You have withdrawn this application." in main(page)
    assert "What happens next?" not in main(page)


def test_there_is_none_before_sending_and_none_for_strangers(client_of, applicant, stranger, coordinator, draft):
    assert client_of(applicant).get(address(draft)).status_code == 404
    send(draft, applicant)
    assert [client_of(person).get(address(draft)).status_code for person in (stranger, coordinator)] == [404, 404]


def test_it_takes_no_post(client_of, applicant, sent):
    assert client_of(applicant).post(address(sent)).status_code == 405


def test_the_page_costs_the_same_after_one_sending_and_after_three(client_of, applicant, sent, django_assert_num_queries):
    browser = client_of(applicant)
    for hours in (0, 2, 4):
        if hours:
            send(sent, applicant, at=sent.submitted_at + timedelta(hours=hours))
        with django_assert_num_queries(11):
            browser.get(address(sent))
