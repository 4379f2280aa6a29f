"""What the database refuses about people, groups and roles."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import Group, Invitation, Membership, StaffRole, User
from tests.factories import AT, make_group, make_invitation, make_person

pytestmark = pytest.mark.django_db


def refused_by_the_database(thing) -> bool:
    try:
        with transaction.atomic():
            thing.save()
    except IntegrityError:
        return True
    return False


def refusal(thing) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        thing.validate_constraints()
    return refused.value.messages


def test_one_address_belongs_to_one_person(applicant):
    twin = User(email=applicant.email)
    assert refused_by_the_database(twin)
    assert refusal(twin) == ["This e-mail address is already in use."]


def test_an_address_is_kept_in_small_letters():
    loud = User(email="Aino@Example.org")
    assert refused_by_the_database(loud)
    assert refusal(loud) == ["Write the e-mail address in small letters."]


def test_a_person_is_called_by_name_or_else_by_address():
    assert str(User(email="a@example.org", name="Aino")) == "Aino"
    assert str(User(email="a@example.org")) == "a@example.org"


def test_a_closed_account_has_no_roles_left_to_use(coordinator):
    assert coordinator.roles == {"coordinator"}
    coordinator = User.objects.get(pk=coordinator.pk)
    coordinator.closed_at = AT
    assert coordinator.roles == frozenset()


def test_closed_accounts_are_not_active(coordinator, reviewer, applicant):
    other = make_person("other@joensuu.example", roles=["coordinator"], closed_at=None)
    User.objects.filter(pk=other.pk).update(closed_at=AT)
    assert set(User.objects.active()) == {coordinator, reviewer, applicant}


def test_a_role_is_held_once(coordinator):
    twice = StaffRole(person=coordinator, role="coordinator", granted_at=AT)
    assert refused_by_the_database(twice)
    assert refusal(twice) == ["This person already has the role."]


def test_an_unknown_role_is_refused(coordinator):
    unknown = StaffRole(person=coordinator, role="king", granted_at=AT)
    assert refused_by_the_database(unknown)
    assert refusal(unknown) == ["Choose one of the roles in the list."]


def test_a_role_says_whose_and_which(coordinator):
    assert str(coordinator.staff_roles.get()) == "Kaisa Koordinaattori – Coordinator"


@pytest.mark.parametrize(
    "fields",
    [
        {"type": "association"},
        {"type": "cooperative", "business_id": ""},
        {"type": "association", "business_id": "9100001-3", "carrier_name": "Kylä ry"},
        {"type": "free_group"},
        {"type": "free_group", "carrier_name": "Kylä ry"},
        {"type": "free_group", "carrier_business_id": "9100001-3"},
        {"type": "free_group", "carrier_name": "Kylä ry", "carrier_business_id": "9100001-3", "business_id": "9100001-3"},
    ],
)
def test_a_group_without_exactly_one_responsible_body_is_refused(fields):
    group = Group(name="Ryhmä", created_at=AT, **fields)
    assert refused_by_the_database(group)
    assert refusal(group) == ["A registered body, with its business ID, carries the money."]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"register_number": "999901"}, "Only an association has a register number, for example 123.456."),
        ({"register_number": "9.99901"}, "Only an association has a register number, for example 123.456."),
        (
            {"type": "cooperative", "register_number": "999.901"},
            "Only an association has a register number, for example 123.456.",
        ),
        ({"postal_code": "8010"}, "Check the postal code, the account number and the address of the web pages."),
        ({"postal_code": "8010a"}, "Check the postal code, the account number and the address of the web pages."),
        ({"iban": "FI19 9000 0000 0000 19"}, "Check the postal code, the account number and the address of the web pages."),
        ({"iban": "fi1990000000000019"}, "Check the postal code, the account number and the address of the web pages."),
        ({"website": "www.kyla.example"}, "Check the postal code, the account number and the address of the web pages."),
        ({"website": "javascript://x"}, "Check the postal code, the account number and the address of the web pages."),
        ({"vat_position": "perhaps"}, "Choose one of the answers about value added tax."),
    ],
)
def test_a_fact_of_another_shape_is_refused(fields, sentence):
    group = Group(**{"name": "Ryhmä", "created_at": AT, "type": "association", "business_id": "9100001-3", **fields})
    assert refused_by_the_database(group)
    assert refusal(group) == [sentence]


def test_the_account_is_shown_in_full_to_those_who_keep_it_and_those_who_pay(
    group, applicant, co_applicant, stranger, coordinator, reviewer, decider, finance, auditor, admin
):
    reader = make_person("reader@example.org")
    Membership.objects.create(person=reader, group=group, role=Membership.READER, joined_at=AT)
    for person in (applicant, co_applicant, finance):
        assert group.iban_shown(person) == "FI19 9000 0000 0000 19"
    for person in (reader, stranger, coordinator, reviewer, decider, auditor, admin):
        assert group.iban_shown(person) == "FI19 •••• •••• •••• 19"


def test_an_unknown_type_of_group_is_refused():
    group = Group(name="Ryhmä", created_at=AT, type="company", business_id="9100001-3")
    assert refused_by_the_database(group)
    assert refusal(group) == ["Choose what kind of group you are."]


def test_the_carrier_answers_for_a_free_group_and_others_for_themselves(applicant):
    association = make_group(applicant)
    assert association.responsible_body == "Esimerkkikylän yhdistys ry"
    assert association.responsible_business_id == "9100001-3"
    free = make_group(applicant, name="Torstaikerho", type="free_group", carrier_name="Kylä ry", carrier_business_id="9100002-1")
    assert (free.responsible_body, free.responsible_business_id) == ("Kylä ry", "9100002-1")
    assert (str(free), str(free.type_label)) == ("Torstaikerho", "Free group of people")


def test_a_person_belongs_to_a_group_once(group, applicant):
    twice = Membership(person=applicant, group=group, role=Membership.READER, joined_at=AT)
    assert refused_by_the_database(twice)
    assert refusal(twice) == ["This person already belongs to the group."]


def test_an_unknown_place_in_a_group_is_refused(group, stranger):
    unknown = Membership(person=stranger, group=group, role="guest", joined_at=AT)
    assert refused_by_the_database(unknown)
    assert refusal(unknown) == ["A member is an owner, an editor or a reader."]


def test_a_membership_says_who_and_where(group, applicant):
    assert str(group.memberships.get(person=applicant)) == "Aino Esimerkki – Esimerkkikylän yhdistys ry"


def test_every_role_in_a_group_says_what_it_does_to_who_gives_it_and_to_who_gets_it():
    roles = ["owner", "editor", "reader"]
    assert [sorted(words) for words in (Membership.ROLES, Membership.DOES, Membership.POWERS, Invitation.OFFERS)] == [
        sorted(roles)
    ] * 4
    place, invitation = Membership(role="reader"), Invitation(role="reader")
    assert (str(place.label), str(place.does)) == ("Reader", "reads")
    assert str(place.power) == str(invitation.power) == "Reader: reads applications, can't change them"
    assert str(invitation.offer) == "You read applications. You can't change them."


def an_invitation(group, **fields) -> Invitation:
    usual = {"email": "uusi@example.org", "role": "editor", "invited_at": AT, "expires_at": AT + Invitation.LIVES}
    return Invitation(group=group, invited_by=group.people.first(), **{**usual, **fields})


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"email": "Uusi@example.org"}, "Write the e-mail address in small letters."),
        ({"role": "king"}, "A member is an owner, an editor or a reader."),
        ({"state": "lost", "ended_at": AT}, "Unknown state."),
        ({"state": "accepted"}, "An invitation that has ended, and no other, has the time when it did."),
        ({"ended_at": AT}, "An invitation that has ended, and no other, has the time when it did."),
        ({"expires_at": AT}, "An invitation ends after it was made."),
    ],
)
def test_an_invitation_that_makes_no_sense_is_refused(group, fields, sentence):
    assert refused_by_the_database(an_invitation(group, **fields))
    assert refusal(an_invitation(group, **fields)) == [sentence]


def test_a_group_has_one_invitation_for_an_address(group, applicant):
    assert str(make_invitation(group, applicant, email="uusi@example.org")) == "uusi@example.org – Esimerkkikylän yhdistys ry"
    assert refused_by_the_database(an_invitation(group))
    assert refusal(an_invitation(group)) == ["This address already has an invitation to the group."]
    assert not refused_by_the_database(an_invitation(make_group(applicant, name="Toinen ry")))
