"""A case of the first round of 2018, in review since the day after it closed."""

import pytest

from applications.models import Application
from reviews.actions import declare
from tests.factories import acting, after_closing, make_case_in_review


@pytest.fixture
def case(applicant, group, programme, coordinator, reviewer) -> Application:
    """Coordinator and reviewer have declared no conflict of interest."""
    case = make_case_in_review(applicant, group, programme.rounds.get(number=1), coordinator)
    declare(case, by=acting(reviewer, "reviewer"), at=after_closing(case))
    return case
