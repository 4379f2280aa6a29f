"""Who may change groups and people."""

import pytest

from accounts.models import User
from accounts.permissions import can_edit_group, can_manage_members, can_manage_people, is_last_owner
from tests.factories import AT, make_group, make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["applicant", "coordinator", "reviewer", "decider", "finance", "auditor"])
def test_only_an_administrator_manages_people(who, admin, request):
    assert can_manage_people(admin)
    assert not can_manage_people(request.getfixturevalue(who))


def test_a_group_is_edited_by_its_owner_and_editors_only(applicant, co_applicant, stranger, coordinator, admin):
    reader = make_person("reader@example.org")
    group = make_group(applicant, editors=[co_applicant], readers=[reader])
    make_group(stranger, name="Toinen ry")
    people = [applicant, co_applicant, reader, stranger, coordinator, admin]
    assert [can_edit_group(person, group) for person in people] == [True, True, False, False, False, False]


def test_members_are_managed_by_owners_only(applicant, co_applicant, stranger, coordinator, admin):
    reader = make_person("reader@example.org")
    group = make_group(applicant, editors=[co_applicant], readers=[reader])
    make_group(stranger, name="Toinen ry")
    people = [applicant, co_applicant, reader, stranger, coordinator, admin]
    assert [can_manage_members(person, group) for person in people] == [True, False, False, False, False, False]


def test_the_last_owner_is_the_last_whose_account_is_open(group, applicant, co_applicant):
    mine, other = group.memberships.get(person=applicant), group.memberships.get(person=co_applicant)
    assert (is_last_owner(mine), is_last_owner(other)) == (True, False)
    group.memberships.filter(pk=other.pk).update(role="owner")
    assert not is_last_owner(mine)
    User.objects.filter(pk=co_applicant.pk).update(closed_at=AT)
    assert is_last_owner(mine)
