"""The page that shows, in development, the letters that no mail server gets."""

from datetime import timedelta

from accounts.actions import request_code, sign_in
from core import clock
from registry.actions import deliver
from tests.applications.views.reading import found, words
from tests.factories import SYSTEM, make_application, send


def ask_code(email: str, code: str):
    return request_code(email, by=SYSTEM, at=clock.now(), code=code, lives=timedelta(minutes=10), language="en")


def articles(page) -> list[str]:
    return [words(it) for it in found(page, "//main//article")]


def test_the_newest_letter_stands_first(visitor, db):
    ask_code("aino@example.org", "111111")
    ask_code("onni@example.org", "222222")
    shown = articles(visitor.get("/kehitys/posti/"))
    assert ["222222" in shown[0], "onni@example.org" in shown[0], "111111" in shown[1], len(shown)] == [True, True, True, 2]


def test_a_used_code_is_gone_from_the_page(visitor, db):
    letter = ask_code("aino@example.org", "111111")
    deliver(clock=clock.now)
    sign_in("aino@example.org", by=SYSTEM, at=clock.now(), letter=letter.pk, language="en")
    page = visitor.get("/kehitys/posti/")
    assert "111111" not in page.content.decode()
    assert "The code was used or is too old, so its text is gone." in articles(page)[0]


def test_a_letter_that_was_taken_back_reached_nobody_and_is_not_shown(visitor, db):
    ask_code("aino@example.org", "111111")
    ask_code("aino@example.org", "222222")
    shown = articles(visitor.get("/kehitys/posti/"))
    assert ["222222" in shown[0], len(shown)] == [True, 1]


def test_what_people_wrote_is_shown_as_text(visitor, applicant, group, open_round):
    send(make_application(applicant, group, open_round, title="<script>alert(1)</script>"), applicant)
    page = visitor.get("/kehitys/posti/")
    assert "&lt;script&gt;alert(1)" in page.content.decode()
    assert found(page, "//main//script") == []


def test_without_letters_it_says_so(visitor, db):
    assert "No letters yet." in words(found(visitor.get("/kehitys/posti/"), "//main")[0])


def test_outside_development_there_is_no_such_page(visitor, settings, db):
    settings.DEVELOPMENT = False
    ask_code("aino@example.org", "111111")
    answer = visitor.get("/kehitys/posti/")
    assert answer.status_code == 404
    assert "111111" not in answer.content.decode()


def test_outside_development_no_page_links_to_it(visitor, settings, db):
    assert found(visitor.get("/"), "//a[@href='/kehitys/posti/']") != []
    settings.DEVELOPMENT = False
    assert found(visitor.get("/"), "//a[@href='/kehitys/posti/']") == []


def test_it_takes_no_post(visitor, db):
    assert visitor.post("/kehitys/posti/").status_code == 405
