"""The page of who belongs to a group."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.actions import accept_invitation, decline_invitation
from accounts.models import Invitation
from core import clock
from tests.applications.views.reading import found, heading, words
from tests.factories import acting, make_group, make_invitation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def page_of(client_of, group):
    return lambda person, more="": client_of(person).get(f"/ryhmat/{group.pk}/jasenet/{more}")


def listed(page, about: str) -> list[str]:
    return [words(row) for row in found(page, f"//ul[@aria-labelledby='{about}']/li")]


def links(page) -> list[str]:
    return [link.get("href") for link in found(page, "//main//a")]


def test_owners_stand_first_then_who_fills_in_then_who_reads(page_of, group, applicant, co_applicant):
    make_person("lukija@example.org", name="").memberships.create(group=group, role="reader", joined_at=clock.now())
    page = page_of(applicant)
    assert heading(page) == "Who is in this"
    assert [row.split(" Change")[0] for row in listed(page, "members")] == [
        "Aino Esimerkki (you) Owner: fills in and sends applications, invites and removes others",
        "Lauri Esimerkki Editor: fills in applications, can't send them",
        "lukija@example.org Reader: reads applications, can't change them",
    ]


def test_an_owner_finds_the_way_to_every_act(page_of, group, applicant, co_applicant):
    assert links(page_of(applicant)) == [
        "/oma/",
        f"/ryhmat/{group.pk}/jasenet/{applicant.pk}/",
        f"/ryhmat/{group.pk}/jasenet/{co_applicant.pk}/",
        f"/ryhmat/{group.pk}/jasenet/kutsu/",
        f"/ryhmat/{group.pk}/",
        f"/ryhmat/{group.pk}/jasenet/eroa/",
    ]


def test_an_editor_sees_who_is_in_it_but_no_addresses_invitations_or_ways_to_change(page_of, group, applicant, co_applicant):
    make_invitation(group, applicant, at=clock.now())
    page = page_of(co_applicant)
    assert len(listed(page, "members")) == 2
    assert links(page) == ["/oma/", f"/ryhmat/{group.pk}/", f"/ryhmat/{group.pk}/jasenet/eroa/"]
    text = page.content.decode()
    assert "An owner of the group invites new people and says who does what." in text
    assert [it for it in ("kutsuttu@example.org", "aino@example.org") if it in text] == []


def test_a_reader_is_not_led_to_the_details_she_can_not_change(client_of, applicant):
    reader = make_person("lukija@example.org")
    group = make_group(applicant, readers=[reader])
    assert links(client_of(reader).get(f"/ryhmat/{group.pk}/jasenet/")) == ["/oma/", f"/ryhmat/{group.pk}/jasenet/eroa/"]


def test_the_owner_sees_what_became_of_each_invitation(page_of, group, applicant, stranger, reviewer):
    now = clock.now()
    make_invitation(group, applicant, email="vanha@example.org", at=now - Invitation.LIVES)
    declined = make_invitation(group, applicant, email=reviewer.email, at=now - timedelta(days=2))
    decline_invitation(declined, by=acting(reviewer), at=now - timedelta(days=1))
    accepted = make_invitation(group, applicant, email=stranger.email, at=now - timedelta(days=1))
    accept_invitation(accepted, by=acting(stranger), at=now)
    make_invitation(group, applicant, email="uusi@example.org", at=now)
    page = page_of(applicant)
    rows = [row.partition(" ")[0] for row in listed(page, "invitations")]
    states = [words(it) for it in found(page, "//ul[@aria-labelledby='invitations']//*[contains(@class, 'status--')]")]
    assert list(zip(rows, states, strict=True)) == [
        ("uusi@example.org", "Waits for an answer"),
        (reviewer.email, "Did not accept"),
        ("vanha@example.org", "Too old"),
    ]
    assert "Veera Vieras Editor" in listed(page, "members")[2]


def test_an_invitation_declined_long_ago_is_shown_no_more(page_of, group, applicant, reviewer):
    long_ago = clock.now() - Invitation.LIVES
    declined = make_invitation(group, applicant, email=reviewer.email, at=long_ago)
    decline_invitation(declined, by=acting(reviewer), at=long_ago)
    assert listed(page_of(applicant), "invitations") == []


def test_the_way_back_leads_to_where_the_person_came_from(page_of, applicant):
    assert links(page_of(applicant, "?next=/hakemukset/PK-2018-0001/osat/"))[0] == "/hakemukset/PK-2018-0001/osat/"
    assert links(page_of(applicant, "?next=https://evil.example/"))[0] == "/oma/"


def test_what_people_called_themselves_is_shown_as_text(page_of, group, applicant):
    make_person("x@example.org", name="<b>Outo</b>").memberships.create(group=group, role="reader", joined_at=clock.now())
    assert "<b>Outo</b>" not in page_of(applicant).content.decode()


def test_strangers_find_nothing_and_nothing_is_posted_here(client_of, page_of, group, stranger, other_group, coordinator, admin):
    assert [page_of(person).status_code for person in (stranger, coordinator, admin)] == [404, 404, 404]


def test_three_members_and_invitations_cost_as_much_as_one(client_of, group, applicant):
    browser, asked = client_of(applicant), []
    for number in range(3):
        make_invitation(group, applicant, email=f"e{number}@example.org", at=clock.now())
        make_person(f"m{number}@example.org").memberships.create(group=group, role="reader", joined_at=clock.now())
        with CaptureQueriesContext(connection) as queries:
            browser.get(f"/ryhmat/{group.pk}/jasenet/")
        asked.append(len(queries))
    assert asked[0] == asked[2] <= 12
