"""Who may change groups and people."""

import pytest

from accounts.permissions import can_edit_group, can_manage_people
from tests.factories import make_group, make_person

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
