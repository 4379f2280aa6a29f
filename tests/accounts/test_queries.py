"""Questions about people and groups."""

import pytest

from accounts.actions import close_account
from accounts.queries import groups_of, may_send_for, staff
from tests.factories import AT, SYSTEM, make_group, make_person

pytestmark = pytest.mark.django_db


def test_a_person_sees_her_own_groups_only(group, other_group, applicant, co_applicant, stranger):
    assert list(groups_of(applicant)) == [group]
    assert list(groups_of(co_applicant)) == [group]
    assert list(groups_of(stranger)) == [other_group]


def test_only_an_owner_sends_for_a_group(applicant, co_applicant, stranger):
    reader = make_person("reader@example.org")
    group = make_group(applicant, editors=[co_applicant], readers=[reader])
    assert [may_send_for(person, group) for person in (applicant, co_applicant, reader, stranger)] == [True, False, False, False]


def test_the_staff_are_those_with_a_role_and_the_closed_by_name(applicant, admin, coordinator, django_assert_num_queries):
    both = make_person("zoe@joensuu.example", name="Zoe", roles=["reviewer", "decider"])
    close_account(coordinator, by=SYSTEM, at=AT)
    with django_assert_num_queries(2):
        assert [(str(person), len(person.staff_roles.all())) for person in staff()] == [
            ("Kaisa Koordinaattori", 0),
            ("Yrjö Ylläpitäjä", 1),
            (str(both), 2),
        ]
