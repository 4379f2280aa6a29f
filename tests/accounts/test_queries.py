"""Questions about people and groups."""

import pytest

from accounts.actions import close_account, decline_invitation
from accounts.models import Invitation
from accounts.queries import (
    groups_of,
    invitations_from_groups_of,
    invitations_to,
    invitations_waiting_for,
    places_in_groups_of,
    places_of,
    staff,
)
from tests.factories import AT, SYSTEM, acting, make_invitation, make_person

pytestmark = pytest.mark.django_db


def test_a_person_sees_her_own_groups_only(group, other_group, applicant, co_applicant, stranger):
    assert list(groups_of(applicant)) == [group]
    assert list(groups_of(co_applicant)) == [group]
    assert list(groups_of(stranger)) == [other_group]


def test_places_are_found_in_ones_own_groups_only(group, other_group, applicant, co_applicant, stranger):
    assert [(place.group, place.role) for place in places_of(co_applicant)] == [(group, "editor")]
    assert {place.person for place in places_in_groups_of(co_applicant)} == {applicant, co_applicant}
    assert {place.person for place in places_in_groups_of(stranger)} == {stranger}


def test_an_invitation_is_found_by_its_address_and_by_the_members_of_its_group(group, other_group, applicant, stranger):
    theirs = make_invitation(group, applicant, email=stranger.email)
    mine = make_invitation(other_group, stranger, email=applicant.email)
    assert (list(invitations_to(stranger)), list(invitations_to(applicant))) == ([theirs], [mine])
    assert (list(invitations_from_groups_of(applicant)), list(invitations_from_groups_of(stranger))) == ([theirs], [mine])


def test_an_invitation_waits_until_it_is_answered_or_too_old(group, applicant, stranger):
    invitation = make_invitation(group, applicant, email=stranger.email)
    assert list(invitations_waiting_for(stranger, AT)) == [invitation]
    assert list(invitations_waiting_for(stranger, AT + Invitation.LIVES)) == []
    decline_invitation(invitation, by=acting(stranger), at=AT)
    assert list(invitations_waiting_for(stranger, AT)) == []


def test_the_staff_are_those_with_a_role_and_the_closed_by_name(applicant, admin, coordinator, django_assert_num_queries):
    both = make_person("zoe@joensuu.example", name="Zoe", roles=["reviewer", "decider"])
    close_account(coordinator, by=SYSTEM, at=AT)
    with django_assert_num_queries(2):
        assert [(str(person), len(person.staff_roles.all())) for person in staff()] == [
            ("Kaisa Koordinaattori", 0),
            ("Yrjö Ylläpitäjä", 1),
            (str(both), 2),
        ]
