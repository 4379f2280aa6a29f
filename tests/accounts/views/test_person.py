"""The page of one person, and the buttons on it."""

import pytest

from accounts.models import User
from tests.accounts.views.signing_in import sentences

pytestmark = pytest.mark.django_db

BUTTONS = ["anna-rooli", "ota-rooli", "sulje", "avaa"]


def roles(person: User) -> frozenset[str]:
    return User.objects.get(pk=person.pk).roles


def press(browser, person: User, button: str, role: str = "") -> list[str]:
    """Press a button on the page of the person, and read what the page then says."""
    answer = browser.post(f"/henkilot/{person.pk}/{button}/", {"role": role})
    assert (answer.status_code, answer.url) == (303, f"/henkilot/{person.pk}/")
    return sentences(browser.get(answer.url))


def test_the_page_shows_every_role_and_which_are_held(client_of, admin, reviewer):
    page = client_of(admin).get(f"/henkilot/{reviewer.pk}/")
    assert [role for role, _label, held in page.context["person_roles"] if held] == ["reviewer"]
    assert len(page.context["person_roles"]) == 6
    assert page.content.decode().count("/anna-rooli/") == 5
    assert page.content.decode().count("/ota-rooli/") == 1


def test_a_role_is_given_and_taken(client_of, admin, reviewer):
    browser = client_of(admin)
    assert press(browser, reviewer, "anna-rooli", "decider") == ["Arto Arvioija now has the role: Decision maker."]
    assert roles(reviewer) == {"reviewer", "decider"}
    assert press(browser, reviewer, "ota-rooli", "decider") == ["Arto Arvioija no longer has the role: Decision maker."]
    assert roles(reviewer) == {"reviewer"}


def test_a_role_ends_with_the_next_request(client_of, admin, reviewer):
    second = client_of(reviewer)
    press(client_of(admin), reviewer, "anna-rooli", "admin")
    assert second.get("/henkilot/").status_code == 200
    press(client_of(admin), reviewer, "ota-rooli", "admin")
    assert second.get("/henkilot/").status_code == 403


@pytest.mark.parametrize("button", ["anna-rooli", "ota-rooli"])
def test_a_role_that_does_not_exist_is_refused_in_words(client_of, admin, reviewer, button):
    assert press(client_of(admin), reviewer, button, "king") == ["Choose one of the roles in the list."]
    assert roles(reviewer) == {"reviewer"}


@pytest.mark.parametrize(("button", "role"), [("ota-rooli", "admin"), ("sulje", "")])
def test_the_last_administrator_stays(client_of, admin, button, role):
    said = press(client_of(admin), admin, button, role)
    assert said == ["This is the last administrator. Give somebody else the role first."]
    assert roles(admin) == {"admin"}


def test_an_account_is_closed_and_opened_again(client_of, admin, reviewer):
    browser = client_of(admin)
    assert press(browser, reviewer, "sulje") == ["The account of Arto Arvioija is closed."]
    assert "The person can't sign in." in browser.get(f"/henkilot/{reviewer.pk}/").content.decode()
    assert press(browser, reviewer, "anna-rooli", "reviewer") == ["This account is closed. Open it again first."]
    assert press(browser, reviewer, "avaa") == ["The account of Arto Arvioija is open again."]
    assert roles(reviewer) == frozenset()


@pytest.mark.parametrize("who", ["applicant", "coordinator", "reviewer", "decider", "finance", "auditor"])
def test_nobody_else_sees_or_presses(client_of, admin, who, request):
    browser = client_of(request.getfixturevalue(who))
    assert browser.get(f"/henkilot/{admin.pk}/").status_code == 403
    for button in BUTTONS:
        assert browser.post(f"/henkilot/{admin.pk}/{button}/", {"role": "admin"}).status_code == 403
    assert roles(admin) == {"admin"}


def test_a_visitor_signs_in_first(visitor, admin):
    for button in BUTTONS:
        assert visitor.post(f"/henkilot/{admin.pk}/{button}/").url == f"/kirjaudu/?next=/henkilot/{admin.pk}/{button}/"


@pytest.mark.parametrize("button", BUTTONS)
def test_buttons_are_pressed_not_followed(client_of, admin, button):
    assert client_of(admin).get(f"/henkilot/{admin.pk}/{button}/").status_code == 405
    assert client_of(admin).post(f"/henkilot/0/{button}/", {"role": "reviewer"}).status_code == 404


def test_a_person_that_does_not_exist_is_not_found(client_of, admin):
    assert client_of(admin).get("/henkilot/0/").status_code == 404


def test_the_title_of_a_decision_maker_is_typed_here(client_of, admin, decider):
    browser = client_of(admin)
    address = f"/henkilot/{decider.pk}/nimike/"
    answer = browser.post(address, {"title": "  Hankejohtaja, kaupunkirakenne "}, follow=True)
    assert "The title of" in answer.content.decode()
    assert 'value="Hankejohtaja, kaupunkirakenne"' in browser.get(f"/henkilot/{decider.pk}/").content.decode()


def test_too_long_a_title_is_kept_and_refused(client_of, admin, decider):
    answer = client_of(admin).post(f"/henkilot/{decider.pk}/nimike/", {"title": "x" * 101})
    assert answer.status_code == 422
    assert "Write this in at most 100 characters." in answer.content.decode()


def test_who_is_no_decision_maker_has_no_field_for_a_title(client_of, admin, reviewer):
    browser = client_of(admin)
    assert "/nimike/" not in browser.get(f"/henkilot/{reviewer.pk}/").content.decode()
    answer = browser.post(f"/henkilot/{reviewer.pk}/nimike/", {"title": "Arvioija"}, follow=True)
    assert "Give the role of a decision maker first." in answer.content.decode()
