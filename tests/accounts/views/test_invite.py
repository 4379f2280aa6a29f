"""The page where an administrator invites a person of the staff."""

import pytest

from accounts.models import User
from registry.models import Letter
from tests.accounts.views.signing_in import sentences

pytestmark = pytest.mark.django_db

INVITATION = {"email": "Uusi@Joensuu.example", "name": "Ulla Uusi", "roles": ["reviewer", "decider"]}


def test_the_invited_person_gets_a_letter_and_her_roles(client_of, admin):
    browser = client_of(admin)
    answer = browser.post("/henkilot/kutsu/", INVITATION)
    assert (answer.status_code, answer.url) == (303, "/henkilot/")
    assert sentences(browser.get(answer.url)) == ["Ulla Uusi has been invited."]
    assert User.objects.get(email="uusi@joensuu.example").roles == {"reviewer", "decider"}
    assert Letter.objects.get().to == "uusi@joensuu.example"


def test_a_refusal_keeps_what_was_typed(client_of, admin):
    page = client_of(admin).post("/henkilot/kutsu/", {**INVITATION, "roles": []})
    assert page.context["form"].errors == {"roles": ["Choose at least one role."]}
    assert 'value="Uusi@Joensuu.example"' in page.content.decode()
    assert User.objects.count() == 1


def test_what_the_act_refuses_is_said_on_the_page(client_of, admin, reviewer):
    client_of(admin).post(f"/henkilot/{reviewer.pk}/sulje/")
    page = client_of(admin).post("/henkilot/kutsu/", {**INVITATION, "email": reviewer.email})
    assert page.context["form"].non_field_errors() == ["This account is closed. Open it again first."]
    assert "This account is closed. Open it again first." in page.content.decode()


@pytest.mark.parametrize("who", ["applicant", "coordinator", "reviewer", "decider", "finance", "auditor"])
def test_nobody_else_invites(client_of, who, request):
    browser = client_of(request.getfixturevalue(who))
    assert browser.get("/henkilot/kutsu/").status_code == 403
    assert browser.post("/henkilot/kutsu/", INVITATION).status_code == 403
    assert User.objects.filter(email="uusi@joensuu.example").count() == 0


def test_a_visitor_signs_in_first(visitor):
    assert visitor.post("/henkilot/kutsu/", INVITATION).url == "/kirjaudu/?next=/henkilot/kutsu/"
