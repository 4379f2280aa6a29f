"""How long somebody stays signed in: on one's own computer as long as one comes back, on a shared one only while one is there."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import User
from core import parked
from tests.accounts.views.signing_in import enter, newest_code
from tests.applications.views.reading import found, words

pytestmark = pytest.mark.django_db

NOON = datetime(2018, 2, 14, 10, 0, tzinfo=UTC)
LINE = "//*[@id='yhteinen-kone']"


def sign_in(person: User, *, is_shared: bool) -> Client:
    browser = Client()
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    browser.post("/kirjaudu/", {"email": person.email, **({"is_shared": "on"} if is_shared else {})})
    assert enter(browser, newest_code()).url == "/oma/"
    return browser


def is_in(browser: Client) -> bool:
    return browser.get("/oma/").status_code == 200


def cookie(browser: Client):
    return browser.cookies[settings.SESSION_COOKIE_NAME]


def test_the_box_is_not_ticked_and_stays_as_one_left_it_when_the_address_is_changed(visitor):
    box = "//input[@name='is_shared']/@checked"
    assert found(visitor.get("/kirjaudu/"), box) == []
    visitor.post("/kirjaudu/", {"email": "aino@example.org", "is_shared": "on"})
    assert len(found(visitor.get("/kirjaudu/"), box)) == 1
    visitor.post("/kirjaudu/", {"email": "aino@example.org"})
    assert found(visitor.get("/kirjaudu/"), box) == []


def test_the_cookie_of_a_shared_computer_goes_with_the_browser_and_that_of_ones_own_does_not(applicant):
    assert (cookie(sign_in(applicant, is_shared=True))["max-age"], cookie(sign_in(applicant, is_shared=True))["expires"]) == (
        "",
        "",
    )
    assert cookie(sign_in(applicant, is_shared=False))["max-age"] == 14 * 24 * 3600


def test_an_address_left_behind_at_a_shared_computer_goes_with_the_browser_too(visitor):
    visitor.post("/kirjaudu/", {"email": "aino@example.org", "is_shared": "on"})
    assert cookie(visitor)["max-age"] == ""


@pytest.mark.parametrize(
    ("idle", "stays"), [(timedelta(minutes=28, seconds=59), True), (timedelta(minutes=30, seconds=1), False)]
)
def test_half_an_hour_in_which_nothing_is_done_ends_a_shared_session(applicant, idle, stays):
    with time_machine.travel(NOON, tick=False) as clock:
        browser = sign_in(applicant, is_shared=True)
        clock.shift(idle)
        assert is_in(browser) == stays


def test_a_shared_session_goes_on_as_often_as_one_likes(applicant):
    with time_machine.travel(NOON, tick=False) as clock:
        browser = sign_in(applicant, is_shared=True)
        for _time in range(12):
            clock.shift(timedelta(minutes=28))
            assert browser.post("/kirjaudu/jatka/").status_code == 204
        clock.shift(timedelta(minutes=31))
        assert browser.post("/kirjaudu/jatka/").status_code == 302


def test_ones_own_computer_stays_signed_in_for_two_weeks_from_the_last_visit(applicant):
    with time_machine.travel(NOON, tick=False) as clock:
        browser = sign_in(applicant, is_shared=False)
        for _visit in range(3):
            clock.shift(timedelta(days=12, hours=23))
            assert is_in(browser)
            assert cookie(browser)["max-age"] == 14 * 24 * 3600
        clock.shift(timedelta(days=14, seconds=1))
        assert not is_in(browser)


def test_a_night_and_a_day_without_a_visit_end_nothing(applicant):
    with time_machine.travel(NOON, tick=False) as clock:
        browser = sign_in(applicant, is_shared=False)
        clock.shift(timedelta(hours=20))
        assert is_in(browser)


@pytest.mark.parametrize(
    ("is_shared", "soon", "later"),
    [(True, timedelta(seconds=59), timedelta(seconds=1)), (False, timedelta(hours=23), timedelta(hours=1))],
)
def test_a_session_is_not_written_at_every_visit(applicant, is_shared, soon, later):
    with time_machine.travel(NOON, tick=False) as clock:
        browser = sign_in(applicant, is_shared=is_shared)
        row = Session.objects.get(pk=browser.session.session_key)
        ends = []
        for pause in (soon, later):
            clock.shift(pause)
            answer = browser.get("/oma/")
            row.refresh_from_db()
            ends.append((row.expire_date, settings.SESSION_COOKIE_NAME in answer.cookies))
        lives = timedelta(minutes=30) if is_shared else timedelta(days=14)
        assert ends == [(NOON + lives, False), (NOON + soon + later + lives, True)]


def test_no_cache_may_keep_the_answer_that_carries_the_cookie_on(applicant):
    with time_machine.travel(NOON, tick=False) as clock:
        browser = sign_in(applicant, is_shared=False)
        clock.shift(timedelta(days=2))
        answer = browser.get("/")
        assert settings.SESSION_COOKIE_NAME in answer.cookies
        assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
        assert "Cookie" in answer["Vary"]


def test_a_public_page_gives_a_visitor_no_session(visitor):
    assert [settings.SESSION_COOKIE_NAME in visitor.get(page).cookies for page in ("/", "/ohjeet/")] == [False, False]


def test_every_page_of_a_shared_session_says_when_it_ends_and_asks_in_time(applicant, draft):
    pages = ("/", "/ohjeet/", "/oma/", f"/ryhmat/{draft.group_id}/", f"/hakemukset/{draft.reference}/osat/idea/")
    shared, own = sign_in(applicant, is_shared=True), sign_in(applicant, is_shared=False)
    for address in pages:
        page = shared.get(address)
        [line] = found(page, LINE)
        assert words(line).startswith("This is a shared computer. You are signed out at ")
        [left] = found(page, "//dialog/@data-left")
        assert 29 * 60 <= int(left) <= 30 * 60
        assert found(page, "//dialog//form/@action") == ["/kirjaudu/jatka/", "/kirjaudu-ulos/"]
        assert (found(own.get(address), LINE), found(own.get(address), "//dialog")) == ([], [])


def test_the_line_tells_the_clock_of_the_end(applicant):
    with time_machine.travel(NOON, tick=False) as clock:
        browser = sign_in(applicant, is_shared=True)
        clock.shift(timedelta(minutes=5))
        page = browser.get("/oma/")
    assert "You are signed out at 12.35, unless" in words(found(page, LINE)[0])


@pytest.mark.parametrize("who", ["applicant", "coordinator"])
def test_the_way_out_is_on_every_page(who, request):
    browser = sign_in(request.getfixturevalue(who), is_shared=False)
    for address in ("/", "/ohjeet/", "/oma/", "/ryhmat/uusi/", *(["/tyopoyta/"] if who == "coordinator" else [])):
        assert "/kirjaudu-ulos/" in found(browser.get(address), "//header//form/@action")


def test_whoever_comes_next_is_not_taken_for_a_shared_computer(applicant, stranger):
    browser = sign_in(applicant, is_shared=True)
    browser.post("/kirjaudu-ulos/")
    browser.post("/kirjaudu/", {"email": stranger.email})
    enter(browser, newest_code())
    assert (found(browser.get("/oma/"), LINE), cookie(browser)["max-age"]) == ([], 14 * 24 * 3600)


def test_what_was_typed_when_a_shared_session_had_ended_comes_back(applicant, group):
    address, typed = f"/ryhmat/{group.pk}/", {"name": "KANARIALINTU ry", "type": "association", "business_id": "9100002-1"}
    with time_machine.travel(NOON, tick=False) as clock:
        browser = sign_in(applicant, is_shared=True)
        [mark] = found(browser.get(address), f"//form[@class='flow']//input[@name='{parked.FIELD}']/@value")
        clock.shift(timedelta(minutes=31))
        assert browser.post(address, {**typed, parked.FIELD: mark}).status_code == 302
        browser.post("/kirjaudu/", {"email": applicant.email, "is_shared": "on"})
        enter(browser, newest_code())
        page = browser.get(address)
    assert found(page, "//input[@name='name']/@value") == ["KANARIALINTU ry"]
    assert (len(found(page, LINE)), cookie(browser)["max-age"]) == (1, "")


def test_going_on_costs_little(applicant, django_assert_max_num_queries):
    browser = sign_in(applicant, is_shared=True)
    with django_assert_max_num_queries(5):
        browser.post("/kirjaudu/jatka/")
