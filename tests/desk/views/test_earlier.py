"""Earlier applications and grants of the group of a case."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.queries import events_about
from reviews.actions import declare
from tests.applications.views.reading import found, words
from tests.desk.views.reading import main, page_of, rows
from tests.factories import acting, after_closing, make_application, make_case_in_review, make_decision, make_group, send

pytestmark = pytest.mark.django_db


def test_a_case_leads_to_what_its_group_has_got(client_of, case, applicant, group, first_round, coordinator, decider):
    other = make_case_in_review(applicant, group, first_round, coordinator, title="Kyläjuhla")
    decision = make_decision(other, coordinator, decider, published=True)
    browser = client_of(coordinator)
    assert [it.get("href") for it in found(browser.get(page_of(case)), "//main//a[contains(@href, 'aiemmat')]")] == [
        page_of(case, "aiemmat/"),
        page_of(case, "aiemmat/#signs"),
    ]
    page = browser.get(page_of(case, "aiemmat/"))
    assert [row[1:3] for row in rows(page)] == [["Event", decision.outcome_label]]
    assert "Granted in all: 2 000,50 €" in main(page).replace("\u00a0", " ")
    assert [words(it).split(" is for ")[0] for it in found(page, "//main//ul/li")] == [
        f"Application {other.reference} of the same applicant"
    ]


def test_nothing_is_said_plainly(client_of, case, coordinator):
    text = main(client_of(coordinator).get(page_of(case, "aiemmat/")))
    assert ["You see no other applications" in text, "The portal found nothing" in text] == [True, True]


def test_who_stepped_aside_does_not_find_it(client_of, case, reviewer):
    declare(case, by=acting(reviewer, "reviewer"), at=after_closing(case), ground="party")
    assert client_of(reviewer).get(page_of(case, "aiemmat/")).status_code == 404


def test_reading_it_is_written_down(client_of, case, reviewer):
    client_of(reviewer).get(page_of(case, "aiemmat/"))
    assert [event.role for event in events_about(case.about).filter(act="view")] == ["reviewer"]


def test_more_applications_ask_the_database_no_more(client_of, case, applicant, group, first_round, coordinator):
    browser = client_of(coordinator)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            browser.get(page_of(case, "aiemmat/"))
        return len(queries)

    make_case_in_review(applicant, group, first_round, coordinator)
    one = asked()
    for _ in range(2):
        make_case_in_review(applicant, group, first_round, coordinator)
    assert (asked(), one <= 12) == (one, True)


def test_the_same_name_of_strangers_is_a_sign_and_not_an_earlier_application(client_of, case, stranger, first_round, coordinator):
    twin = make_group(stranger, name="Vieras Esimerkki ry", business_id="9100002-1")
    send(make_application(stranger, twin, first_round, title=case.title), stranger)
    text = main(client_of(coordinator).get(page_of(case, "aiemmat/")))
    assert ["You see no other applications" in text, "has the same name. Its applicant is Vieras Esimerkki ry." in text] == [
        True
    ] * 2


def test_the_case_itself_says_how_many_there_are_and_that_something_is_to_be_looked_at(
    client_of, applicant, group, first_round, coordinator, case
):
    make_case_in_review(applicant, group, first_round, coordinator, title="Kyläjuhla")
    page = client_of(coordinator).get(page_of(case))
    assert "Earlier applications and grants: 1" in main(page)
    assert [words(it) for it in found(page, "//a[contains(@href, '/aiemmat/#signs')]")] == ["Possible double funding"]


def test_the_case_of_a_newcomer_has_only_the_link(client_of, coordinator, case):
    page = client_of(coordinator).get(page_of(case))
    assert "Earlier applications and grants:" not in main(page)
    assert found(page, "//a[contains(@href, '/aiemmat/#signs')]") == []
