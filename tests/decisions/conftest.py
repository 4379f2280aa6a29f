"""Cases of the first round of 2018, which closed on 28.2.2018: decided on 3.3. and published on 4.3."""

import pytest

from applications.models import Application
from decisions.models import Decision, Proposal
from rounds.models import Round
from tests.factories import make_case_in_review, make_decision, make_proposal


@pytest.fixture
def first_round(programme) -> Round:
    return programme.rounds.get(number=1)


@pytest.fixture
def case(applicant, group, first_round, coordinator) -> Application:
    """An event for which 2 000,50 € is sought, in review."""
    return make_case_in_review(applicant, group, first_round, coordinator)


@pytest.fixture
def proposal(case, coordinator) -> Proposal:
    return make_proposal(case, coordinator)


@pytest.fixture
def prepared(case, coordinator, decider) -> Decision:
    """Granted, and known to the desk alone."""
    return make_decision(case, coordinator, decider)


@pytest.fixture
def published(case, coordinator, decider) -> Decision:
    """Granted and made known; its letter is not made yet."""
    return make_decision(case, coordinator, decider, published=True)
