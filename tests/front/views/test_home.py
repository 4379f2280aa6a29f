"""The first page: what this is, how much one can get, and whether one can apply now."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.conf import settings

from core.dates import moment
from rounds.actions import confirm_dates
from rounds.models import Round
from tests.applications.views.reading import found, heading, words
from tests.factories import AT, SYSTEM, make_programme, make_round

BETWEEN_ROUNDS = datetime(2018, 3, 10, 10, tzinfo=UTC)


def hero(page) -> str:
    return words(found(page, "//section[@class='hero']")[0])


def starts(page) -> list[str]:
    """Buttons that start an application."""
    return [words(it) for it in found(page, "//a[@class='button'][@href='/hakemukset/sopiiko/']")]


def states(page) -> list[str]:
    """The rounds that one can apply in now or later."""
    return [words(it) for it in found(page, "//section[@aria-labelledby='rounds']/ul//h3")]


def past(page) -> list[str]:
    return [words(it) for it in found(page, "//section[@aria-labelledby='rounds']/details//h3")]


def test_an_open_round_says_until_when_and_has_the_button(visitor, open_round):
    page = visitor.get("/")
    assert heading(page) == "Do you have an idea that helps people take part and move towards work?"
    assert f"You can apply now, until {words_of(moment(open_round.closes_at))}" in hero(page)
    assert starts(page) == ["Start an application"]


def words_of(text: str) -> str:
    return " ".join(text.split())


def test_the_two_buttons_and_the_way_back_to_a_draft_stand_in_the_first_screen(visitor, open_round):
    ways = [(words(it), it.get("href")) for it in found(visitor.get("/"), "//section[@class='hero']//a")]
    assert ways == [
        ("Start an application", "/hakemukset/sopiiko/"),
        ("Tell your idea", "/ideat/uusi/"),
        ("Continue an application", "/oma/"),
    ]


def test_the_sums_stand_in_the_first_screen(visitor, open_round):
    sums = [words(it) for it in found(visitor.get("/"), "//dl[@class='hero__amounts']/div")]
    assert sums == ["Event below 8 000 €", "Development project below 70 000 €"]


@time_machine.travel(BETWEEN_ROUNDS, tick=True)
def test_tentative_dates_are_called_tentative_and_offer_no_button(visitor, programme):
    page = visitor.get("/")
    assert "You can't apply just now. The next round is planned for 1.4.2018–31.5.2018; the dates may still change." in hero(page)
    assert starts(page) == []
    assert states(page) == ["Round 2/2018 Tentative", "Round 3/2018 Tentative"]
    assert past(page) == ["Round 1/2018 Closed"]


@time_machine.travel(BETWEEN_ROUNDS, tick=True)
def test_a_confirmed_round_says_when_it_opens(visitor, programme):
    confirm_dates(programme.rounds.get(number=2), by=SYSTEM, at=AT)
    page = visitor.get("/")
    assert "The next round opens Sunday 1.4.2018 at 8.00." in hero(page)
    assert starts(page) == []


def test_when_nothing_is_coming_one_can_still_call(visitor, programme):
    page = visitor.get("/")
    assert "You can't apply just now. Call us and tell about your idea." in hero(page)
    assert "050 562 5440" in words(found(page, "//section[@id='idea']")[0])
    assert "No round is open or coming just now." in words(found(page, "//section[@aria-labelledby='rounds']")[0])
    assert past(page) == ["Round 3/2018 Closed", "Round 2/2018 Closed", "Round 1/2018 Closed"]
    assert starts(page) == []


def test_a_cancelled_round_is_no_open_round(visitor, open_round):
    Round.objects.filter(pk=open_round.pk).update(cancelled_at=AT)
    page = visitor.get("/")
    assert starts(page) == []
    assert states(page) == [f"{open_round} Cancelled"]


def test_before_a_programme_is_loaded_the_page_promises_nothing(visitor, db):
    page = visitor.get("/")
    assert page.status_code == 200
    assert "€" not in page.content.decode()
    assert starts(page) == []
    assert "The rounds have not been announced yet. Call us and ask." in hero(page)
    assert "There are no rounds yet." in words(found(page, "//section[@aria-labelledby='rounds']")[0])


def test_only_a_coordinator_reads_that_a_closing_time_is_not_confirmed(client_of, visitor, open_round, coordinator):
    sentence = "Closing time to be confirmed."
    assert sentence in client_of(coordinator).get("/").content.decode()
    assert sentence not in visitor.get("/").content.decode()


def test_it_is_finnish_unless_one_chooses_otherwise(client, open_round):
    page = client.get("/", headers={"accept-language": "en"})
    assert found(page, "/html/@lang") == ["fi"]
    assert starts(page) == ["Aloita hakemus"]


def test_the_signed_in_find_their_own_page_and_others_signing_in(client_of, visitor, applicant, open_round):
    assert found(client_of(applicant).get("/"), "//nav//a[@href='/oma/']") != []
    page = visitor.get("/")
    assert found(page, "//nav//a[@href='/oma/']") == []
    assert found(page, "//nav//a[@href='/kirjaudu/']") != []


def test_the_image_says_nothing_that_words_do_not(visitor, open_round):
    assert found(visitor.get("/"), "//section[@class='hero']//img/@alt") == [""]


def test_it_takes_no_post(visitor, db):
    assert visitor.post("/").status_code == 405


@pytest.mark.parametrize("rounds", [0, 3])
def test_a_visit_costs_three_questions_however_many_rounds(client, rounds, django_assert_num_queries, db):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    programme = make_programme()
    for _ in range(rounds):
        make_round(programme)
    with django_assert_num_queries(3):
        client.get("/")
