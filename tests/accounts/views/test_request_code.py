"""The sign-in page: an address gets a code, and nobody learns whose it is."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from accounts.actions import close_account
from accounts.letters import invited
from accounts.models import User
from registry.actions import post
from registry.models import Letter
from tests.accounts.views.signing_in import ask, newest_code
from tests.factories import AT, SYSTEM, make_person

pytestmark = pytest.mark.django_db


def shape(response, address: str) -> str:
    """A page without what differs between any two requests: the address itself and the tokens."""
    tokens = [str(response.context[name]) for name in ("csrf_token", "request_id") if response.context.get(name)]
    text = response.content.decode()
    for token in [address, *tokens]:
        text = text.replace(token, "…")
    return text


def test_the_page_asks_for_an_address_and_whose_computer_it_is(visitor):
    page = visitor.get("/kirjaudu/")
    assert page.status_code == 200
    assert list(page.context["form"].fields) == ["email", "is_shared"]
    assert 'autocomplete="email"' in page.content.decode()
    assert page["Cache-Control"].count("no-store") == 1


def test_an_address_gets_a_code_and_the_next_page(visitor):
    answer = ask(visitor, "Uusi@Example.org")
    assert (answer.status_code, answer.url) == (303, "/kirjaudu/koodi/")
    letter = Letter.objects.get()
    assert (letter.to, letter.language, letter.status) == ("uusi@example.org", "en", "queued")
    assert len(newest_code()) == 6


def test_no_letter_is_sent_in_the_request(visitor, mailoutbox):
    ask(visitor, "uusi@example.org")
    assert mailoutbox == []


def test_what_is_typed_stays_when_it_is_no_address(visitor):
    page = ask(visitor, "aino(at)example.org")
    assert page.context["form"].errors == {"email": ["Write the e-mail address in the form name@example.fi."]}
    assert 'value="aino(at)example.org"' in page.content.decode()
    assert Letter.objects.count() == 0


def test_the_address_is_there_to_be_corrected(visitor):
    ask(visitor, "anio@example.org")
    assert 'value="anio@example.org"' in visitor.get("/kirjaudu/").content.decode()


def address_on(page) -> str:
    return page.context["form"]["email"].value()


def test_who_follows_a_letter_finds_her_address_written_and_is_not_signed_in(visitor, applicant):
    letter = post(invited(applicant, roles=["Reviewer"], at=AT), at=AT)
    way = visitor.get(f"/oma/?kirje={letter.message_id.hex}")
    page = visitor.get(way.url)
    assert (way.status_code, address_on(page)) == (302, applicant.email)
    assert page.wsgi_request.user.is_anonymous
    assert "example.org" not in way.url
    assert list(visitor.session.keys()) == []
    assert ask(visitor, applicant.email, next=f"/oma/?kirje={letter.message_id.hex}").status_code == 303


def test_a_letter_may_lead_to_the_sign_in_page_itself(visitor, applicant):
    letter = post(invited(applicant, roles=["Reviewer"], at=AT), at=AT)
    assert address_on(visitor.get(f"/kirjaudu/?kirje={letter.message_id.hex}")) == applicant.email


@pytest.mark.parametrize("letter", ["0" * 32, "x", "", "%00"])
def test_a_letter_that_nobody_wrote_leaves_the_page_as_it_is(visitor, letter):
    assert address_on(visitor.get(f"/kirjaudu/?next=/oma/%3Fkirje%3D{letter}")) == ""


def test_an_address_that_was_corrected_is_not_written_over_by_the_letter(visitor, applicant):
    letter = post(invited(applicant, roles=["Reviewer"], at=AT), at=AT)
    link = f"/oma/?kirje={letter.message_id.hex}"
    ask(visitor, "toinen@example.org", next=link)
    assert address_on(visitor.get("/kirjaudu/", {"next": link})) == "toinen@example.org"


def test_known_unknown_and_closed_get_the_same_bytes_and_one_letter_each(applicant, coordinator):
    closed = make_person("closed@example.org")
    close_account(closed, by=SYSTEM, at=AT)
    answers = set()
    for address in [applicant.email, coordinator.email, closed.email, "nobody@example.org"]:
        browser = Client()
        asked = ask(browser, address)
        page = browser.get(asked.url)
        headers = sorted(name for name in asked.headers if name != "X-Request-ID")
        answers.add((asked.status_code, asked.url, str(headers), asked.content, page.status_code, shape(page, address)))
        assert Letter.objects.filter(to=address, kind="accounts/code_requested").count() == 1
    assert len(answers) == 1


def test_asking_never_looks_at_the_people(applicant):
    asked = []
    for address in [applicant.email, "nobody@example.org"]:
        with CaptureQueriesContext(connection) as queries:
            ask(Client(), address)
        assert [query["sql"] for query in queries if "accounts_" in query["sql"].replace("accounts/", "")] == []
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_asking_makes_nobody_known(visitor):
    ask(visitor, "nobody@example.org")
    assert User.objects.count() == 0


def test_a_school_of_two_hundred_behind_one_address_gets_its_codes():
    answers = {ask(Client(), f"pupil{number}@example.org").status_code for number in range(200)}
    assert answers == {303}
    assert Letter.objects.count() == 200


def test_a_mailbox_gets_twenty_codes_a_day_and_then_a_sentence(visitor):
    for _time in range(20):
        assert ask(visitor, "uusi@example.org").status_code == 303
    page = ask(visitor, "Uusi@example.org")
    assert page.context["form"].errors == {"email": ["There have been too many tries. Wait an hour and try again, or call us."]}
    assert Letter.objects.count() == 20
    assert ask(visitor, "other@example.org").status_code == 303


def test_who_is_signed_in_goes_on_where_she_was_going(client_of, applicant):
    assert client_of(applicant).get("/kirjaudu/?next=/ryhmat/uusi/").url == "/ryhmat/uusi/"


def test_other_methods_are_refused(visitor):
    assert visitor.put("/kirjaudu/").status_code == 405


def test_nothing_else_of_allauth_has_an_address():
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str) and name.startswith("account")}
    assert names == {"account_login", "account_confirm_login_code", "account_logout"}


def test_the_page_is_in_finnish_unless_asked_otherwise():
    assert '<html lang="fi"' in Client().get("/kirjaudu/").content.decode()
