"""The page of the code: what lets in, what does not, and what is said."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actions import close_account
from accounts.models import User
from registry.models import Event, Letter
from tests.accounts.views.signing_in import ask, enter, newest_code, sentences, wrong
from tests.factories import AT, SYSTEM

pytestmark = pytest.mark.django_db

DEAD = "This code no longer works. Ask for a new one."


def signed_in(browser: Client) -> str | None:
    """The address of whoever is signed in in the browser."""
    key = browser.session.get("_auth_user_id")
    return User.objects.get(pk=key).email if key else None


def test_the_page_says_where_the_code_went_and_what_to_look_for(visitor):
    ask(visitor, "uusi@example.org")
    page = visitor.get("/kirjaudu/koodi/")
    text = " ".join(page.content.decode().split())
    assert page.status_code == 200
    assert "We sent a code to uusi@example.org. It works for 10 minutes." in text
    assert "The sender is Pikku KAKE" in text
    assert "Your code for signing in to Pikku KAKE" in text
    assert 'autocomplete="one-time-code"' in text
    assert 'inputmode="numeric"' in text
    assert newest_code() not in text


def test_a_new_person_signs_in_with_nothing_but_the_code(visitor):
    ask(visitor, "uusi@example.org")
    answer = enter(visitor, newest_code())
    assert (answer.status_code, answer.url) == (303, "/oma/")
    assert signed_in(visitor) == "uusi@example.org"
    assert User.objects.get().language == "en"


@pytest.mark.parametrize("who", ["applicant", "coordinator", "admin"])
def test_known_people_and_staff_sign_in_the_same_way(visitor, who, request):
    person = request.getfixturevalue(who)
    ask(visitor, person.email.upper())
    assert enter(visitor, newest_code()).status_code == 303
    assert signed_in(visitor) == person.email
    assert Event.objects.filter(act="sign_in", actor=f"person:{person.pk}").count() == 1


def test_a_code_is_taken_with_spaces(visitor):
    ask(visitor, "uusi@example.org")
    code = newest_code()
    enter(visitor, f" {code[:3]} {code[3:]} ")
    assert signed_in(visitor) == "uusi@example.org"


def test_the_session_gets_a_new_key_and_forgets_the_code(visitor):
    ask(visitor, "uusi@example.org")
    before, code = visitor.session.session_key, newest_code()
    enter(visitor, code)
    assert visitor.session.session_key != before
    assert Client(headers={"cookie": f"sessionid={before}"}).get("/ryhmat/uusi/").status_code == 302
    assert "account_login" not in visitor.session
    assert code not in str(dict(visitor.session))


def test_the_code_is_blanked_in_the_outbox_when_it_is_used(visitor):
    ask(visitor, "uusi@example.org")
    enter(visitor, newest_code())
    letter = Letter.objects.get()
    assert (letter.body_text, letter.body_html, letter.secret) == ("", "", False)


def test_a_wrong_code_is_told_with_how_many_tries_are_left(visitor):
    ask(visitor, "uusi@example.org")
    page = enter(visitor, wrong(newest_code()))
    assert page.status_code == 200
    assert page.context["form"].errors == {"code": ["This is not the code we sent. Check the digits. You can try 4 more times."]}
    assert signed_in(visitor) is None


def test_the_fifth_try_lets_in_and_the_sixth_does_not():
    for wrong_tries, person in [(4, "uusi@example.org"), (5, None)]:
        browser = Client()
        ask(browser, "uusi@example.org")
        code = newest_code()
        for _time in range(wrong_tries):
            enter(browser, wrong(code))
        enter(browser, code)
        assert signed_in(browser) == person


def test_after_five_wrong_codes_a_new_one_is_asked_for(visitor):
    ask(visitor, "uusi@example.org")
    code = newest_code()
    answers = [enter(visitor, wrong(code)) for _time in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 303]
    page = visitor.get(answers[-1].url)
    assert sentences(page) == ["The code was wrong too many times. Ask for a new one."]
    assert 'value="uusi@example.org"' in page.content.decode()


def test_what_is_no_code_at_all_costs_no_try(visitor):
    ask(visitor, "uusi@example.org")
    code = newest_code()
    for typed in ["", "12", "abcdef", "1234567", "x" * 100_000, "\x00\x00"]:
        assert enter(visitor, typed).status_code == 200
    enter(visitor, code)
    assert signed_in(visitor) == "uusi@example.org"


@pytest.mark.parametrize(
    ("age", "person"), [(timedelta(minutes=9, seconds=59), "uusi@example.org"), (timedelta(minutes=10, seconds=1), None)]
)
def test_a_code_lives_ten_minutes(visitor, age, person):
    with time_machine.travel(AT, tick=False):
        ask(visitor, "uusi@example.org")
    with time_machine.travel(AT + age, tick=False):
        answer = enter(visitor, newest_code(), next="/ryhmat/uusi/")
        assert signed_in(visitor) == person
        if person is None:
            assert answer.url == "/kirjaudu/?next=%2Fryhmat%2Fuusi%2F"
            assert sentences(visitor.get(answer.url)) == ["The code was more than ten minutes old. Ask for a new one."]


def test_a_code_works_once(visitor):
    ask(visitor, "uusi@example.org")
    code = newest_code()
    enter(visitor, code)
    visitor.post("/kirjaudu-ulos/")
    answer = enter(visitor, code)
    assert answer.url == "/kirjaudu/"
    assert signed_in(visitor) is None


def test_a_code_dies_when_a_newer_one_is_sent_from_anywhere(visitor):
    ask(visitor, "uusi@example.org")
    old = newest_code()
    ask(Client(), "uusi@example.org")
    answer = enter(visitor, old)
    assert answer.url == "/kirjaudu/"
    assert sentences(visitor.get(answer.url)) == [DEAD]
    assert signed_in(visitor) is None


def test_a_code_works_only_in_the_browser_that_asked_for_it(visitor):
    ask(visitor, "uusi@example.org")
    other = Client()
    assert enter(other, newest_code()).url == "/kirjaudu/"
    assert signed_in(other) is None


def test_a_closed_account_learns_it_only_with_the_code(visitor, applicant):
    close_account(applicant, by=SYSTEM, at=AT)
    ask(visitor, applicant.email)
    answer = enter(visitor, newest_code())
    assert sentences(visitor.get(answer.url)) == ["This account has been closed. Call us if you need it."]
    assert signed_in(visitor) is None


def test_an_account_that_is_closed_meanwhile_is_out_with_the_next_request(client_of, applicant):
    browser = client_of(applicant)
    assert browser.get("/ryhmat/uusi/").status_code == 200
    close_account(applicant, by=SYSTEM, at=AT)
    assert browser.get("/ryhmat/uusi/").url == "/kirjaudu/?next=/ryhmat/uusi/"


def test_a_new_code_can_be_asked_for_after_half_a_minute(visitor):
    with time_machine.travel(AT, tick=False):
        ask(visitor, "uusi@example.org")
        old = newest_code()
    with time_machine.travel(AT + timedelta(seconds=29), tick=False):
        answer = visitor.post("/kirjaudu/koodi/", {"resend": "1"})
        assert sentences(visitor.get(answer.url)) == [
            "We sent the code a moment ago. Wait 30 seconds before you ask for a new one."
        ]
        assert Letter.objects.count() == 1
    with time_machine.travel(AT + timedelta(seconds=30), tick=False):
        answer = visitor.post("/kirjaudu/koodi/", {"resend": "1", "next": "/ryhmat/uusi/"})
        assert answer.url == "/kirjaudu/koodi/?next=%2Fryhmat%2Fuusi%2F"
        assert sentences(visitor.get(answer.url)) == ["We sent you a new code. The old one no longer works."]
        new = newest_code()
        if old != new:
            enter(visitor, old)
            assert signed_in(visitor) is None
        enter(visitor, new)
        assert signed_in(visitor) == "uusi@example.org"


def test_the_limit_of_letters_holds_for_new_codes_too(visitor):
    for number in range(20):
        with time_machine.travel(AT + timedelta(minutes=number), tick=False):
            ask(visitor, "uusi@example.org")
    with time_machine.travel(AT + timedelta(minutes=25), tick=False):
        visitor.post("/kirjaudu/koodi/", {"resend": "1"})
        assert Letter.objects.count() == 20


def test_a_network_that_guesses_is_stopped_even_with_the_right_code(visitor, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/h/ip", "request_login_code": None}
    ask(visitor, "uusi@example.org")
    code = newest_code()
    for _time in range(3):
        enter(visitor, wrong(code))
    page = enter(visitor, code)
    assert page.context["form"].errors == {"code": ["There have been too many tries. Wait an hour and try again, or call us."]}
    assert signed_in(visitor) is None


def test_the_page_without_a_code_on_its_way_leads_back(visitor):
    answer = visitor.get("/kirjaudu/koodi/?next=/ryhmat/uusi/")
    assert (answer.status_code, answer.url) == (303, "/kirjaudu/?next=%2Fryhmat%2Fuusi%2F")


def test_the_way_leads_on_to_the_page_that_was_wanted(visitor):
    wanted = visitor.get("/ryhmat/uusi/?next=/oma/").url
    assert wanted == "/kirjaudu/?next=/ryhmat/uusi/%3Fnext%3D/oma/"
    assert 'name="next" value="/ryhmat/uusi/?next=/oma/"' in visitor.get(wanted).content.decode()
    asked = ask(visitor, "uusi@example.org", next="/ryhmat/uusi/?next=/oma/")
    assert 'name="next" value="/ryhmat/uusi/?next=/oma/"' in visitor.get(asked.url).content.decode()
    assert enter(visitor, newest_code(), next="/ryhmat/uusi/?next=/oma/").url == "/ryhmat/uusi/?next=/oma/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example/",
        "http:evil.example",
        "javascript:alert(1)",
        "/\t/evil.example/",
        " //evil.example",
        "evil.example",
        "http://localhost/oma/",
        "https://testserver@evil.example/",
        "\x01//evil.example",
    ],
)
def test_the_way_never_leads_elsewhere(visitor, client_of, applicant, elsewhere):
    asked = ask(visitor, "uusi@example.org", next=elsewhere)
    assert asked.url == "/kirjaudu/koodi/"
    assert enter(visitor, newest_code(), next=elsewhere).url == "/oma/"
    assert client_of(applicant).get("/kirjaudu/", {"next": elsewhere}).url == "/oma/"
    assert "evil.example" not in visitor.post("/kirjaudu-ulos/", {"next": elsewhere}).url


def test_both_steps_are_safe_from_other_sites(applicant):
    browser = Client(enforce_csrf_checks=True)
    assert ask(browser, applicant.email).status_code == 403
    assert enter(browser, "123456").status_code == 403
    assert Letter.objects.count() == 0


def test_both_steps_stay_within_the_queries_of_a_save(visitor, applicant):
    for step in (lambda: ask(visitor, applicant.email), lambda: enter(visitor, newest_code())):
        with CaptureQueriesContext(connection) as queries:
            step()
        # In a test every transaction is a savepoint.
        assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) <= 25
