"""The book of a meeting: everything in the order of the agenda, and nothing that its maker may not see."""

import pdfua.cli
import pytest

from core.pdf import ONE_AT_A_TIME
from decisions.actions import make_scenario
from registry.models import Event
from reviews.actions import declare
from reviews.models import Assignment
from tests.documents import everything_in, pages_of, text_of
from tests.factories import acting, after_closing, make_case_in_review, make_person, make_review

pytestmark = pytest.mark.django_db
ADDRESS = "/tyopoyta/kierrokset/1/jako/tapahtuma/esitykset/kierroskirja.pdf"


def book(browser, address: str = ADDRESS) -> bytes:
    response = browser.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    return b"".join(response.streaming_content)


def in_order(text: str, parts: list[str]) -> str:
    """The first part that does not come after the one before it, or nothing."""
    place = 0
    for part in parts:
        place = text.find(part, place)
        if place < 0:
            return part
    return ""


def plain(pages: list[str]) -> list[str]:
    return [page.replace("\xa0", " ") for page in pages]


def test_it_has_a_cover_the_money_the_agenda_a_page_for_each_case_and_the_reserve_list(client_of, decider, agenda_cases):
    pages = plain(pages_of(book(client_of(decider))))
    assert len(pages) == 6
    assert (
        in_order(pages[0], ["Joensuun kaupunki", "Kierroskirja", "Hakukierros 1/2018", "Tapahtuma", "5 500,00 €", "Paula"]) == ""
    )
    agenda = ["Rahat", "Määräraha", "Asialista", "Toinen paja", "Kolmas paja", "Ensimmäinen paja", "Yhteensä", "5 500,00 €"]
    assert in_order(pages[1], agenda) == ""
    heads = [page.split(" · ")[0] for page in pages[2:5]]
    assert heads == ["Hakemus 1 / 3", "Hakemus 2 / 3", "Hakemus 3 / 3"]
    assert "Kenelläkään ei ole varasijaa." in pages[5]
    assert [f"{number} (6)" in page for number, page in enumerate(pages, start=1)] == [True] * 6


def test_the_page_of_a_case_tells_all_that_a_decision_needs(client_of, coordinator, agenda_cases):
    page = plain(pages_of(book(client_of(coordinator))))[2]
    assert in_order(
        page,
        [
            agenda_cases[1].reference, "Toinen paja", "Esimerkkikylän yhdistys ry", "Haettu", "2 000,00 €", "900,00 €",
            "Esitetty", "1 500,00 €", "Jää tämän jälkeen", "Kelpoisuustarkistus", "Täydennys", "Ei pyydetty", "Ei kukaan", "Esitys",
            "Myönnetty osittain", "Perustelu: Toinen paja.", "Lyhyesti", "Toinen paja avaa ovensa.", "Pisteet", "70/70", "5 / 5",
            "Arto Arvioija, 5: Arvio: Toinen paja.",
        ],
    ) == ""  # fmt: skip


def test_of_a_case_with_a_conflict_of_interest_there_is_not_a_word_but_the_totals_stay(client_of, decider, agenda_cases):
    declare(agenda_cases[1], by=acting(decider, "decider"), at=after_closing(agenda_cases[1], days=3), ground="board")
    content = book(client_of(decider))
    everything = everything_in(content)
    secrets = ("Toinen", agenda_cases[1].reference, "2\xa0000,00")
    assert [secret.encode() in everything for secret in secrets] == [False] * 3
    text = text_of(content).replace("\xa0", " ")
    assert ("Muut hakemukset yhteensä: 1 1 500,00 €" in text, "5 500,00 €" in text) == (True, True)


def test_it_says_who_has_stepped_aside_and_never_why(client_of, decider, reviewer, agenda_cases):
    case = agenda_cases[0]
    word = {"ground": "board", "explanation": "Istun hallituksessa."}
    declare(case, by=acting(reviewer, "reviewer"), at=after_closing(case, days=3), **word)
    content = book(client_of(decider))
    assert ("Jäävänneet itsensä" in text_of(content), "Arto Arvioija" in pages_of(content)[4]) == (True, True)
    assert (b"hallituksessa" in everything_in(content), b"board" in everything_in(content)) == (False, False)


def test_points_that_may_not_be_seen_yet_are_not_in_it(client_of, coordinator, decider, agenda_cases):
    case = agenda_cases[1]
    late = make_person("uusi@joensuu.example", name="Uuno Uusi", roles=["reviewer"])
    at = after_closing(case)
    Assignment.objects.create(application=case, reviewer=late, assigned_by=coordinator, assigned_at=at)
    content = book(client_of(decider))
    assert ("Arvio: Toinen" in text_of(content), "Arvio: Kolmas" in text_of(content)) == (False, True)
    assert "Kirjan tekijä ei vielä saa nähdä pisteitä." in text_of(content)


def test_the_book_of_a_scenario_has_its_name_its_reasons_and_its_reserve_list(
    client_of, applicant, group, first_round, coordinator
):
    case = make_case_in_review(applicant, group, first_round, coordinator, title="Varapaja")
    make_review(case, coordinator, role="coordinator")
    by = acting(coordinator, "coordinator")
    scenario = make_scenario(first_round, by=by, at=after_closing(case, days=2), kind="event", name="Varovainen")
    scenario.rows.update(amount=0, reserve_place=1, reason="Raha loppui tähän.")
    pages = pages_of(book(client_of(coordinator), ADDRESS.replace("esitykset", str(scenario.pk))))
    assert ("Varovainen" in pages[0], "Raha loppui tähän." in pages[2], "1 Varapaja" in pages[3]) == (True, True, True)
    noted = Event.objects.get(act="take_round_book")
    assert (noted.about, noted.role, noted.details) == (
        f"round:{first_round.pk}",
        "coordinator",
        {"kind": "event", "cases": 1, "scenario": scenario.pk},
    )


def test_a_book_without_cases_says_so(client_of, auditor, first_round):
    assert "Asialistalla ei ole hakemuksia." in text_of(book(client_of(auditor)))


def test_long_texts_are_cut_and_stay_on_the_paper(client_of, decider, agenda_cases):
    agenda_cases[0].proposals.update(reasons="Pitkäsana" * 2000)
    pages = pages_of(book(client_of(decider)))
    assert len(pages) == 6
    assert "…" in pages[4]


def test_what_people_typed_is_text_and_nothing_else(client_of, decider, agenda_cases):
    agenda_cases[0].proposals.update(reasons="<b>Lihava</b> & <script>")
    assert "<b>Lihava</b> & <script>" in text_of(book(client_of(decider)))


def test_a_checker_of_pdf_ua_finds_nothing(client_of, decider, agenda_cases, tmp_path):
    path = tmp_path / "kirja.pdf"
    path.write_bytes(book(client_of(decider)))
    assert pdfua.cli.main(["check", str(path)]) == 0


def test_when_many_papers_are_being_made_one_is_asked_to_try_again(client_of, decider, agenda_cases):
    with ONE_AT_A_TIME:
        response = client_of(decider).get(ADDRESS)
    assert (response.status_code, response["Location"]) == (303, ADDRESS.replace("kierroskirja.pdf", "kokous/"))
    assert not Event.objects.filter(act="take_round_book").exists()


@pytest.mark.parametrize("address", ["tapahtuma/999", "tapahtuma/muu", "tapahtuma/²", "muu/esitykset"])
def test_what_is_not_there_is_not_found(client_of, decider, first_round, address):
    assert client_of(decider).get(f"/tyopoyta/kierrokset/1/jako/{address}/kierroskirja.pdf").status_code == 404
