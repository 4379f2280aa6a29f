"""A year in which a case was proposed, one was granted in part and one was withdrawn after its decision."""

from decimal import Decimal

import pytest

from decisions.actions import withdraw
from rounds.models import Programme
from tests.factories import acting, make_case_in_review, make_decision, make_proposal


@pytest.fixture
def year(programme, applicant, group, coordinator, decider) -> Programme:
    first = programme.rounds.get(number=1)
    make_proposal(make_case_in_review(applicant, group, first, coordinator, kind="development"), coordinator)
    for outcome, amount in (("granted_in_part", Decimal("1234.56")), ("granted", None)):
        case = make_case_in_review(applicant, group, first, coordinator)
        decision = make_decision(case, coordinator, decider, outcome=outcome, amount=amount)
    withdraw(case, by=acting(applicant, "owner"), at=decision.decided_at)
    return programme
