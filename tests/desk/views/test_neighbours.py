"""Walking from case to case in the list that one came from, and to the next to review."""

import pytest

from reviews.actions import declare
from tests.applications.views.reading import found, words
from tests.desk.views.reading import page_of
from tests.factories import acting, after_closing, make_case_in_review, make_group, make_review

pytestmark = pytest.mark.django_db
LIST = "?kind=event"


@pytest.fixture
def three(applicant, group, first_round, coordinator, reviewer):
    cases = [make_case_in_review(applicant, group, first_round, coordinator, title=f"Juhla {it}") for it in "ABC"]
    for case in cases:
        declare(case, by=acting(reviewer, "reviewer"), at=after_closing(case))
    return cases


def walk(page) -> list[tuple[str, str]]:
    """The words of the list of neighbours, with the addresses of the links."""
    items = found(page, "//nav[@aria-label='The list you came from']//li")
    return [(words(it), next((link.get("href") for link in it.iter("a")), "")) for it in items]


def test_the_list_goes_along_from_case_to_case(client_of, three, coordinator):
    browser, (first, second, third) = client_of(coordinator), three
    assert walk(browser.get(page_of(second) + LIST))[:3] == [
        ("Previous", page_of(first) + LIST),
        ("2 of 3", ""),
        ("Next", page_of(third) + LIST),
    ]
    assert [it for it, _url in walk(browser.get(page_of(first) + LIST))[:2]] == ["1 of 3", "Next"]
    assert [it for it, _url in walk(browser.get(page_of(third) + LIST))[:2]] == ["Previous", "3 of 3"]


def test_its_order_goes_along_too(client_of, three, coordinator):
    backwards = "?kind=event&sort=-title"
    assert walk(client_of(coordinator).get(page_of(three[1]) + backwards))[0] == ("Previous", page_of(three[2]) + backwards)


def test_without_a_list_only_the_next_to_review_is_offered(client_of, three, reviewer):
    browser, (first, second, third) = client_of(reviewer), three
    assert walk(browser.get(page_of(first))) == [("Next to review", page_of(second))]
    assert walk(browser.get(page_of(third))) == [("Next to review", page_of(first))]


def test_a_sent_review_offers_the_next_in_the_list(client_of, three, reviewer):
    browser, (first, second, third) = client_of(reviewer), three
    make_review(second, reviewer)
    criteria = list(first.round.criteria.all())
    typed = {f"points-{it.code}": "4" for it in criteria} | {f"reason-{it.code}": "Hyvä." for it in criteria}
    done = browser.post(page_of(first, "pisteet/") + LIST, {**typed, "act": "send"})
    assert (done.status_code, done.headers["Location"]) == (303, page_of(first) + LIST)
    assert walk(browser.get(done.headers["Location"]))[-1] == ("Next to review", page_of(third) + LIST)


def test_who_cannot_review_is_offered_nothing_to_review(client_of, three, auditor):
    assert walk(client_of(auditor).get(page_of(three[0]))) == []


def test_a_case_with_a_conflict_is_walked_past_and_not_counted(client_of, three, reviewer):
    first, second, third = three
    declare(second, by=acting(reviewer, "reviewer"), at=after_closing(second), ground="party")
    page = client_of(reviewer).get(page_of(first) + LIST)
    assert walk(page)[:2] == [("1 of 2", ""), ("Next", page_of(third) + LIST)]


def test_what_makes_no_sense_in_the_address_narrows_nothing_and_goes_no_further(client_of, three, coordinator):
    page = client_of(coordinator).get(page_of(three[0]) + "?nonsense=1&next=https://esimerkki.example/")
    assert found(page, "//a[@class='back']")[0].get("href") == "/tyopoyta/"
    assert [url for _words, url in walk(page)] == [page_of(three[1])]


def test_the_way_back_leads_to_the_list(client_of, three, coordinator):
    page = client_of(coordinator).get(page_of(three[0]) + LIST)
    assert found(page, "//a[@class='back']")[0].get("href") == "/tyopoyta/" + LIST


def test_the_list_counts_the_cases_of_everybody_who_may_be_seen(client_of, three, stranger, first_round, coordinator):
    twin = make_group(stranger, name="Vieras Esimerkki ry", business_id="9100002-1")
    make_case_in_review(stranger, twin, first_round, coordinator)
    assert walk(client_of(coordinator).get(page_of(three[2]) + LIST))[1] == ("3 of 4", "")
