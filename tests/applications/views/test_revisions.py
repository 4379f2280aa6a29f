"""The pages of earlier texts: who saved what and when, what is different, and one button to take a text back into use."""

from datetime import timedelta

import pytest
import time_machine

from applications.models import Application
from tests.applications.views.reading import buttons, found, heading, notices, rows, sentences, title, words
from tests.factories import make_draft, make_person

MINE = {"title": "Pyöräpaja torille", "summary": "Avaamme pajan, jossa korjataan pyöriä yhdessä.", "seen": "1"}


def address(application: Application, slug: str = "idea", pk: int | str = "", more: str = "") -> str:
    return f"/hakemukset/{application.reference}/osat/{slug}/aiemmat/{f'{pk}/' if pk else ''}{more}"


def save(browser, application: Application, slug: str = "idea", **typed: str):
    return browser.post(f"/hakemukset/{application.reference}/osat/{slug}/", {**MINE, **typed, "next": "list"})


def first(application: Application, slug: str = "idea") -> int:
    return application.revisions.filter(section=slug).order_by("number").first().pk


def marks(page, kind: str) -> list[str]:
    return [words(it) for it in found(page, f"//main//{kind}/bdi")]


def restore(browser, application: Application, pk: int, seen: str = "2", **more):
    return browser.post(address(application, pk=pk, more="palauta/"), {"seen": seen}, **more)


def test_the_list_tells_when_who_and_which_text_is_in_use(client_of, applicant, co_applicant, draft):
    save(client_of(co_applicant), draft)
    save(client_of(applicant), draft, title="Vielä toinen")
    page = client_of(applicant).get(address(draft))
    assert (heading(page), title(page)) == ("Earlier texts", "Earlier texts – Tell about your idea")
    whens = [words(it) for it in found(page, "//*[@class='task__name']")]
    assert rows(page) == [
        f"{whens[0]} Put aside Aino Esimerkki",
        f"{whens[1]} In use Lauri Esimerkki",
        f"{whens[2]} Was in use Aino Esimerkki",
    ]


def test_the_part_leads_to_its_earlier_texts_once_there_are_any(client_of, applicant, group, open_round):
    draft = make_draft(applicant, group, open_round)
    browser, link = client_of(applicant), "//main//a[text()='Earlier texts of this part']/@href"
    assert found(browser.get(f"/hakemukset/{draft.reference}/osat/idea/"), link) == []
    assert "Nothing has been saved in this part yet." in words(found(browser.get(address(draft)), "//main")[0])
    save(browser, draft)
    assert found(browser.get(f"/hakemukset/{draft.reference}/osat/idea/"), link) == [address(draft)]


def test_a_long_history_has_pages(client_of, applicant, draft):
    browser = client_of(applicant)
    for number in range(1, 22):
        save(browser, draft, title=f"Nimi {number}", seen=str(number))
    assert len(rows(browser.get(address(draft)))) == 20
    assert len(rows(browser.get(address(draft) + "?page=2"))) == 2


def test_an_earlier_text_shows_the_words_that_differ_from_the_one_in_use(client_of, applicant, draft):
    browser = client_of(applicant)
    save(browser, draft)
    page = browser.get(address(draft, pk=first(draft)))
    name = "//dt[text()='Name of the project or event']/following-sibling::dd"
    assert [words(it) for it in found(page, f"{name}//ins/bdi | {name}//del/bdi")] == ["torille", "keskustaan"]
    assert buttons(page) == ["Take this text into use"]
    assert found(page, "//main//input[@name='seen']/@value") == ["2"]


def test_costs_are_compared_line_by_line(client_of, applicant, draft):
    browser = client_of(applicant)
    line = {"kulu-1-head": "venue_rent", "kulu-1-what": "Salin vuokra", "kulu-1-amount": "900"}
    save(browser, draft, "kustannukset", **line)
    page = browser.get(address(draft, "kustannukset", first(draft, "kustannukset")))
    assert marks(page, "del") == ["900"]
    assert marks(page, "ins") == ["1 200 Purchased services – Esiintyjä: 800,50"]


def test_one_press_takes_a_text_back_into_use(client_of, applicant, draft):
    browser = client_of(applicant)
    save(browser, draft)
    answer = restore(browser, draft, first(draft), follow=True)
    assert answer.redirect_chain == [(f"/hakemukset/{draft.reference}/osat/idea/", 303)]
    assert sentences(answer)[-1].endswith(" is in use again.")
    assert found(answer, "//input[@name='title']/@value") == ["Pyöräpaja keskustaan"]
    assert len(rows(browser.get(address(draft)))) == 3


def test_who_has_not_seen_the_newest_text_is_shown_the_difference_again(client_of, applicant, co_applicant, draft):
    save(client_of(co_applicant), draft)
    page = restore(client_of(applicant), draft, first(draft), seen="1")
    assert (page.status_code, notices(page)) == (409, ["This was not done"])
    assert (marks(page, "del"), found(page, "//main//input[@name='seen']/@value")) == (["torille"], ["2"])
    assert draft.answers.get(name="title").text == "Pyöräpaja torille"


def test_the_text_in_use_has_no_button(client_of, applicant, draft):
    page = client_of(applicant).get(address(draft, pk=first(draft)))
    assert (buttons(page), marks(page, "ins"), marks(page, "del")) == ([], [], [])
    assert "This text is in use now." in words(found(page, "//main")[0])


def test_a_reader_reads_and_restores_nothing(client_of, applicant, draft):
    reader = make_person()
    draft.group.memberships.create(person=reader, role="reader", joined_at=draft.created_at)
    save(client_of(applicant), draft)
    browser = client_of(reader)
    page = browser.get(address(draft, pk=first(draft)))
    assert (page.status_code, buttons(page)) == (200, [])
    assert restore(browser, draft, first(draft)).status_code == 403
    assert draft.answers.get(name="title").text == "Pyöräpaja torille"


def test_after_the_round_a_sent_application_is_read_only(client_of, applicant, sent):
    save(client_of(applicant), sent)
    with time_machine.travel(sent.round.closes_at + timedelta(minutes=5), tick=True):
        browser = client_of(applicant)
        assert buttons(browser.get(address(sent, pk=first(sent)))) == []
        refused = restore(browser, sent, first(sent))
    assert (refused.status_code, notices(refused)) == (409, ["This was not done"])
    assert sent.answers.get(name="title").text == "Pyöräpaja torille"


def test_a_stranger_a_wrong_part_and_somebody_else_s_text_are_not_found(client_of, applicant, stranger, draft, other_group):
    theirs = make_draft(stranger, other_group, draft.round)
    save(client_of(stranger), theirs, seen="0")
    for pk in ("", first(draft)):
        assert client_of(stranger).get(address(draft, pk=pk)).status_code == 404
    browser = client_of(applicant)
    assert browser.get(address(draft, "olematon")).status_code == 404
    assert browser.get(address(draft, "tapahtuma", first(draft))).status_code == 404
    assert browser.get(address(draft, pk=first(theirs))).status_code == 404
    assert restore(browser, draft, first(theirs)).status_code == 404


@pytest.mark.parametrize("saves", [1, 3])
def test_a_list_costs_the_same_however_many_texts(client_of, applicant, draft, saves, django_assert_num_queries):
    browser = client_of(applicant)
    for number in range(1, saves + 1):
        save(browser, draft, title=f"Nimi {number}", seen=str(number))
    with django_assert_num_queries(11):
        browser.get(address(draft))
