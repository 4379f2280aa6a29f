"""The versions that were sent: the list, one of them, and what changed between two."""

from datetime import timedelta

import pytest

from applications import actions
from applications.sections import Cost
from tests.applications.views.reading import found, heading, notices, words
from tests.factories import acting, answers_for, send


def address(application, rest: str = "") -> str:
    return f"/hakemukset/{application.reference}/versiot/{rest}"


def main(response) -> str:
    return words(found(response, "//main")[0]).replace("\xa0", " ")


def links(response) -> list[str]:
    return [it.get("href").removeprefix("/hakemukset/") for it in found(response, "//main//ol//a")]


@pytest.fixture
def edited(sent, applicant):
    """Sent, then edited: another summary, and other costs."""
    at, by = sent.submitted_at + timedelta(hours=1), acting(applicant, "owner")
    texts = {**answers_for(sent.round, "event"), "summary": "Avaamme <b>pajan</b>, jossa ompelemme yhdessä."}
    costs = [Cost("venue_rent", "Salin vuokra", "1 000"), Cost("other", "Kahvit", "50")]
    actions.save(sent, by=by, at=at, slug="idea", texts=texts, seen=1)
    actions.save(sent, by=by, at=at, slug="kustannukset", texts={}, costs=costs, seen=1)
    sent.refresh_from_db()
    return sent


@pytest.fixture
def twice(edited, applicant):
    """Sent a second time."""
    return send(edited, applicant, at=edited.changed_at + timedelta(hours=1))


def test_every_version_is_listed_with_where_to_read_and_keep_it(client_of, co_applicant, twice):
    page = client_of(co_applicant).get(address(twice))
    assert heading(page) == "What has been sent"
    assert links(page) == [f"{twice.reference}/versiot/{rest}" for rest in ("2/", "2/hakemus.pdf", "1/2/", "1/", "1/hakemus.pdf")]
    rows = [words(it).replace("\xa0", " ") for it in found(page, "//main//ol/li")]
    assert ("Version 2 (the newest)" in rows[0], "Aino Esimerkki" in rows[0], "1 050,00 €" in rows[0]) == (True, True, True)
    assert ("Version 1" in rows[1], "2 000,50 €" in rows[1]) == (True, True)


def test_a_draft_that_was_never_sent_has_no_versions(client_of, applicant, draft):
    browser = client_of(applicant)
    assert [browser.get(address(draft, rest)).status_code for rest in ("", "muutokset/", "1/", "1/2/")] == [404] * 4


def test_an_old_version_is_read_as_it_was(client_of, applicant, twice):
    page = client_of(applicant).get(address(twice, "1/"))
    assert heading(page) == "Version 1"
    text = main(page)
    assert ("korjataan pyöriä" in text, "ompelemme" in text, "Esiintyjä" in text, "2 000,50 €" in text) == (
        True,
        False,
        True,
        True,
    )


def test_two_versions_are_compared_with_marks_and_words(client_of, applicant, twice):
    page = client_of(applicant).get(address(twice, "1/2/"))
    assert heading(page) == "What has changed"
    assert [words(it) for it in found(page, "//main//h2")] == ["Tell about your idea", "Costs"]
    assert [words(it) for it in found(page, "//dd/*[self::ins or self::del]")] == [
        "removed: pajan, (end of what was removed)",
        "added: <b>pajan</b>, (end of what was added)",
        "removed: korjataan pyöriä (end of what was removed)",
        "added: ompelemme (end of what was added)",
    ]
    rows = [[words(cell).replace("\xa0", " ") for cell in row] for row in found(page, "(//main//table)[1]/tbody/tr")]
    assert rows == [
        ["Salin vuokra, Venue rents (changed)", "1 200,00 €", "1 000,00 €"],
        ["Kahvit, Other costs (added)", "–", "50,00 €"],
        ["Esiintyjä, Purchased services (removed)", "800,50 €", "–"],
    ]
    whole = [words(cell).replace("\xa0", " ") for cell in found(page, "(//main//table)[2]/tfoot/tr/*")]
    assert whole == ["The sum you apply for", "2 000,50 €", "1 050,00 €"]


def test_a_group_sees_what_it_has_changed_since_sending(client_of, applicant, edited):
    browser = client_of(applicant)
    link = f"/hakemukset/{edited.reference}/versiot/muutokset/"
    assert found(browser.get(f"/hakemukset/{edited.reference}/osat/"), f"//main//a[@href='{link}']") != []
    assert found(browser.get(address(edited)), f"//main//a[@href='{link}']") != []
    page = browser.get(link)
    assert heading(page) == "What you have changed since sending"
    assert "These changes are not sent." in main(page)
    assert [words(it) for it in found(page, "//main//h2")] == ["Tell about your idea", "Costs"]


def test_when_nothing_differs_the_page_says_so(client_of, applicant, sent):
    page = client_of(applicant).get(address(sent, "muutokset/"))
    assert ("Nothing differs" in main(page), found(page, "//main//h2")) == (True, [])


def test_versions_that_are_not_there_are_not_found(client_of, applicant, twice):
    browser = client_of(applicant)
    assert [browser.get(address(twice, rest)).status_code for rest in ("3/", "0/", "1/3/", "3/1/")] == [404] * 4


def test_a_stranger_finds_nothing(client_of, stranger, twice):
    browser = client_of(stranger)
    assert [browser.get(address(twice, rest)).status_code for rest in ("", "1/", "1/2/", "muutokset/")] == [404] * 4


def test_nothing_waits_to_be_sent_after_the_second_sending(client_of, applicant, twice):
    assert notices(client_of(applicant).get(address(twice))) == []


@pytest.mark.parametrize("rest", ["", "2/", "1/2/", "muutokset/"])
def test_a_page_asks_the_database_a_few_times(client_of, applicant, twice, rest, django_assert_max_num_queries):
    browser = client_of(applicant)
    with django_assert_max_num_queries(12):
        browser.get(address(twice, rest))
