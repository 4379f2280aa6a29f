"""The cases of a meeting one at a time, for everybody in the room to read."""

import pytest

from registry.models import Event
from reviews.actions import declare
from rounds.models import Fund
from tests.applications.views.reading import found, heading, title, words
from tests.desk.views.reading import main
from tests.factories import acting, after_closing

pytestmark = pytest.mark.django_db
ADDRESS = "/tyopoyta/kierrokset/1/jako/tapahtuma/esitykset/kokous/"


def sums(response) -> list[tuple[str, str]]:
    pairs = found(response, "//main//dl[@class='hero__amounts']/div")
    return [(words(it.find("dt")), words(it.find("dd"))) for it in pairs]


def beside(response) -> list[tuple[str, str]]:
    return [(it.get("rel"), it.get("href").partition("=")[2]) for it in found(response, "//main//nav//a[@rel]")]


@pytest.fixture
def little_money(agenda_cases) -> None:
    Fund.objects.filter(kind="event").update(budget="5000.00")


def test_it_begins_with_the_first_case_and_its_money(client_of, decider, little_money):
    page = client_of(decider).get(ADDRESS)
    assert (heading(page), title(page).partition(" – ")[0]) == ("Toinen paja", "Case 1 of 3: Toinen paja")
    assert sums(page) == [
        ("Applied for", "2 000,00 €"),
        ("Smallest sum of use", "900,00 €"),
        ("Proposed", "1 500,00 €"),
        ("Left after this", "3 500,00 €"),
    ]
    assert "The money ends at case 3." in main(page)
    assert "Toinen paja avaa ovensa." in main(page)


def test_links_lead_from_one_case_to_the_next_and_back(client_of, decider, agenda_cases):
    browser, (first, second, third) = client_of(decider), [case.reference for case in agenda_cases]
    assert beside(browser.get(ADDRESS)) == [("next", third)]
    assert beside(browser.get(ADDRESS, {"asia": third})) == [("prev", second), ("next", first)]
    last = browser.get(ADDRESS, {"asia": first})
    assert (beside(last), "This is the last case." in main(last)) == ([("prev", third)], True)


def test_it_says_where_the_money_ends(client_of, decider, agenda_cases, little_money):
    page = client_of(decider).get(ADDRESS, {"asia": agenda_cases[0].reference})
    assert "The money ends here." in main(page)
    Fund.objects.filter(kind="event").update(budget="50000.00")
    assert "The money is enough for every case." in main(client_of(decider).get(ADDRESS))


def test_a_case_with_a_conflict_of_interest_is_only_in_the_sums(client_of, decider, little_money, agenda_cases):
    second = agenda_cases[1]
    declare(second, by=acting(decider, "decider"), at=after_closing(second, days=3), ground="board")
    browser = client_of(decider)
    page = browser.get(ADDRESS)
    assert (heading(page), "Toinen" in page.content.decode(), second.reference in page.content.decode()) == (
        "Kolmas paja",
        False,
        False,
    )
    assert sums(page)[-1] == ("Left after this", "500,00 €")
    assert "Other applications together: 1, 1 500,00 €" in main(page)
    assert browser.get(ADDRESS, {"asia": second.reference}).status_code == 404


def test_looking_at_a_case_is_noted(client_of, decider, agenda_cases):
    client_of(decider).get(ADDRESS)
    assert list(Event.objects.filter(act="view").values_list("about", "role")) == [(agenda_cases[1].about, "decider")]


def test_an_empty_agenda_says_when_cases_come(client_of, auditor, first_round):
    page = client_of(auditor).get(ADDRESS)
    assert "They come here when they are proposed." in main(page)
