"""The page where an owner invites somebody to the group."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Invitation
from registry.models import Letter
from tests.accounts.views.signing_in import sentences
from tests.factories import make_group, make_person

pytestmark = pytest.mark.django_db

OFFER = {"email": "Uusi@Example.org", "role": "editor"}


@pytest.fixture
def path(group) -> str:
    return f"/ryhmat/{group.pk}/jasenet/kutsu/"


def test_an_owner_invites_and_is_told(client_of, applicant, group, path):
    browser = client_of(applicant)
    assert browser.get(path).status_code == 200
    answer = browser.post(path, OFFER)
    assert (answer.status_code, answer.url) == (303, f"/ryhmat/{group.pk}/jasenet/")
    assert sentences(browser.get(answer.url)) == [
        "We sent an invitation to uusi@example.org. It is listed below until it is answered."
    ]
    assert (Invitation.objects.get().role, Letter.objects.get().to) == ("editor", "uusi@example.org")


def test_a_known_an_unknown_and_a_closed_address_are_answered_alike(client_of, applicant, path, stranger, admin, reviewer):
    client_of(admin).post(f"/henkilot/{reviewer.pk}/sulje/")
    browser, answers = client_of(applicant), []
    for address in ("uusi@example.org", stranger.email, reviewer.email):
        with CaptureQueriesContext(connection) as queries:
            answer = browser.post(path, {**OFFER, "email": address})
        page = browser.get(answer.url)
        told = [sentence.replace(address, "ADDRESS") for sentence in sentences(page)]
        answers.append((answer.status_code, answer.url, told, len(queries)))
    assert answers == [answers[0]] * 3
    page = browser.get(answers[0][1]).content.decode()
    assert [name for name in (stranger.name, reviewer.name) if name in page] == []


@pytest.mark.parametrize(
    ("changed", "errors"),
    [
        ({"email": ""}, {"email": ["Write the e-mail address of the person."]}),
        ({"email": "uusi"}, {"email": ["Write the e-mail address in the form name@example.fi."]}),
        ({"role": ""}, {"role": ["Choose what the person may do."]}),
        ({"role": "king"}, {"role": ["Choose what the person may do."]}),
        ({"email": "lauri@example.org"}, {"email": ["This person is already in the group."]}),
    ],
)
def test_a_refusal_keeps_what_was_typed(client_of, applicant, path, changed, errors):
    page = client_of(applicant).post(path, {**OFFER, **changed})
    assert (page.status_code, page.context["form"].errors) == (422, errors)
    assert f'value="{changed.get("email", OFFER["email"])}"' in page.content.decode() or not changed.get("email", "x")
    assert Invitation.objects.count() == 0


def test_the_way_goes_back_to_where_the_person_came_from(client_of, applicant, group, path):
    answer = client_of(applicant).post(path, {**OFFER, "next": "/hakemukset/PK-2018-0001/osat/"})
    assert answer.url == f"/ryhmat/{group.pk}/jasenet/?next=%2Fhakemukset%2FPK-2018-0001%2Fosat%2F"
    elsewhere = client_of(applicant).post(path, {**OFFER, "next": "https://evil.example/"})
    assert elsewhere.url == f"/ryhmat/{group.pk}/jasenet/"


def test_only_an_owner_invites(client_of, applicant, co_applicant, stranger, other_group, coordinator, path):
    reader = make_person("lukija@example.org")
    group = make_group(applicant, readers=[reader])
    for person, where, status in [
        (co_applicant, path, 403),
        (reader, f"/ryhmat/{group.pk}/jasenet/kutsu/", 403),
        (stranger, path, 404),
        (coordinator, path, 404),
    ]:
        browser = client_of(person)
        assert (browser.get(where).status_code, browser.post(where, OFFER).status_code) == (status, status)
    assert Invitation.objects.count() == 0


def test_an_invitation_costs_few_questions(client_of, applicant, path):
    browser = client_of(applicant)
    with CaptureQueriesContext(connection) as queries:
        browser.post(path, OFFER)

    assert len(queries) <= 25
