"""Who declares interests and who gives points."""

import pytest

from reviews.permissions import can_declare, can_score
from tests.factories import make_proposal

pytestmark = pytest.mark.django_db
CAST = ("applicant", "stranger", "coordinator", "reviewer", "decider", "finance", "auditor", "admin")


def those(request, case, may) -> list[str]:
    return [name for name in CAST if may(request.getfixturevalue(name), case)]


def test_who_may_be_asked_to_handle_a_case_declares(request, case):
    assert those(request, case, can_declare) == ["coordinator", "reviewer", "decider"]


def test_coordinators_and_reviewers_give_points_while_it_is_in_review(request, case, coordinator):
    assert those(request, case, can_score) == ["coordinator", "reviewer"]
    make_proposal(case, coordinator)
    case.refresh_from_db()
    assert those(request, case, can_score) == []
