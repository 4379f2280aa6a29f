"""The page where a group's details are changed."""

import pytest

from tests.applications.views.reading import errors, found, notices, sentences, words
from tests.factories import ASSOCIATION, IBAN, PROFILE, make_group, make_person

pytestmark = pytest.mark.django_db

CHANGED = {"name": "Uusi nimi ry", "type": "association", "business_id": "9100002-1"}


def test_owner_and_editor_change_the_group(client_of, applicant, co_applicant, group):
    for person, name in [(applicant, "Ensin ry"), (co_applicant, "Sitten ry")]:
        answer = client_of(person).post(f"/ryhmat/{group.pk}/", {**CHANGED, "name": name})
        assert (answer.status_code, answer.url) == (303, "/oma/")
        group.refresh_from_db()
        assert (group.name, group.business_id) == (name, "9100002-1")


def test_the_page_shows_what_is_known(client_of, applicant, group):
    text = client_of(applicant).get(f"/ryhmat/{group.pk}/").content.decode()
    assert 'value="Esimerkkikylän yhdistys ry"' in text
    assert 'value="9100001-3"' in text


def test_a_group_that_becomes_a_free_one_loses_its_business_id(client_of, applicant, group):
    free = {
        "name": group.name,
        "type": "free_group",
        "business_id": group.business_id,
        "carrier_name": "Kylä ry",
        "carrier_business_id": "9100002-1",
    }
    assert client_of(applicant).post(f"/ryhmat/{group.pk}/", free).status_code == 303
    group.refresh_from_db()
    assert (group.business_id, group.responsible_business_id) == ("", "9100002-1")


def test_a_refusal_changes_nothing_and_keeps_what_was_typed(client_of, applicant, group):
    page = client_of(applicant).post(f"/ryhmat/{group.pk}/", {**CHANGED, "business_id": "765"})
    assert page.context["form"].errors == {
        "business_id": ["A business ID has seven digits, a hyphen and one more digit, for example 1234567-1."]
    }
    assert 'value="765"' in page.content.decode()
    group.refresh_from_db()
    assert group.business_id == "9100001-3"


def test_the_page_asks_the_whole_profile_and_says_what_applications_still_need(client_of, applicant):
    group = make_group(applicant, iban="", signatories="")
    page = client_of(applicant).get(f"/ryhmat/{group.pk}/")
    assert [words(it) for it in found(page, "//legend/h2")] == [
        "Register and address",
        "Who may sign",
        "Bank account",
        "Value added tax",
        "How you get the decision",
    ]
    assert "these need to be ready: Who may sign, Bank account." in words(found(page, "//main")[0])
    filled = found(page, "//main//input[@autocomplete]")
    assert {it.get("name"): it.get("autocomplete") for it in filled if it.get("autocomplete") != "off"} == {
        "name": "organization",
        "street_address": "street-address",
        "postal_code": "postal-code",
        "city": "address-level2",
        "website": "url",
    }


def test_who_keeps_the_account_sees_it_in_fours(client_of, co_applicant, group):
    page = client_of(co_applicant).get(f"/ryhmat/{group.pk}/")
    assert found(page, "//input[@name='iban']/@value") == ["FI19 9000 0000 0000 19"]


def test_a_profile_is_saved_half_filled_and_whole(client_of, applicant, group):
    browser, address = client_of(applicant), f"/ryhmat/{group.pk}/"
    assert browser.post(address, ASSOCIATION).status_code == 303
    group.refresh_from_db()
    assert (group.register_number, group.iban, group.vat_position) == ("999.901", "", "")
    page = browser.post(address, {**ASSOCIATION, **PROFILE, "iban": "fi94 9000 0000 0000 27"}, follow=True)
    assert sentences(page)[-1:] == ["The group Esimerkkikylän yhdistys ry is saved. Nothing is missing from its details."]
    group.refresh_from_db()
    assert (group.iban, group.city) == ("FI9490000000000027", "Joensuu")


def test_a_wrong_account_number_is_pointed_at_and_stays_in_its_box(client_of, applicant, group):
    page = client_of(applicant).post(f"/ryhmat/{group.pk}/", {**ASSOCIATION, **PROFILE, "iban": "FI19 9000 0000 0000 18"})
    assert page.status_code == 422
    assert errors(page) == [("#id_iban", "Check the account number: at least one of its digits is not right.")]
    assert found(page, "//input[@name='iban']/@value") == ["FI19 9000 0000 0000 18"]


def seen(page) -> str:
    return found(page, "//input[@name='seen']/@value")[0]


def test_nobody_overwrites_what_she_has_not_seen(client_of, applicant, co_applicant, group):
    address, typed = f"/ryhmat/{group.pk}/", {**ASSOCIATION, **PROFILE}
    first, second = client_of(applicant), client_of(co_applicant)
    before = seen(first.get(address))
    changed = {**typed, "iban": "FI94 9000 0000 0000 27", "vat_position": "partly", "seen": before}
    assert second.post(address, changed).status_code == 303
    mine = {**typed, "city": "Kontiolahti", "seen": before}
    page = first.post(address, mine)
    assert (page.status_code, notices(page)) == (409, ["This is what they saved"])
    assert words(found(page, "//*[@id='virheet']//li")[0]) == (
        "Somebody in your group has changed these details while you were writing."
    )
    assert [f"{words(row[0])} {words(row[1])}" for row in found(page, "//section[@aria-labelledby='toinen-teksti']//dl/div")] == [
        "Town Joensuu",
        "Account number (IBAN) FI94 9000 0000 0000 27",
        "Do you get back the value added tax of what you buy? We get a part of it back",
    ]
    assert found(page, "//input[@name='city']/@value") == ["Kontiolahti"]
    group.refresh_from_db()
    assert (group.iban, group.city) == ("FI9490000000000027", "Joensuu")
    assert first.post(address, {**mine, "seen": seen(page)}).status_code == 303
    group.refresh_from_db()
    assert (group.iban, group.city) == (IBAN, "Kontiolahti")


def test_pressing_save_twice_asks_nobody(client_of, applicant, group):
    browser, address = client_of(applicant), f"/ryhmat/{group.pk}/"
    typed = {**ASSOCIATION, **PROFILE, "city": "Kontiolahti", "seen": seen(browser.get(address))}
    assert [browser.post(address, typed).status_code for _press in range(2)] == [303, 303]


def test_a_save_stays_within_its_queries(client_of, applicant, group, django_assert_max_num_queries):
    browser = client_of(applicant)
    with django_assert_max_num_queries(28):
        browser.post(f"/ryhmat/{group.pk}/", {**ASSOCIATION, **PROFILE, "name": "Uusi ry"})


def test_a_stranger_and_the_staff_find_nothing(client_of, stranger, other_group, coordinator, admin, group):
    for person in (stranger, coordinator, admin):
        assert client_of(person).get(f"/ryhmat/{group.pk}/").status_code == 404
        assert client_of(person).post(f"/ryhmat/{group.pk}/", CHANGED).status_code == 404
    group.refresh_from_db()
    assert group.name == "Esimerkkikylän yhdistys ry"


def test_a_reader_may_not_change_the_group(client_of, applicant):
    reader = make_person("reader@example.org")
    group = make_group(applicant, readers=[reader])
    assert client_of(reader).get(f"/ryhmat/{group.pk}/").status_code == 403
    assert client_of(reader).post(f"/ryhmat/{group.pk}/", CHANGED).status_code == 403


def test_the_way_goes_on_to_where_the_person_was_going(client_of, applicant, group):
    assert client_of(applicant).post(f"/ryhmat/{group.pk}/", {**CHANGED, "next": "/ohjeet/"}).url == "/ohjeet/"
