"""A sent application as its group sees it; what the desk does stays out of sight until the decision is published."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from decisions.actions import correct, decide, publish, withdraw
from reviews.actions import declare
from tests.applications.views.reading import found, heading, words
from tests.factories import (
    acting,
    after_closing,
    make_application,
    make_decision,
    make_group,
    make_person,
    make_proposal,
    make_review,
    send,
)


def address(application) -> str:
    return f"/hakemukset/{application.reference}/"


def main(page) -> str:
    return words(found(page, "//main")[0])


def links(page) -> list[str]:
    return found(page, "//main//a/@href")


def test_a_sent_application_shows_what_was_sent_and_may_be_changed(client_of, applicant, sent):
    page = client_of(applicant).get(address(sent))
    assert heading(page) == "Pyöräpaja keskustaan"
    facts = {words(row[0]): words(row[1]) for row in found(page, "//section[@aria-labelledby='sent']//dl/div")}
    assert facts["What do you want to do?"] == "Avaamme pajan, jossa korjataan pyöriä yhdessä."
    assert words(found(page, "//section[@aria-labelledby='sent']//tfoot")[0]) == "The sum you apply for 2 000,50 €"
    assert f"/hakemukset/{sent.reference}/osat/" in links(page)
    assert f"/hakemukset/{sent.reference}/peru/" in links(page)


def test_the_receipt_is_offered_once_in_every_state(client_of, applicant, sent, case):
    receipt = "//main//a[contains(@href, '/kuitti/')]"
    assert [len(found(client_of(applicant).get(address(it)), receipt)) for it in (sent, case)] == [1, 1]


def test_a_draft_has_its_home_in_the_task_list(client_of, applicant, draft):
    answer = client_of(applicant).get(address(draft))
    assert (answer.status_code, answer.url) == (303, f"/hakemukset/{draft.reference}/osat/")


def test_when_the_round_has_closed_it_can_be_withdrawn_and_not_changed(client_of, applicant, sent):
    with time_machine.travel(sent.round.closes_at + timedelta(minutes=5), tick=True):
        page = client_of(applicant).get(address(sent))
    assert f"/hakemukset/{sent.reference}/osat/" not in links(page)
    assert f"/hakemukset/{sent.reference}/peru/" in links(page)
    assert "What happens next?" in main(page)


def test_an_editor_may_change_it_and_not_withdraw_it(client_of, co_applicant, sent):
    page = client_of(co_applicant).get(address(sent))
    assert f"/hakemukset/{sent.reference}/osat/" in links(page)
    assert f"/hakemukset/{sent.reference}/peru/" not in links(page)


def test_a_reader_only_reads(client_of, stranger, open_round):
    reader = make_person("lukija@example.org")
    group = make_group(stranger, readers=[reader], name="Toinen ry", business_id="9100002-1")
    application = send(make_application(stranger, group, open_round), stranger)
    page = client_of(reader).get(address(application))
    assert page.status_code == 200
    assert [link for link in links(page) if link.endswith(("/osat/", "/peru/"))] == []


@pytest.mark.parametrize("who", ["stranger", "coordinator", "reviewer", "decider", "finance", "auditor", "admin"])
def test_it_is_nobody_elses_page(client_of, sent, other_group, who, request):
    assert client_of(request.getfixturevalue(who)).get(address(sent)).status_code == 404


def test_a_visitor_signs_in_first(visitor, sent):
    assert visitor.get(address(sent)).url == f"/kirjaudu/?next={address(sent)}"


def test_it_takes_no_post(client_of, applicant, sent):
    assert client_of(applicant).post(address(sent)).status_code == 405


def same_for_all(page) -> str:
    """The page but for what is new in every answer."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page.content.decode())


PATHS = ("/hakemukset/{}/", "/hakemukset/{}/peru/", "/hakemukset/{}/kuitti/", "/oma/")


def test_until_publication_every_page_of_the_group_is_the_same_to_the_last_byte(
    client_of, applicant, case, coordinator, reviewer, decider
):
    """Not a word, a button or a time tells that a decision was proposed or made."""
    browser = client_of(applicant)

    def pages() -> list[str]:
        return [same_for_all(browser.get(path.format(case.reference))) for path in PATHS]

    in_review = pages()
    declare(case, by=acting(reviewer, "reviewer"), at=after_closing(case))
    make_review(case, reviewer)
    reviewed = pages()
    make_proposal(case, coordinator, reasons="Salainen perustelu")
    proposed = pages()
    by, at = acting(decider, "decider"), after_closing(case, days=3)
    declare(case, by=by, at=at)
    decide(case, by=by, at=at, outcome="granted", amount=case.applied, reasons="Salainen perustelu")
    decided = pages()
    assert in_review == reviewed == proposed == decided
    assert "Salainen" not in "".join(decided)

    publish(case.round, by=by, at=after_closing(case, days=4))
    # A receipt tells what was received, whatever comes of it.
    assert [before == after for before, after in zip(decided, pages(), strict=True)] == [False, False, True, False]


def test_a_correction_is_invisible_until_the_newer_version_is_published(client_of, applicant, case, coordinator, decider):
    """The page, the decision, its way to be given up and my own page are the same to the last byte while the City corrects."""
    decision = make_decision(case, coordinator, decider, outcome="granted_in_part", amount=Decimal("1000.00"), published=True)
    browser, by, at = client_of(applicant), acting(decider, "decider"), after_closing(case, days=6)
    paths = (
        "/hakemukset/{}/",
        "/oma/",
        "/hakemukset/{}/paatos/",
        "/hakemukset/{}/paatos/1/",
        "/hakemukset/{}/luovu/",
        "/hakemukset/{}/viestit/",
    )

    def pages() -> list[str]:
        return [same_for_all(browser.get(path.format(case.reference))) for path in paths]

    published = pages()
    correct(decision, by=by, at=at, ground="clerical", reason="Salainen virhe")
    opened = pages()
    decide(case, by=by, at=at, outcome="granted", amount=case.applied, reasons="Salainen perustelu")
    assert published == opened == pages()
    assert browser.get(f"/hakemukset/{case.reference}/paatos/2/").status_code == 404

    publish(case.round, by=by, at=at)
    text = browser.get(f"/hakemukset/{case.reference}/paatos/").content.decode()
    assert ["Salainen perustelu" in text, "Salainen virhe" in text] == [True, False]
    older = words(found(browser.get(f"/hakemukset/{case.reference}/paatos/1/"), "//main")[0])
    assert "A newer decision has replaced this one" in older
    assert "Version 1, 4.3.2018: Granted in part, 1 000,00 € (replaced by version 2)" in older
    told = words(found(browser.get(address(case)), "//main")[0])
    assert told.count("A newer decision was made known") == 1


def test_a_rejection_is_as_invisible_as_a_grant(client_of, applicant, case, coordinator, decider):
    browser = client_of(applicant)
    before = same_for_all(browser.get(address(case)))
    make_decision(case, coordinator, decider, outcome="rejected", reasons="Salainen perustelu")
    assert same_for_all(browser.get(address(case))) == before


def test_a_published_grant_stands_first_with_its_sum(client_of, applicant, case, coordinator, decider):
    make_decision(case, coordinator, decider, published=True)
    page = client_of(applicant).get(address(case))
    notice = words(found(page, "//section[@aria-labelledby='decision']")[0])
    assert notice == "The decision has been made Granted: 2 000,50 € Read the decision and its reasons"
    assert f"/hakemukset/{case.reference}/paatos/" in links(page)
    assert f"/hakemukset/{case.reference}/peru/" not in links(page)


def test_a_published_rejection_names_no_sum(client_of, applicant, case, coordinator, decider):
    make_decision(case, coordinator, decider, outcome="rejected", published=True)
    notice = words(found(client_of(applicant).get(address(case)), "//section[@aria-labelledby='decision']")[0])
    assert notice == "The decision has been made Rejected Read the decision and its reasons"


def test_a_withdrawn_application_can_still_be_read(client_of, applicant, sent):
    withdraw(sent, by=acting(applicant, "owner"), at=sent.submitted_at)
    page = client_of(applicant).get(address(sent))
    assert "You have withdrawn this application." in main(page)
    assert "Avaamme pajan" in main(page)
    assert [link for link in links(page) if link.endswith(("/osat/", "/peru/"))] == []


def test_three_versions_cost_as_much_as_one(client_of, applicant, sent):
    browser, counts = client_of(applicant), []
    for hours in (0, 2, 4):
        if hours:
            send(sent, applicant, at=sent.submitted_at + timedelta(hours=hours))
        with CaptureQueriesContext(connection) as queries:
            browser.get(address(sent))
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2] <= 14
