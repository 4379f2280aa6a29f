"""The page where a person tells which group she applies with."""

import pytest

from accounts.models import Group, Membership, User
from registry.models import Event
from tests.factories import make_person

pytestmark = pytest.mark.django_db

PAGE = "/ryhmat/uusi/"
ASSOCIATION = {"name": "Kylä ry", "type": "association", "business_id": "91000013"}


def test_a_person_without_name_and_phone_tells_them_with_the_group(client_of):
    newcomer = make_person("uusi@example.org", name="")
    answer = client_of(newcomer).post(PAGE, {**ASSOCIATION, "person_name": "Uuno Uusi", "person_phone": "040 123 4567"})
    assert (answer.status_code, answer.url) == (303, "/oma/")
    group = Group.objects.get()
    assert (group.name, group.business_id) == ("Kylä ry", "9100001-3")
    assert group.memberships.get().role == Membership.OWNER
    newcomer.refresh_from_db()
    assert (newcomer.name, newcomer.phone) == ("Uuno Uusi", "040 123 4567")
    assert list(Event.objects.values_list("act", "role").order_by("pk")) == [
        ("start_group", "applicant"),
        ("edit_person", "applicant"),
    ]


def test_a_known_person_is_asked_for_the_group_only(client_of, applicant):
    page = client_of(applicant).get(PAGE)
    assert list(page.context["form"].fields) == ["name", "type", "business_id", "carrier_name", "carrier_business_id"]
    client_of(applicant).post(PAGE, ASSOCIATION)
    assert list(Event.objects.values_list("act", flat=True)) == ["start_group"]


def test_a_free_group_names_its_carrier(client_of, applicant):
    free = {"name": "Kerho", "type": "free_group", "carrier_name": "Kylä ry", "carrier_business_id": "9100001-3"}
    assert client_of(applicant).post(PAGE, free).status_code == 303
    assert Group.objects.get().responsible_body == "Kylä ry"


def test_a_refusal_keeps_what_was_typed_and_says_what_is_wrong(client_of, applicant):
    page = client_of(applicant).post(PAGE, {"name": "Kerho <ry>", "type": "free_group", "carrier_business_id": "9100001-9"})
    text = page.content.decode()
    assert page.status_code == 422
    assert page.context["form"].errors == {
        "carrier_name": ["Write the name of the organisation that carries the money."],
        "carrier_business_id": ["Check the business ID: at least one of its digits is not right."],
    }
    assert 'value="Kerho &lt;ry&gt;"' in text
    assert 'value="9100001-9"' in text
    assert 'href="#id_carrier_name"' in text
    assert Group.objects.count() == 0


def test_the_way_goes_on_to_where_the_person_was_going(client_of, applicant):
    browser = client_of(applicant)
    page = browser.get(PAGE, {"next": "/hakemukset/uusi/?laji=tapahtuma"})
    assert 'name="next" value="/hakemukset/uusi/?laji=tapahtuma"' in page.content.decode()
    answer = browser.post(PAGE, {**ASSOCIATION, "next": "/hakemukset/uusi/?laji=tapahtuma"})
    assert answer.url == "/hakemukset/uusi/?laji=tapahtuma"


def test_the_way_never_leads_elsewhere(client_of, applicant):
    assert client_of(applicant).post(PAGE, {**ASSOCIATION, "next": "//evil.example/"}).url == "/oma/"


def test_a_double_click_makes_one_group(client_of, applicant):
    browser = client_of(applicant)
    assert {browser.post(PAGE, ASSOCIATION).status_code for _click in range(2)} == {303}
    assert Group.objects.count() == 1


def test_a_visitor_signs_in_first(visitor):
    assert visitor.get(PAGE).url == "/kirjaudu/?next=/ryhmat/uusi/"
    assert visitor.post(PAGE, ASSOCIATION).url == "/kirjaudu/?next=/ryhmat/uusi/"
    assert User.objects.count() == 0


def test_the_page_stays_within_its_queries(client_of, applicant, django_assert_max_num_queries):
    browser = client_of(applicant)
    with django_assert_max_num_queries(12):
        browser.get(PAGE)
    with django_assert_max_num_queries(28):
        browser.post(PAGE, ASSOCIATION)
