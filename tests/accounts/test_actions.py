"""Each act and each of its refusals."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts import actions
from accounts.models import Group, Membership, StaffRole, User
from accounts.queries import agreed_to_electronic_service, title_of
from core.actor import Actor
from registry.actions import blank_secrets
from registry.models import Event, Letter
from tests.factories import AT, SYSTEM, acting, make_group, make_person

pytestmark = pytest.mark.django_db

VISITOR = Actor(None, "visitor", "192.0.2.7", "test-request")
LIVES = timedelta(minutes=10)
ASSOCIATION = {"name": "Kylä ry", "type": "association", "business_id": "9100001-3"}


def refusal(act, *things, **details) -> list[str]:
    """What the act answers when it refuses; a refusal notes no event."""
    before = Event.objects.count()
    with pytest.raises(ValidationError) as refused:
        act(*things, at=AT, **details)
    assert Event.objects.count() == before
    return refused.value.messages


def newest_event() -> tuple:
    event = Event.objects.order_by("-pk").first()
    return event.act, event.actor, event.role, event.about, event.details


def ask(email="aino@example.org", code="048213", at=AT) -> Letter:
    return actions.request_code(email, by=VISITOR, at=at, code=code, lives=LIVES, language="en")


def enter(letter, email="aino@example.org", at=AT) -> User:
    return actions.sign_in(email, by=VISITOR, at=at, letter=letter.pk, language="en")


def test_a_code_goes_out_before_other_letters_and_dies_with_its_time():
    letter = ask("Aino@Example.ORG")
    assert (letter.to, letter.urgent, letter.secret, letter.not_after) == ("aino@example.org", 0, True, AT + LIVES)
    assert "\n048213\n" in letter.body_text
    assert "048213" not in letter.subject
    assert newest_event() == ("request_code", "visitor", "visitor", "sign-in", {})


def test_requesting_a_code_makes_nobody_known():
    ask()
    assert User.objects.count() == 0


def test_a_newer_code_kills_the_one_before_to_the_same_address_only():
    first, other = ask(), ask("lauri@example.org")
    second = ask()
    alive = Letter.objects.filter(secret=True)
    assert set(alive) == {other, second}
    first.refresh_from_db()
    assert (first.status, first.body_text, first.body_html) == ("cancelled", "", "")


def test_signing_in_makes_an_unknown_address_a_person_without_a_password():
    person = enter(ask())
    assert (person.email, person.name, person.language) == ("aino@example.org", "", "en")
    assert not person.has_usable_password()
    assert newest_event() == ("sign_in", f"person:{person.pk}", "visitor", f"person:{person.pk}", {"new": True})


def test_signing_in_finds_a_known_person_as_she_is(applicant):
    person = enter(ask())
    assert (person, person.name, person.language) == (applicant, "Aino Esimerkki", "fi")
    assert newest_event()[4] == {"new": False}


def test_a_code_that_was_used_is_blanked_and_refused_the_second_time():
    letter = ask()
    enter(letter)
    assert Letter.objects.filter(secret=True).count() == 0
    assert refusal(actions.sign_in, "aino@example.org", by=VISITOR, letter=letter.pk, language="fi") == [
        "This code no longer works. Ask for a new one."
    ]


def test_a_replaced_code_is_refused():
    first = ask()
    ask()
    assert refusal(actions.sign_in, "aino@example.org", by=VISITOR, letter=first.pk, language="fi") == [
        "This code no longer works. Ask for a new one."
    ]
    assert User.objects.count() == 0


@pytest.mark.parametrize(("age", "works"), [(timedelta(minutes=10), True), (timedelta(minutes=10, microseconds=1), False)])
def test_a_code_works_for_ten_minutes(age, works):
    letter = ask(at=AT - age)
    if works:
        assert enter(letter).email == "aino@example.org"
    else:
        assert refusal(actions.sign_in, "aino@example.org", by=VISITOR, letter=letter.pk, language="fi") == [
            "This code no longer works. Ask for a new one."
        ]


def test_a_letter_to_one_address_lets_nobody_in_by_another():
    letter = ask("lauri@example.org")
    assert refusal(actions.sign_in, "aino@example.org", by=VISITOR, letter=letter.pk, language="fi") == [
        "This code no longer works. Ask for a new one."
    ]


def test_a_code_that_the_sweep_has_blanked_is_refused():
    letter = ask()
    blank_secrets(at=AT + LIVES + timedelta(seconds=1))
    assert refusal(actions.sign_in, "aino@example.org", by=VISITOR, letter=letter.pk, language="fi") == [
        "This code no longer works. Ask for a new one."
    ]


def test_a_closed_account_gets_a_code_that_does_not_work(applicant):
    actions.close_account(applicant, by=SYSTEM, at=AT)
    letter = ask()
    assert refusal(actions.sign_in, "aino@example.org", by=VISITOR, letter=letter.pk, language="fi") == [
        "This account has been closed. Call us if you need it."
    ]


def test_who_starts_a_group_owns_it(applicant):
    group = actions.start_group(by=acting(applicant), at=AT, **ASSOCIATION)
    assert (group.name, group.type, group.business_id, group.created_at) == ("Kylä ry", "association", "9100001-3", AT)
    assert list(group.memberships.values_list("person", "role")) == [(applicant.pk, Membership.OWNER)]
    assert newest_event() == (
        "start_group",
        f"person:{applicant.pk}",
        "applicant",
        f"group:{group.pk}",
        {"type": "association"},
    )


def test_a_second_click_starts_no_second_group(applicant, stranger):
    first = actions.start_group(by=acting(applicant), at=AT, **ASSOCIATION)
    assert actions.start_group(by=acting(applicant), at=AT, **ASSOCIATION) == first
    assert actions.start_group(by=acting(stranger), at=AT, **ASSOCIATION) != first
    assert Group.objects.count() == 2


def test_a_group_without_a_responsible_body_is_refused(applicant):
    assert refusal(actions.start_group, by=acting(applicant), name="Kerho", type="free_group") == [
        "A registered body, with its business ID, carries the money."
    ]
    assert Group.objects.count() == 0


def test_editing_a_group_changes_what_is_given(group, applicant):
    actions.edit_group(group, by=acting(applicant), at=AT, name="Uusi nimi ry")
    group.refresh_from_db()
    assert (group.name, group.business_id) == ("Uusi nimi ry", "9100001-3")
    assert newest_event() == ("edit_group", f"person:{applicant.pk}", "applicant", f"group:{group.pk}", {"fields": ["name"]})


def test_a_new_account_is_on_record_without_its_number(group, applicant):
    actions.edit_group(group, by=acting(applicant), at=AT, name=group.name, iban="FI9490000000000027")
    group.refresh_from_db()
    assert group.iban == "FI9490000000000027"
    assert newest_event()[4] == {"fields": ["iban"]}


def test_editing_a_group_into_one_that_nobody_answers_for_is_refused(group, applicant):
    assert refusal(actions.edit_group, group, by=acting(applicant), business_id="") == [
        "A registered body, with its business ID, carries the money."
    ]
    group.refresh_from_db()
    assert group.business_id == "9100001-3"


def test_a_person_changes_her_own_details(stranger):
    actions.edit_person(stranger, by=acting(stranger), at=AT, name="Veera M.", phone="050 1")
    stranger.refresh_from_db()
    assert (stranger.name, stranger.phone, stranger.email) == ("Veera M.", "050 1", "veera@example.org")
    assert newest_event()[0::4] == ("edit_person", {"fields": ["name", "phone"]})


def test_an_invitation_makes_a_person_of_the_staff_and_tells_her(admin):
    person = actions.invite(
        by=acting(admin, "admin"), at=AT, email="Uusi@Joensuu.example", name="Uusi", roles=["reviewer", "decider"]
    )
    assert (person.email, person.name, person.roles) == ("uusi@joensuu.example", "Uusi", {"reviewer", "decider"})
    assert Letter.objects.get().to == "uusi@joensuu.example"
    assert newest_event() == (
        "invite",
        f"person:{admin.pk}",
        "admin",
        f"person:{person.pk}",
        {"roles": ["decider", "reviewer"]},
    )


def test_somebody_known_keeps_her_account_and_name_when_invited(admin, applicant):
    person = actions.invite(by=acting(admin, "admin"), at=AT, email=applicant.email, name="Joku", roles=["reviewer"])
    assert (person, person.name, person.roles) == (applicant, "Aino Esimerkki", {"reviewer"})


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"roles": []}, "Choose at least one role."),
        ({"roles": ["king"]}, "Choose one of the roles in the list."),
    ],
)
def test_an_invitation_needs_roles_that_exist(admin, fields, sentence):
    invitation = {"by": acting(admin, "admin"), "email": "uusi@joensuu.example", "name": "Uusi", **fields}
    assert refusal(actions.invite, **invitation) == [sentence]
    assert list(User.objects.all()) == [admin]


def test_a_closed_account_is_opened_before_it_is_invited_or_given_a_role(admin, reviewer):
    by = acting(admin, "admin")
    actions.close_account(reviewer, by=by, at=AT)
    sentence = ["This account is closed. Open it again first."]
    assert refusal(actions.invite, by=by, email=reviewer.email, name="", roles=["reviewer"]) == sentence
    assert refusal(actions.grant_role, reviewer, by=by, role="reviewer") == sentence
    assert StaffRole.objects.filter(person=reviewer).count() == 0


def test_a_role_is_given_once_however_often(admin, reviewer):
    for _time in range(2):
        actions.grant_role(reviewer, by=acting(admin, "admin"), at=AT, role="decider")
    assert User.objects.get(pk=reviewer.pk).roles == {"reviewer", "decider"}
    assert newest_event() == ("grant_role", f"person:{admin.pk}", "admin", f"person:{reviewer.pk}", {"role": "decider"})


def test_a_role_is_taken_away(admin, reviewer):
    actions.revoke_role(reviewer, by=acting(admin, "admin"), at=AT, role="reviewer")
    assert User.objects.get(pk=reviewer.pk).roles == frozenset()
    assert newest_event() == ("revoke_role", f"person:{admin.pk}", "admin", f"person:{reviewer.pk}", {"role": "reviewer"})


def test_a_decision_maker_has_a_title_for_her_letters(admin, decider):
    actions.set_title(decider, by=acting(admin, "admin"), at=AT, title="Hankejohtaja, kaupunkirakenne")
    assert title_of(decider) == "Hankejohtaja, kaupunkirakenne"
    assert newest_event() == ("set_title", f"person:{admin.pk}", "admin", f"person:{decider.pk}", {"role": "decider"})


def test_nobody_else_has_a_title(admin, reviewer):
    assert refusal(actions.set_title, reviewer, by=acting(admin, "admin"), title="Arvioija") == [
        "Give the role of a decision maker first."
    ]
    assert title_of(reviewer) == ""


@pytest.mark.parametrize("act", [actions.grant_role, actions.revoke_role])
def test_a_role_that_does_not_exist_is_neither_given_nor_taken(admin, reviewer, act):
    assert refusal(act, reviewer, by=acting(admin, "admin"), role="king") == ["Choose one of the roles in the list."]


@pytest.mark.parametrize(("act", "details"), [(actions.revoke_role, {"role": "admin"}), (actions.close_account, {})])
def test_the_last_administrator_stays(admin, act, details):
    sentence = ["This is the last administrator. Give somebody else the role first."]
    assert refusal(act, admin, by=acting(admin, "admin"), **details) == sentence
    assert User.objects.get(pk=admin.pk).roles == {"admin"}
    make_person("toinen@joensuu.example", roles=["admin"])
    act(admin, by=acting(admin, "admin"), at=AT, **details)
    assert User.objects.get(pk=admin.pk).roles == frozenset()


def test_closing_an_account_takes_its_roles_and_keeps_what_it_did(admin, applicant, group):
    actions.grant_role(applicant, by=SYSTEM, at=AT, role="reviewer")
    actions.close_account(applicant, by=acting(admin, "admin"), at=AT)
    closed = User.objects.get(pk=applicant.pk)
    assert (closed.is_active, closed.closed_at, closed.staff_roles.count()) == (False, AT, 0)
    assert list(closed.groups.all()) == [group]
    assert newest_event()[:1] == ("close_account",)


def test_an_account_is_opened_again_without_its_former_roles(admin, reviewer):
    actions.close_account(reviewer, by=acting(admin, "admin"), at=AT)
    actions.reopen_account(reviewer, by=acting(admin, "admin"), at=AT)
    again = User.objects.get(pk=reviewer.pk)
    assert (again.is_active, again.roles) == (True, frozenset())
    assert newest_event()[:1] == ("reopen_account",)


def test_the_same_group_in_other_hands_is_another_group(applicant, co_applicant):
    group = make_group(applicant, editors=[co_applicant])
    fields = {field: getattr(group, field) for field in ("name", "type", "business_id")}
    assert actions.start_group(by=acting(co_applicant), at=AT, **fields) != group


# --- consent to electronic service -------------------------------------------------------------------------------------


def test_consent_is_kept_with_when_and_by_whom_and_can_be_taken_back(applicant):
    group = make_group(applicant, electronic_service="")
    assert (group.electronic_service_at, agreed_to_electronic_service(group, AT)) == (None, False)
    later = AT + timedelta(days=1)
    group = actions.edit_group(group, by=acting(applicant, "owner"), at=later, electronic_service="yes")
    assert (group.electronic_service_at, group.electronic_service_by) == (later, applicant)
    assert [agreed_to_electronic_service(group, at) for at in (AT, later)] == [False, True]
    group = actions.edit_group(group, by=acting(applicant, "owner"), at=later, electronic_service="no")
    assert agreed_to_electronic_service(group, later) is False
    said = Event.objects.filter(act="edit_group").order_by("pk").values_list("details__consent", flat=True)
    assert list(said) == ["yes", "no"]


def test_another_detail_leaves_the_consent_as_it_was(applicant):
    group = make_group(applicant)
    group = actions.edit_group(group, by=acting(applicant, "owner"), at=AT + timedelta(days=1), city="Kontiolahti")
    assert (group.electronic_service, group.electronic_service_at) == ("yes", AT)
    assert "consent" not in Event.objects.get(act="edit_group").details
