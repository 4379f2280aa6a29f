"""A case of the first round of 2018, which closed on 28.2.2018: in review, with six criteria that weigh 14 together."""

import pytest

from applications.models import Application
from rounds.models import Round
from tests.factories import make_application, make_case_in_review, send


@pytest.fixture
def first_round(programme) -> Round:
    return programme.rounds.get(number=1)


@pytest.fixture
def received(applicant, group, first_round) -> Application:
    """Sent, and opened by nobody yet."""
    return send(make_application(applicant, group, first_round), applicant)


@pytest.fixture
def case(applicant, group, first_round, coordinator) -> Application:
    """In review; the coordinator alone has declared no conflict of interest."""
    return make_case_in_review(applicant, group, first_round, coordinator)


@pytest.fixture
def codes(first_round) -> list[str]:
    """The codes of the criteria, in their order."""
    return [criterion.code for criterion in first_round.criteria.all()]
