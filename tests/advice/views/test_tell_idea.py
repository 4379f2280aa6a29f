"""Telling an idea: three fields at most, for anybody, and nothing typed is lost."""

import pytest
from django.test import Client
from django.utils.html import escape

from advice.models import Idea
from core import parked
from registry.models import Letter
from tests.accounts.views.signing_in import ask, newest_code
from tests.applications.views.reading import buttons, errors, found, heading, notices, words
from tests.factories import make_idea

pytestmark = pytest.mark.django_db
PAGE = "/ideat/uusi/"
TOLD = {"text": "Yhteinen keittiö taloomme.\nKaikki mukaan.", "title": "Keittiö", "email": "Uusi@Example.org"}


def fields(page) -> list[str]:
    controls = found(page, "//main//form//*[self::input or self::textarea][not(@type='hidden')]")
    return [control.get("name") for control in controls]


def typed(page) -> dict[str, str]:
    return {
        "text": found(page, "//textarea")[0].text_content().strip(),
        **{it.name: it.value for it in found(page, "//main//input[@type='text' or @type='email']")},
    }


def test_a_visitor_is_asked_three_things_and_who_is_signed_in_two(visitor, client_of, applicant, programme):
    page = visitor.get(PAGE)
    assert (page.status_code, fields(page), buttons(page)) == (200, ["text", "title", "email"], ["Send the idea"])
    assert words(found(page, "//label[@for='id_title']")[0]) == "Name of the idea (optional)"
    assert fields(client_of(applicant).get(PAGE)) == ["text", "title"]


def test_the_person_to_call_stands_beside_the_fields(visitor, programme):
    assert found(visitor.get(PAGE), "//main//a[starts-with(@href, 'tel:')]/text()") == [programme.contact_phone]


def test_it_works_without_a_programme_and_without_a_round(visitor):
    assert visitor.get(PAGE).status_code == 200
    assert visitor.post(PAGE, TOLD).status_code == 303


def test_a_visitors_idea_is_kept_for_her_address_and_she_reads_what_happens_next(visitor):
    answer = visitor.post(PAGE, TOLD)
    assert (answer.status_code, answer.url) == (303, "/ideat/kiitos/")
    idea = Idea.objects.get()
    told = (idea.text, idea.title, idea.email, idea.person, idea.language)
    assert told == ("Yhteinen keittiö taloomme.\nKaikki mukaan.", "Keittiö", "uusi@example.org", None, "en")
    page = visitor.get(answer.url)
    assert heading(page) == "Thank you, your idea has come"
    text = words(found(page, "//main")[0])
    assert (idea.reference in text, "We write to uusi@example.org when the answer is here." in text) == (True, True)
    assert found(page, "//main//a[@class='button']/@href") == [f"/kirjaudu/?next=%2Fideat%2F{idea.reference}%2F"]


def test_nobody_else_learns_the_number_or_the_address(visitor, client_of, stranger):
    visitor.post(PAGE, TOLD)
    for browser in (Client(), client_of(stranger)):
        assert browser.get("/ideat/kiitos/").url == PAGE
    reference = Idea.objects.get().reference
    assert client_of(stranger).get(f"/ideat/{reference}/").status_code == 404
    assert Client().get(f"/ideat/{reference}/").url == f"/kirjaudu/?next=/ideat/{reference}/"


def test_after_half_an_hour_the_next_one_at_the_machine_sees_nothing_of_it(visitor):
    visitor.post(PAGE, TOLD)
    assert visitor.session.get_expiry_age() <= 1800
    session = visitor.session
    session["told_idea"] = {**session["told_idea"], "at": session["told_idea"]["at"] - 1801}
    session.save()
    assert visitor.get("/ideat/kiitos/").url == PAGE


def test_the_address_need_not_be_typed_again_to_sign_in_and_the_session_then_lives_as_long_as_any(visitor):
    visitor.post(PAGE, TOLD)
    assert found(visitor.get("/kirjaudu/"), "//input[@name='email']/@value") == ["uusi@example.org"]
    ask(visitor, "uusi@example.org")
    visitor.post("/kirjaudu/koodi/", {"code": newest_code()})
    assert "_auth_user_id" in visitor.session
    assert visitor.session.get_expiry_age() > 13 * 24 * 3600
    assert "sign_in_address" not in visitor.session


def test_who_is_signed_in_goes_on_to_her_idea(client_of, applicant):
    browser = client_of(applicant)
    browser.post(PAGE, {"text": "Paja"})
    idea = Idea.objects.get()
    assert (idea.person, idea.title) == (applicant, "")
    assert found(browser.get("/ideat/kiitos/"), "//main//a[@class='button']/@href") == [f"/ideat/{idea.reference}/"]


def test_pressing_twice_tells_one_idea_and_sends_one_letter(visitor):
    assert [visitor.post(PAGE, TOLD).status_code for _ in range(2)] == [303, 303]
    assert (Idea.objects.count(), Letter.objects.count()) == (1, 1)


def test_what_was_typed_stays_when_something_is_missing(visitor):
    page = visitor.post(PAGE, {"text": "Paja", "title": "Nimi", "email": ""})
    assert (page.status_code, errors(page)) == (422, [("#id_email", "Write your e-mail address, so that we can answer you.")])
    assert typed(page) == {"text": "Paja", "title": "Nimi", "email": None}
    page = visitor.post(PAGE, {**TOLD, "text": ""})
    assert errors(page) == [("#id_text", "Write what you would like to do.")]
    assert (typed(page)["title"], Idea.objects.count()) == ("Keittiö", 0)


def test_an_address_that_looks_like_a_slip_is_asked_about_once(visitor):
    slip = {**TOLD, "email": "elli@htomail.com"}
    page = visitor.post(PAGE, slip)
    sentence = "Check the e-mail address. Did you mean elli@hotmail.com? If it is right as it is, send once more."
    assert (page.status_code, errors(page)) == (422, [("#id_email", sentence)])
    [checked] = found(page, "//input[@name='checked']/@value")
    assert visitor.post(PAGE, {**slip, "checked": checked}).status_code == 303
    assert Idea.objects.get().email == "elli@htomail.com"


def test_one_mailbox_gets_five_ideas_a_day_and_the_sixth_keeps_its_text(visitor):
    for number in range(5):
        assert visitor.post(PAGE, {**TOLD, "text": f"Paja {number}"}).status_code == 303
    page = visitor.post(PAGE, {**TOLD, "text": "Kuudes paja"})
    assert (page.status_code, typed(page)["text"], Letter.objects.count()) == (429, "Kuudes paja", 5)
    assert words(found(page, "//*[@id='virheet']//li")[0]) == (
        "Many ideas have come from here just now. Send yours again in an hour, or call us."
    )
    assert visitor.post(PAGE, {**TOLD, "email": "toinen@example.org"}).status_code == 303


def test_one_network_sends_sixty_letters_an_hour_and_no_more():
    statuses = [
        Client().post(PAGE, {"text": f"Paja {number}", "email": f"nro{number}@example.org"}).status_code for number in range(61)
    ]
    assert statuses == [303] * 60 + [429]


def refuse(browser: Client, facts: dict[str, str], *, origin: str = "http://testserver"):
    """Post the form with a token that is not valid any more."""
    [mark] = found(browser.get(PAGE), f"//input[@name='{parked.FIELD}']/@value")
    return browser.post(PAGE, {**facts, parked.FIELD: mark, "csrfmiddlewaretoken": "x" * 64}, headers={"origin": origin})


@pytest.fixture
def strict() -> Client:
    client = Client(enforce_csrf_checks=True)
    client.cookies["django_language"] = "en"
    return client


def test_a_visitor_whose_page_was_too_old_sends_it_once_more_with_one_press(strict):
    page = refuse(strict, {**TOLD, "checked": "kysytty@example.org"})
    assert (page.status_code, heading(page)) == (403, "Send the page once more")
    [form] = found(page, "//main//form")
    again = {it.get("name"): it.get("value") for it in form.xpath(".//input[@type='hidden']")}
    assert {name: again[name].replace("\r", "") for name in TOLD} == TOLD
    shown = [words(it) for it in found(page, "//main//form//div[@class='panel']/p")]
    assert shown == ["Yhteinen keittiö taloomme.Kaikki mukaan.", "Keittiö", "Uusi@Example.org"]
    assert escape("Yhteinen keittiö taloomme.") in page.content.decode()
    assert (Idea.objects.count(), "sessionid" in strict.cookies) == (0, False)
    assert strict.post(form.get("action"), again).status_code == 303
    assert Idea.objects.get().title == "Keittiö"


def test_another_site_gets_no_button_for_its_words(strict):
    page = refuse(strict, TOLD, origin="https://paha.example")
    assert (page.status_code, found(page, "//main//form")) == (403, [])


def test_who_is_signed_in_finds_her_text_again_when_the_page_was_too_old(strict, applicant):
    strict.force_login(applicant)
    assert refuse(strict, {"text": "Paja", "title": "Nimi"}).status_code == 403
    page = strict.get(PAGE)
    assert (typed(page), notices(page)) == ({"text": "Paja", "title": "Nimi"}, ["Your text is not saved yet"])


def test_the_letter_leads_whoever_signs_in_with_the_address_to_the_idea(client_of, stranger):
    idea = make_idea(email=stranger.email)
    assert f"/ideat/{idea.reference}/" in Letter.objects.get(kind="advice/idea_received").body_text
    assert client_of(stranger).get(f"/ideat/{idea.reference}/").status_code == 200


def test_other_methods_are_refused(visitor):
    assert [visitor.put(PAGE).status_code, visitor.post("/ideat/kiitos/").status_code] == [405, 405]
