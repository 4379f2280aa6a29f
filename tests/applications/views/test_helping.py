"""The task list lets an owner call in the adviser, and shows what she may do."""

import pytest

from applications.models import Consent
from tests.applications.views.reading import found, words

pytestmark = pytest.mark.django_db


def tasks(draft) -> str:
    return f"/hakemukset/{draft.reference}/osat/"


def address(draft, act: str = "") -> str:
    return f"/hakemukset/{draft.reference}/apu/{act}"


def text(page) -> str:
    return words(found(page, "//main")[0])


def buttons(page) -> list[str]:
    return [words(it) for it in found(page, "//main//button")]


OFFERS = ["Ask for advice on this application", "Let the adviser fill it in"]


def ask_advice(browser, draft):
    return browser.post(f"/hakemukset/{draft.reference}/neuvoja/")


def test_an_owner_asks_for_advice_in_one_press_and_takes_that_back_in_another(client_of, applicant, coordinator, draft):
    browser = client_of(applicant)
    assert buttons(browser.get(tasks(draft))) == OFFERS
    assert ask_advice(browser, draft).url == tasks(draft)
    page = browser.get(tasks(draft))
    assert "may read this application and give advice on it. She can't change it." in text(page)
    assert buttons(page) == ["Take the permission back", "Let the adviser fill it in"]
    browser.post(address(draft, "paata/"))
    assert buttons(browser.get(tasks(draft))) == OFFERS
    assert not draft.consents.in_force().exists()


def test_asking_for_advice_lets_nobody_fill_in(client_of, applicant, coordinator, draft):
    ask_advice(client_of(applicant), draft)
    browser = client_of(coordinator)
    pages = ("osat/", "osat/idea/", "osat/liitteet/", "tarkista/", "hakemus.pdf", "laji/", "osat/idea/aiemmat/")
    assert [browser.get(f"/hakemukset/{draft.reference}/{page}").status_code for page in pages] == [404] * len(pages)
    assert browser.post(f"/hakemukset/{draft.reference}/osat/idea/", {"title": "x"}).status_code == 404


def test_filling_in_is_a_second_permission_and_both_are_taken_back_at_once(client_of, applicant, coordinator, draft):
    browser = client_of(applicant)
    ask_advice(browser, draft)
    browser.post(address(draft))
    assert buttons(browser.get(tasks(draft))) == ["Take the permission back"]
    assert client_of(coordinator).get(tasks(draft)).status_code == 200
    browser.post(address(draft, "paata/"))
    assert client_of(coordinator).get(tasks(draft)).status_code == 404
    assert not draft.consents.in_force().exists()


def test_an_owner_lets_the_adviser_in_and_out_again(client_of, applicant, coordinator, draft):
    browser = client_of(applicant)
    assert browser.post(address(draft)).url == tasks(draft)
    page = browser.get(tasks(draft))
    assert buttons(page) == ["Take the permission back"]
    assert "may read this application and fill it in. Aino Esimerkki gave the permission on" in text(page)
    assert client_of(coordinator).get(tasks(draft)).status_code == 200
    browser.post(address(draft, "paata/"))
    assert buttons(browser.get(tasks(draft))) == OFFERS
    assert client_of(coordinator).get(tasks(draft)).status_code == 404


def test_an_editor_sees_that_there_is_help_and_decides_nothing_of_it(client_of, applicant, co_applicant, draft):
    browser = client_of(co_applicant)
    assert "An owner of the group can ask the adviser" in text(browser.get(tasks(draft)))
    assert (buttons(browser.get(tasks(draft))), browser.post(address(draft)).status_code) == ([], 403)
    assert ask_advice(browser, draft).status_code == 403
    client_of(applicant).post(address(draft))
    assert "may read this application and fill it in." in text(browser.get(tasks(draft)))
    assert browser.post(address(draft, "paata/")).status_code == 403


def test_of_a_sent_application_it_says_that_there_is_nothing_to_help_with(client_of, applicant, sent):
    browser = client_of(applicant)
    browser.post(address(sent))
    ask_advice(browser, sent)
    assert "This application has been sent" in text(browser.get(tasks(sent)))
    assert Consent.objects.count() == 0


def test_the_helper_fills_in_and_sees_nothing_to_send_invite_or_copy(client_of, applicant, coordinator, draft):
    client_of(applicant).post(address(draft))
    browser = client_of(coordinator)
    page = browser.get(tasks(draft))
    assert "You fill this in for Esimerkkikylän yhdistys ry" in text(page)
    leads = found(page, "//main//a/@href")
    assert [it for it in leads if "kopioi" in it or "/ryhmat/" in it or "poista" in it] == []
    check = browser.get(f"/hakemukset/{draft.reference}/tarkista/")
    assert (buttons(check), "Only an owner of the group can send" in text(check)) == ([], True)


def test_her_text_stays_hers(client_of, applicant, coordinator, draft):
    client_of(applicant).post(address(draft))
    part = f"/hakemukset/{draft.reference}/osat/idea/"
    answer = client_of(coordinator).post(part, {"seen": "1", "title": "Sanottu puhelimessa", "summary": "x", "next": "list"})
    newest = draft.revisions.filter(section="idea").first()
    assert (answer.status_code, newest.saved_by, newest.at_desk) == (303, coordinator, True)
    assert "Kaisa Koordinaattori changed this part" in text(client_of(applicant).get(part))
