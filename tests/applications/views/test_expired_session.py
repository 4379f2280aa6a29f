"""A text that is posted after its writer was signed out, or with an old token, comes back to her and to nobody else."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import User
from applications.models import Application
from core import clock, parked
from tests.accounts.views.signing_in import ask, enter, newest_code
from tests.applications.views.reading import buttons, errors, found, notices, sentences, title, words

CANARY = "KANARIALINTU"
LONG = "Ä" * 20_000
HERE, ELSEWHERE = "http://testserver", "https://evil.example"


def address(application: Application, slug: str = "idea", query: str = "") -> str:
    return f"/hakemukset/{application.reference}/osat/{slug}/{query}"


def hidden(page, name: str) -> str:
    return found(page, f"//main//input[@name='{name}']/@value")[0]


def expire(browser: Client) -> None:
    """The session ends on the server; the browser still has its cookie."""
    Session.objects.filter(pk=browser.session.session_key).delete()


def kept(browser: Client) -> list[str]:
    """The addresses whose text the browser's session keeps."""
    return sorted(browser.session.get("parked", {}))


@pytest.fixture
def strict(applicant: User) -> Client:
    """The applicant's browser, with the token asked for as in earnest."""
    browser = Client(enforce_csrf_checks=True)
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    browser.force_login(applicant)
    return browser


def post_expired(browser: Client, application: Application, text: str = CANARY, slug: str = "idea", query: str = "", **more):
    """Open the page, be signed out, and save."""
    page = browser.get(address(application, slug, query))
    expire(browser)
    unseen = {name: hidden(page, name) for name in (parked.FIELD, "seen")}
    typed = {"title": "Otsikko", "summary": text, **unseen, "next": "continue", **more}
    return browser.post(address(application, slug, query), typed)


def summary(page) -> str:
    return found(page, "//textarea[@name='summary']")[0].text.removeprefix("\n")


def test_a_long_text_comes_back_equal_after_signing_in_and_can_be_saved(client_of, applicant, draft):
    browser = client_of(applicant)
    answer = post_expired(browser, draft, LONG, query="?paluu=tarkista")
    there = address(draft, query="?paluu=tarkista")
    assert (answer.status_code, answer.url) == (302, f"/kirjaudu/?next={there.replace('?', '%3F').replace('=', '%3D')}")
    assert sentences(browser.get(answer.url)) == ["You were signed out. Sign in, and what you wrote comes back."]
    ask(browser, applicant.email, next=there)
    answer = enter(browser, newest_code(), next=there)
    assert (answer.status_code, answer.url) == (303, there)
    page = browser.get(there)
    assert (notices(page), errors(page), title(page)) == (["Your text is not saved yet"], [], "Tell about your idea")
    assert "What you wrote is below. It is not saved yet." in words(found(page, "//main")[0])
    assert summary(page) == LONG
    assert draft.answers.get(name="title").text == "Pyöräpaja keskustaan"
    browser.post(there, {"title": "Otsikko", "summary": summary(page), "seen": hidden(page, "seen"), "next": "list"})
    assert draft.answers.get(name="summary").text == LONG
    assert notices(browser.get(there)) == ["Done"]
    assert kept(browser) == []


def test_a_text_that_comes_back_after_somebody_else_saved_overwrites_nothing(client_of, applicant, co_applicant, draft):
    browser, other = client_of(applicant), client_of(co_applicant)
    post_expired(browser, draft, LONG)
    theirs = {"title": "Toisen otsikko", "summary": "Toisen teksti", "seen": hidden(other.get(address(draft)), "seen")}
    assert other.post(address(draft), theirs).status_code == 303
    ask(browser, applicant.email, next=address(draft))
    enter(browser, newest_code(), next=address(draft))
    page = browser.get(address(draft))
    assert summary(page) == LONG
    asked = browser.post(address(draft), {"title": "Otsikko", "summary": LONG, "seen": hidden(page, "seen")})
    assert (asked.status_code, summary(asked)) == (409, LONG)
    assert draft.answers.get(name="summary").text == "Toisen teksti"


def test_the_session_that_held_a_text_lives_as_long_as_any_after_signing_in(client_of, applicant, draft):
    browser = client_of(applicant)
    post_expired(browser, draft)
    assert browser.session.get_expiry_age() <= parked.LIVES.total_seconds()
    ask(browser, applicant.email)
    enter(browser, newest_code())
    assert browser.session.get_expiry_age() == settings.SESSION_COOKIE_AGE


def test_cost_lines_and_boxes_come_back_too(client_of, applicant, draft):
    browser = client_of(applicant)
    costs = {"kulu-1-head": "other", "kulu-1-what": "Kahvi", "kulu-1-amount": "1e5"}
    post_expired(browser, draft, slug="kustannukset", **costs)
    browser.force_login(applicant)
    page = browser.get(address(draft, "kustannukset"))
    assert found(page, "//input[@name='kulu-1-what']/@value") == ["Kahvi"]
    assert found(page, "//input[@name='kulu-1-amount']/@value") == ["1e5"]


def test_texts_of_two_pages_do_not_push_each_other_out(client_of, applicant, draft):
    browser = client_of(applicant)
    marks = {slug: hidden(browser.get(address(draft, slug)), parked.FIELD) for slug in ("idea", "tapahtuma")}
    expire(browser)
    for slug, mark in marks.items():
        browser.post(address(draft, slug), {"title": "Eka", "place": "Toka", parked.FIELD: mark})
    browser.force_login(applicant)
    assert found(browser.get(address(draft, "idea")), "//input[@name='title']/@value") == ["Eka"]
    assert found(browser.get(address(draft, "tapahtuma")), "//input[@name='place']/@value") == ["Toka"]


def test_a_text_that_can_no_longer_be_saved_is_shown_for_copying(client_of, applicant, sent):
    browser = client_of(applicant)
    with time_machine.travel(sent.round.closes_at - timedelta(minutes=1), tick=True):
        browser.force_login(applicant)
        post_expired(browser, sent)
    with time_machine.travel(sent.round.closes_at + timedelta(minutes=5), tick=True):
        browser.force_login(applicant)
        page = browser.get(address(sent))
    assert (notices(page)[-1], summary(page), buttons(page)) == ("Your text is not saved yet", CANARY, [])


# --- for nobody else -------------------------------------------------------------------------------------------------


def test_another_member_who_signs_in_in_the_same_browser_sees_nothing_of_it(client_of, applicant, co_applicant, draft):
    browser = client_of(applicant)
    post_expired(browser, draft)
    browser.force_login(co_applicant)
    page = browser.get(address(draft))
    assert (page.status_code, CANARY in page.content.decode()) == (200, False)
    assert "Your text is not saved yet" not in notices(page)


def test_when_another_person_signs_in_by_a_code_the_text_is_gone_from_the_session(client_of, applicant, stranger, draft):
    browser = client_of(applicant)
    post_expired(browser, draft)
    ask(browser, stranger.email)
    enter(browser, newest_code(), next=address(draft))
    assert kept(browser) == []
    page = browser.get(address(draft))
    assert (page.status_code, CANARY in page.content.decode()) == (404, False)


def test_the_writer_s_other_browser_sees_nothing_of_it(client_of, applicant, draft):
    post_expired(client_of(applicant), draft)
    assert CANARY not in client_of(applicant).get(address(draft)).content.decode()


@pytest.mark.parametrize("mark", ["", "1", "1:falsch", "\x00", "x" * 10_000])
def test_a_text_without_its_writer_s_mark_is_not_kept(client_of, applicant, draft, mark):
    browser = client_of(applicant)
    answer = post_expired(browser, draft, **{parked.FIELD: mark})
    assert (answer.status_code, kept(browser)) == (302, [])


def test_the_mark_of_one_form_does_not_open_another(client_of, applicant, draft):
    browser = client_of(applicant)
    mark = hidden(browser.get(address(draft, "tapahtuma")), parked.FIELD)
    post_expired(browser, draft, **{parked.FIELD: mark})
    assert kept(browser) == []


# --- old tokens ------------------------------------------------------------------------------------------------------


def test_a_text_with_an_old_token_comes_back_by_the_link(strict, draft):
    mark = hidden(strict.get(address(draft)), parked.FIELD)
    typed = {"title": "Otsikko", "summary": LONG, parked.FIELD: mark, "csrfmiddlewaretoken": "x" * 64}
    answer = strict.post(address(draft, query="?paluu=tarkista"), typed, headers={"origin": HERE})
    assert answer.status_code == 403
    [link] = found(answer, "//a[text()='Continue to the page with your text']/@href")
    assert link == address(draft, query="?paluu=tarkista")
    page = strict.get(link)
    assert (summary(page), notices(page)) == (LONG, ["Your text is not saved yet"])


def test_a_text_with_an_old_token_and_no_session_comes_back_after_signing_in(strict, applicant, draft):
    mark = hidden(strict.get(address(draft)), parked.FIELD)
    expire(strict)
    del strict.cookies[settings.CSRF_COOKIE_NAME]
    strict.post(address(draft), {"summary": CANARY, parked.FIELD: mark}, headers={"referer": HERE + address(draft)})
    strict.force_login(applicant)
    assert summary(strict.get(address(draft))) == CANARY


@pytest.mark.parametrize(
    "headers", [{"origin": ELSEWHERE}, {"origin": "null"}, {"referer": ELSEWHERE + "/?http://testserver"}, {}], ids=str
)
def test_another_site_can_put_no_words_into_a_form(strict, draft, headers):
    mark = hidden(strict.get(address(draft)), parked.FIELD)
    del strict.cookies[settings.CSRF_COOKIE_NAME]
    answer = strict.post(address(draft), {"summary": CANARY, parked.FIELD: mark}, headers=headers)
    assert (answer.status_code, kept(strict)) == (403, [])
    assert found(answer, "//a[text()='Continue to the page with your text']") == []
    assert CANARY not in strict.get(address(draft)).content.decode()


def test_another_site_begins_no_session(draft):
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(address(draft), {"summary": CANARY}, headers={"origin": ELSEWHERE})
    assert (answer.status_code, settings.SESSION_COOKIE_NAME in browser.cookies, Session.objects.count()) == (403, False, 0)


def test_the_text_of_somebody_else_is_not_kept_with_who_is_signed_in(client_of, strict, co_applicant, draft):
    mark = hidden(client_of(co_applicant).get(address(draft)), parked.FIELD)
    strict.post(address(draft), {"summary": CANARY, parked.FIELD: mark}, headers={"origin": HERE})
    assert kept(strict) == []


# --- limits ----------------------------------------------------------------------------------------------------------


def test_a_text_beyond_the_limit_is_not_kept_and_the_page_says_how_to_save_it(client_of, applicant, draft):
    browser = client_of(applicant)
    answer = post_expired(browser, draft, "x" * parked.MOST_BYTES)
    assert (answer.status_code, kept(browser)) == (403, [])
    assert "Copy your text to a safe place." in words(found(answer, "//main")[0])


def test_only_the_newest_forms_are_kept(client_of, applicant, draft):
    browser = client_of(applicant)
    slugs = [f"osa-{number}" for number in range(parked.MOST_FORMS + 1)]
    expire(browser)
    for slug in slugs:
        mark = parked._signer(address(draft, slug)).sign(str(applicant.pk))
        browser.post(address(draft, slug), {"summary": slug, parked.FIELD: mark})
    assert kept(browser) == [address(draft, slug) for slug in slugs[1:]]


def test_nobody_keeps_texts_without_end(client_of, applicant, draft):
    browser = client_of(applicant)
    mark = hidden(browser.get(address(draft)), parked.FIELD)
    given = [Client().post(address(draft), {parked.FIELD: mark}).status_code for _ in range(parked.MOST_AN_HOUR + 1)]
    assert given == [302] * parked.MOST_AN_HOUR + [403]


def test_a_text_is_kept_for_a_day(client_of, applicant, draft):
    browser = client_of(applicant)
    mark = hidden(browser.get(address(draft)), parked.FIELD)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(applicant)
    strict.post(address(draft), {"summary": CANARY, parked.FIELD: mark}, headers={"origin": HERE})
    assert summary(strict.get(address(draft))) == CANARY
    with time_machine.travel(clock.now() + parked.LIVES, tick=True):
        assert CANARY not in strict.get(address(draft)).content.decode()


def test_the_code_of_a_sign_in_is_never_kept(client_of, applicant, draft):
    browser = client_of(applicant)
    expire(browser)
    answer = browser.post("/kirjaudu/koodi/", {"code": "123456"})
    assert (answer.status_code, kept(browser)) == (303, [])
