"""A page that saves by itself: what it is told, and that no text is lost whatever it is told."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from applications.models import Application
from core import clock, dates, parked
from tests.applications.views.reading import buttons, found, notices
from tests.factories import make_draft, make_person

ON, ASIDE = {"X-Autosave": "on"}, {"X-Autosave": "aside"}


def address(application: Application, slug: str = "idea") -> str:
    return f"/hakemukset/{application.reference}/osat/{slug}/"


def opened(page) -> dict[str, str]:
    """The hidden fields of the form, as a script would send them first."""
    hidden = {name: found(page, f"//main//input[@name='{name}']/@value")[0] for name in ("seen", "form_token", parked.FIELD)}
    return {**hidden, "turn": "1"}


def type_in(browser: Client, application: Application, sheet: dict[str, str], title: str, *, headers=ON, **more):
    typed = {"title": title, "summary": "Teksti", **sheet, **more}
    return browser.post(address(application), typed, headers=headers)


def title_of(application: Application) -> str:
    return application.answers.get(name="title").text


def expire(browser: Client) -> None:
    Session.objects.filter(pk=browser.session.session_key).delete()


def test_the_answer_is_a_sentence_with_the_server_s_time(client_of, applicant, draft):
    browser = client_of(applicant)
    sheet = opened(browser.get(address(draft)))
    with time_machine.travel(clock.now().replace(hour=12, minute=32), tick=False):
        answer = type_in(browser, draft, sheet, "Uusi nimi")
        expected = f"Saved at {dates.clock(clock.now())}."
    assert (answer.status_code, answer.json()) == (200, {"say": expected, "kept": True})
    assert title_of(draft) == "Uusi nimi"


def test_a_form_saves_by_itself_again_and_again_and_its_button_after_that(client_of, applicant, draft):
    browser = client_of(applicant)
    sheet = opened(browser.get(address(draft)))
    for turn in ("1", "2", "3"):
        assert type_in(browser, draft, {**sheet, "turn": turn}, f"Nimi {turn}").status_code == 200
    pressed = type_in(browser, draft, {**sheet, "turn": "4"}, "Nimi 4", headers={}, next="list")
    assert (pressed.status_code, title_of(draft)) == (303, "Nimi 4")


def test_costs_save_by_themselves_too(client_of, applicant, draft):
    browser = client_of(applicant)
    where = address(draft, "kustannukset")
    line = {"kulu-1-head": "other", "kulu-1-what": "Kahvi", "kulu-1-amount": "sata"}
    answer = browser.post(where, {**opened(browser.get(where)), **line}, headers=ON)
    assert (answer.status_code, draft.cost_lines.get().amount_text) == (200, "sata")


def test_a_text_that_would_overwrite_unseen_is_put_aside_and_the_page_says_what_to_do(client_of, applicant, co_applicant, draft):
    browser = client_of(applicant)
    sheet = opened(browser.get(address(draft)))
    other = client_of(co_applicant)
    type_in(other, draft, opened(other.get(address(draft))), "Toisen nimi", headers={})
    answer = type_in(browser, draft, sheet, "Uusi nimi")
    assert (answer.status_code, answer.json()["kept"]) == (409, True)
    assert answer.json()["say"].startswith(f"The text of {co_applicant} is in use (")
    assert answer.json()["say"].endswith("Yours is kept. Press “Save and continue”: you see both.")
    assert title_of(draft) == "Toisen nimi"
    page = type_in(browser, draft, {**sheet, "turn": "2"}, "Uusi nimi", headers={})
    assert (page.status_code, notices(page)) == (409, ["Choose which text stays"])
    assert [row.content["texts"]["title"] for row in draft.revisions.filter(took_effect=False)] == ["Uusi nimi"]


def test_the_page_that_asks_which_text_stays_decides_nothing_by_itself(client_of, applicant, co_applicant, draft):
    browser, other = client_of(applicant), client_of(co_applicant)
    sheet = opened(browser.get(address(draft)))
    type_in(other, draft, opened(other.get(address(draft))), "Toisen nimi", headers={})
    page = type_in(browser, draft, sheet, "Uusi nimi", headers={})
    assert found(page, "//main//form/@data-autosave") == ["aside"]
    answer = type_in(browser, draft, opened(page), "Yhteinen nimi", headers=ASIDE)
    assert (answer.status_code, answer.json()["kept"], title_of(draft)) == (409, True, "Toisen nimi")
    assert answer.json()["say"].endswith("Choose which text stays.")
    assert type_in(browser, draft, {**opened(page), "turn": "2"}, "Yhteinen nimi", headers={}).status_code == 303
    assert title_of(draft) == "Yhteinen nimi"


def test_what_is_typed_after_the_round_is_kept_and_the_page_says_that_it_closed(client_of, applicant, draft):
    browser = client_of(applicant)
    sheet = opened(browser.get(address(draft)))
    with time_machine.travel(draft.round.closes_at + timedelta(minutes=5), tick=False):
        browser.force_login(applicant)
        answer = type_in(browser, draft, sheet, "Uusi nimi")
    assert (answer.status_code, answer.json()) == (200, {"say": "Saved at 16.05. The round has closed.", "kept": True})


def test_a_sent_application_whose_round_has_closed_is_not_written_to_and_the_page_says_so(client_of, applicant, sent):
    browser = client_of(applicant)
    sheet = opened(browser.get(address(sent)))
    with time_machine.travel(sent.round.closes_at + timedelta(minutes=5), tick=True):
        browser.force_login(applicant)
        answer = type_in(browser, sent, sheet, "Uusi nimi")
    assert (answer.status_code, answer.json()["kept"]) == (409, False)
    assert answer.json()["say"].endswith("It can't be changed any more. Copy your text to a safe place.")
    assert title_of(sent) == "Pyöräpaja keskustaan"


def test_who_is_signed_out_is_told_and_finds_the_text_after_signing_in(client_of, applicant, draft):
    browser = client_of(applicant)
    sheet = opened(browser.get(address(draft)))
    expire(browser)
    for turn in ("1", "2"):
        answer = type_in(browser, draft, {**sheet, "turn": turn}, f"Nimi {turn}")
    assert (answer.status_code, answer.json()["kept"]) == (401, True)
    assert answer.json()["say"].startswith("You are signed out. Your text is kept.")
    assert list(browser.get("/kirjaudu/").context["messages"]) == []
    browser.force_login(applicant)
    assert found(browser.get(address(draft)), "//input[@name='title']/@value") == ["Nimi 2"]
    assert title_of(draft) == "Pyöräpaja keskustaan"


def test_a_parked_text_that_is_saved_by_itself_is_no_longer_parked(client_of, applicant, draft):
    browser = client_of(applicant)
    sheet = opened(browser.get(address(draft)))
    expire(browser)
    type_in(browser, draft, sheet, "Nimi")
    browser.force_login(applicant)
    page = browser.get(address(draft))
    assert found(page, "//*[@data-until-saved]//h2/text()") == ["Your text is not saved yet"]
    assert type_in(browser, draft, opened(page), "Nimi").status_code == 200
    assert (browser.session.get("parked"), title_of(draft)) == ({}, "Nimi")


def test_a_text_that_could_not_be_kept_is_said_to_be_lost_unless_it_is_copied(client_of, applicant, draft):
    browser = client_of(applicant)
    sheet = opened(browser.get(address(draft)))
    expire(browser)
    answer = type_in(browser, draft, sheet, "x" * parked.MOST_BYTES)
    assert (answer.status_code, answer.json()["kept"]) == (401, False)
    assert answer.json()["say"].startswith("Not saved.")


@pytest.mark.parametrize(("origin", "is_kept"), [("http://testserver", True), ("https://evil.example", False)])
def test_a_page_with_an_old_token_keeps_its_text_when_it_is_ours(applicant, draft, origin, is_kept):
    browser = Client(enforce_csrf_checks=True)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    browser.force_login(applicant)
    sheet = opened(browser.get(address(draft)))
    answer = type_in(browser, draft, {**sheet, "csrfmiddlewaretoken": "x" * 64}, "Nimi", headers={**ON, "origin": origin})
    assert (answer.status_code, answer.json()["kept"]) == (403, is_kept)
    shown = found(browser.get(address(draft)), "//input[@name='title']/@value")
    assert shown == (["Nimi"] if is_kept else ["Pyöräpaja keskustaan"])


def test_a_reader_and_a_stranger_save_nothing(client_of, stranger, draft):
    reader = make_person()
    draft.group.memberships.create(person=reader, role="reader", joined_at=draft.created_at)
    assert type_in(client_of(reader), draft, {"seen": "1"}, "Väärä").status_code == 403
    assert type_in(client_of(stranger), draft, {"seen": "1"}, "Väärä").status_code == 404
    assert title_of(draft) == "Pyöräpaja keskustaan"


@pytest.mark.parametrize(("token", "turn"), [("x" * 500, "1"), ("\x00\n", "-1"), ("ä", "9" * 40), ("", "٣")])
def test_strange_marks_lose_no_text(client_of, applicant, draft, token, turn):
    answer = type_in(client_of(applicant), draft, {"seen": "1", "form_token": token, "turn": turn}, "Uusi nimi")
    assert (answer.status_code, title_of(draft)) == (200, "Uusi nimi")


def test_the_form_of_a_text_that_can_t_be_saved_does_not_try(client_of, applicant, sent):
    with time_machine.travel(sent.round.closes_at + timedelta(minutes=5), tick=True):
        page = client_of(applicant).post(address(sent), {"seen": "1", "title": "Uusi", "summary": "x"})
    assert (found(page, "//@data-autosave"), found(page, "//*[@data-offline]"), buttons(page)) == ([], [], [])


def test_each_opened_form_has_a_mark_of_its_own(client_of, applicant, draft):
    browser = client_of(applicant)
    marks = {opened(browser.get(address(draft)))["form_token"] for _ in range(3)}
    assert len(marks) == 3


def test_saving_by_itself_is_within_the_budget(client_of, applicant, group, open_round, django_assert_max_num_queries):
    draft = make_draft(applicant, group, open_round, kind="development")
    texts = dict.fromkeys(("starts", "ends", "steps", "results", "permanence"), "x")
    browser = client_of(applicant)
    browser.post(address(draft, "suunnitelma"), {"seen": "0", **texts, "steps": "y"}, headers=ON)
    with django_assert_max_num_queries(22):
        browser.post(address(draft, "suunnitelma"), {"seen": "1", **texts}, headers=ON)
