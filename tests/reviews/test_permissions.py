"""Who may declare interests and who may score."""

import pytest

from reviews.permissions import can_declare, can_score
from tests.factories import make_proposal

pytestmark = pytest.mark.django_db

CAST = ("applicant", "stranger", "coordinator", "reviewer", "decider", "finance", "auditor", "admin")


@pytest.fixture
def cast(request):
    return {name: request.getfixturevalue(name) for name in CAST}


def those(cast, may):
    return [name for name, person in cast.items() if may(person)]


def test_those_who_handle_cases_declare(cast, case):
    assert those(cast, lambda person: can_declare(person, case)) == ["coordinator", "reviewer", "decider"]


def test_coordinators_and_reviewers_score_while_the_case_is_in_review(cast, case, coordinator):
    assert those(cast, lambda person: can_score(person, case)) == ["coordinator", "reviewer"]
    make_proposal(case, coordinator)
    case.refresh_from_db()
    assert those(cast, lambda person: can_score(person, case)) == []


def test_nobody_scores_what_is_only_received(cast, received):
    assert those(cast, lambda person: can_score(person, received)) == []
