"""Proposing, deciding and publishing are three permissions."""

import pytest

from decisions.permissions import can_decide, can_propose, can_publish, can_return_to_review, is_independent
from tests.factories import make_person, make_proposal

pytestmark = pytest.mark.django_db

CAST = ("applicant", "stranger", "coordinator", "reviewer", "decider", "finance", "auditor", "admin")


@pytest.fixture
def cast(request):
    return {name: request.getfixturevalue(name) for name in CAST}


def those(cast, may):
    return [name for name, person in cast.items() if may(person)]


def test_only_the_coordinator_proposes_and_only_in_review(cast, case, coordinator):
    assert those(cast, lambda person: can_propose(person, case)) == ["coordinator"]
    make_proposal(case, coordinator)
    case.refresh_from_db()
    assert those(cast, lambda person: can_propose(person, case)) == []


def test_only_the_decider_decides_or_returns_and_only_what_is_proposed(cast, case, coordinator):
    assert those(cast, lambda person: can_decide(person, case) or can_return_to_review(person, case)) == []
    make_proposal(case, coordinator)
    case.refresh_from_db()
    assert those(cast, lambda person: can_decide(person, case)) == ["decider"]
    assert those(cast, lambda person: can_return_to_review(person, case)) == ["decider"]


def test_only_the_decider_publishes(cast):
    assert those(cast, can_publish) == ["decider"]


def test_who_proposed_decides_only_where_the_programme_allows_it(case):
    both = make_person("molemmat@joensuu.example", roles=["coordinator", "decider"])
    make_proposal(case, both)
    case.refresh_from_db()
    assert (can_decide(both, case), is_independent(both, case)) == (False, False)
    case.round.programme.proposer_may_decide = True
    assert (can_decide(both, case), is_independent(both, case)) == (True, True)
    assert can_return_to_review(both, case)


def test_the_newest_proposal_counts(case, coordinator, decider):
    both = make_person("molemmat@joensuu.example", roles=["coordinator", "decider"])
    make_proposal(case, both)
    case.proposals.update(proposed_at=case.round.opens_at)
    case.proposals.create(
        outcome="granted", amount=case.applied, reasons="Sopii.", proposed_by=coordinator, proposed_at=case.round.closes_at
    )
    assert is_independent(both, case)
    assert not is_independent(coordinator, case)
