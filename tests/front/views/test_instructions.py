"""What to know before applying, readable and printable without signing in."""

import time_machine

from tests.applications.views.reading import found, heading, words
from tests.factories import AT, make_round


def main(page) -> str:
    return words(found(page, "//main")[0])


def test_a_visitor_reads_it_without_signing_in(visitor, open_round):
    page = visitor.get("/ohjeet/")
    assert page.status_code == 200
    assert heading(page) == "How to apply"
    assert "Event: the sum must be below 8 000 €." in main(page)
    assert "Development project: the sum must be below 70 000 €." in main(page)


def test_it_leads_to_the_questions_of_both_kinds(visitor, open_round):
    links = found(visitor.get("/ohjeet/"), "//main//a/@href")
    assert [link for link in links if link.startswith("/hakulomake/")] == [
        "/hakulomake/tapahtuma/",
        "/hakulomake/kehittamishanke/",
    ]


def test_it_tells_how_applications_are_chosen(visitor, open_round):
    rows = [[words(cell) for cell in row] for row in found(visitor.get("/ohjeet/"), "//table//tbody/tr")]
    assert len(rows) == 6
    criterion, weight = rows[0]
    assert weight == "3"
    assert criterion.startswith("Fits the target groupDoes it reach people who need support in taking part and in finding work?")
    assert "The mean must be at least 1." in criterion
    assert "3: It is met. The plan is plausible." in criterion


def test_it_says_whom_to_ask_also_on_paper(visitor, open_round):
    assert "Whom can we ask?" in [words(it) for it in found(visitor.get("/ohjeet/"), "//main//h2")]
    assert found(visitor.get("/ohjeet/"), "//main//a[@href='tel:0505625440']") != []


def test_the_criteria_and_lists_are_in_the_readers_language(client, open_round):
    page = client.get("/ohjeet/")
    assert words(found(page, "//table//tbody/tr")[0]).startswith("Sopii kohderyhmälle")
    assert "Erityisesti vaikeimmin työllistyvät henkilöt" in main(page)


def test_the_button_is_there_only_while_a_round_is_open(visitor, programme):
    assert found(visitor.get("/ohjeet/"), "//main//a[@href='/hakemukset/sopiiko/']") == []
    with time_machine.travel(AT, tick=True):
        assert found(visitor.get("/ohjeet/"), "//main//a[@href='/hakemukset/sopiiko/']") != []


def test_before_a_programme_is_loaded_it_says_whom_to_ask(visitor, db):
    page = visitor.get("/ohjeet/")
    assert page.status_code == 200
    assert "The rounds have not been announced yet. Call us and ask." in main(page)
    assert found(page, "//table") == []


def test_it_takes_no_post(visitor, db):
    assert visitor.post("/ohjeet/").status_code == 405


def test_it_costs_the_same_however_many_rounds_there_are(visitor, programme, django_assert_num_queries):
    make_round(programme)
    for _ in range(2):
        with django_assert_num_queries(6):
            visitor.get("/ohjeet/")
        make_round(programme)


def test_it_says_what_to_have_at_hand_and_how_long_it_takes(visitor, programme):
    text = main(visitor.get("/ohjeet/"))
    assert "Event: about 1.5 hours. Development project: about 2.5 hours." in text
    assert "the business ID and account number of your group" in text
