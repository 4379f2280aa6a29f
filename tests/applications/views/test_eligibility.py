"""The page that asks, before anything else, whether an idea fits."""

import pytest
import time_machine

from applications.sections import CHECKS
from core import dates
from tests.applications.views.reading import errors, found, heading, title, words
from tests.factories import AT, make_round

PAGE = "/hakemukset/sopiiko/"
YES = {check.code: "kylla" for check in CHECKS} | {"vastattu": "1"}


def main(response) -> str:
    return words(found(response, "//main")[0])


def test_five_questions_are_asked_with_the_facts_of_the_round(visitor, open_round):
    page = visitor.get(PAGE)
    assert (page.status_code, heading(page), errors(page)) == (200, "Does your idea fit?", [])
    assert [words(it) for it in found(page, "//fieldset/legend")] == [str(check.label) for check in CHECKS]
    assert len(found(page, "//input[@type='radio']")) == 15
    hints = [words(it) for it in found(page, "//fieldset//*[contains(@class, 'field__hint')]")]
    assert hints[0] == "The place is: Central area of Joensuu."
    assert hints[4] == (
        f"A project starts on {dates.day(open_round.earliest_start)} at the earliest. "
        f"Everything ends on {dates.day(open_round.latest_end)} at the latest."
    )


def test_who_answers_yes_to_all_goes_on_with_round_and_kind(visitor, open_round):
    answer = visitor.get(PAGE, {**YES, "kierros": str(open_round.number), "laji": "tapahtuma"})
    assert (answer.status_code, answer.url) == (303, f"/hakemukset/uusi/?kierros={open_round.number}&laji=tapahtuma")
    assert visitor.get(PAGE, YES).url == "/hakemukset/uusi/"


@pytest.mark.parametrize("code", [check.code for check in CHECKS])
def test_a_no_leads_to_a_person_and_never_to_a_dead_end(visitor, open_round, code):
    page = visitor.get(PAGE, {**YES, code: "ei", "laji": "tapahtuma"})
    label = next(str(check.label) for check in CHECKS if check.code == code)
    assert (page.status_code, heading(page), errors(page)) == (200, "Talk with us first", [])
    assert label in [words(it) for it in found(page, "//main//h2")]
    assert "You answered: no." in main(page)
    assert "Mari Nupponen 050 562 5440 mari.nupponen@jns.fi Joensuun pääkirjasto, Koskikatu 25" in main(page)
    links = found(page, "//main//a/@href")
    for href in ("tel:0505625440", "mailto:mari.nupponen@jns.fi", "/hakulomake/tapahtuma/", "/hakemukset/uusi/?laji=tapahtuma"):
        assert links.count(href) == 1


def test_who_is_not_sure_is_helped_to_find_out(visitor, open_round):
    page = visitor.get(PAGE, {**YES, "vastuu": "en-tieda"})
    assert heading(page) == "Let us find out together"
    assert [words(it) for it in found(page, "//main//h2")] == [
        "Does somebody answer for the money?",
        "Talk with a person",
        "You can apply all the same",
    ]


def test_answers_can_be_changed_where_they_were_given(visitor, open_round):
    page = visitor.get(PAGE, {**YES, "aika": "ei"})
    [back] = found(page, "//a[normalize-space()='Change the answers']/@href")
    again = visitor.get(PAGE + back)
    assert (heading(again), errors(again)) == ("Does your idea fit?", [])
    chosen = {it.get("name"): it.get("value") for it in found(again, "//input[@type='radio' and @checked]")}
    assert chosen == {check.code: "kylla" for check in CHECKS} | {"aika": "ei"}


def test_what_is_not_answered_is_asked_again_and_can_be_passed_by(visitor, open_round):
    page = visitor.get(PAGE, {**YES, "paikka": "", "kenelle": "<b>", "laji": "tapahtuma"})
    assert (page.status_code, title(page)) == (422, "Error: Does your idea fit?")
    assert errors(page) == [
        ("#id_paikka_0", "Choose an answer: “Is it done in the right place?”"),
        ("#id_kenelle_0", "Choose an answer: “Is it for the right people?”"),
    ]
    assert found(page, "//main//p/a/@href")[-1] == "/hakemukset/uusi/?laji=tapahtuma"
    assert found(page, "//input[@type='hidden' and @name='laji']/@value") == ["tapahtuma"]


def test_the_round_that_a_link_names_is_asked_about(visitor, open_round):
    second = make_round(open_round.programme, closes=dates.local_day(open_round.closes_at).replace(day=28))
    page = visitor.get(PAGE, {**YES, "aika": "ei", "kierros": str(second.number)})
    assert dates.day(second.latest_end) in main(page)


def test_without_an_open_round_the_page_tells_when_the_next_one_opens(visitor, programme):
    with time_machine.travel(AT.replace(month=3, day=15), tick=True):
        page = visitor.get(PAGE)
    assert (page.status_code, heading(page)) == (200, "You can't apply just now")


def test_nothing_is_kept_and_it_takes_no_post(visitor, open_round):
    visitor.get(PAGE, {**YES, "aika": "ei"})
    assert list(visitor.session.keys()) == []
    assert visitor.post(PAGE).status_code == 405


def test_the_page_needs_few_queries(visitor, open_round, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        visitor.get(PAGE, {**YES, "aika": "ei"})


@pytest.mark.parametrize("page", ["/", "/ohjeet/"])
def test_the_way_to_an_application_leads_through_it(visitor, open_round, page):
    assert found(visitor.get(page), f"//a[@href='{PAGE}' and contains(@class, 'button')]") != []
