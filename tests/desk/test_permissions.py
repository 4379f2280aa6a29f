"""Who works at the desk, and who sees its letters."""

import pytest

from desk.permissions import can_see_letters, can_work_at_desk
from tests.factories import make_person

pytestmark = pytest.mark.django_db
CAST = ("applicant", "stranger", "coordinator", "reviewer", "decider", "finance", "auditor", "admin")


def those(request, may) -> list[str]:
    return [name for name in CAST if may(request.getfixturevalue(name))]


def test_who_works_at_the_desk(request):
    assert those(request, can_work_at_desk) == ["coordinator", "reviewer", "decider", "auditor"]


def test_who_sees_the_letters(request):
    assert those(request, can_see_letters) == ["coordinator"]


def test_a_closed_account_works_nowhere():
    person = make_person("entinen@joensuu.example", roles=["coordinator"])
    person.closed_at = person.joined_at
    assert (can_work_at_desk(person), can_see_letters(person)) == (False, False)
