"""Questions about people and groups."""

import pytest

from accounts.actions import close_account
from accounts.queries import groups_of, staff
from tests.factories import AT, SYSTEM, make_person

pytestmark = pytest.mark.django_db


def test_a_person_sees_her_own_groups_only(group, other_group, applicant, co_applicant, stranger):
    assert list(groups_of(applicant)) == [group]
    assert list(groups_of(co_applicant)) == [group]
    assert list(groups_of(stranger)) == [other_group]


def test_the_staff_are_those_with_a_role_and_the_closed_by_name(applicant, admin, coordinator, django_assert_num_queries):
    both = make_person("zoe@joensuu.example", name="Zoe", roles=["reviewer", "decider"])
    close_account(coordinator, by=SYSTEM, at=AT)
    with django_assert_num_queries(2):
        assert [(str(person), len(person.staff_roles.all())) for person in staff()] == [
            ("Kaisa Koordinaattori", 0),
            ("Yrjö Ylläpitäjä", 1),
            (str(both), 2),
        ]
