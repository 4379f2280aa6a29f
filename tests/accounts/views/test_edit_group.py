"""The page where a group's details are changed."""

import pytest

from tests.factories import make_group, make_person

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
