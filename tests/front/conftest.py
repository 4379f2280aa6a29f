"""A case whose round has closed, as the desk has it."""

import pytest

from applications.models import Application
from tests.factories import make_case_in_review


@pytest.fixture
def case(programme, applicant, group, coordinator) -> Application:
    """An event of `group` in the first round of 2018, in review."""
    return make_case_in_review(applicant, group, programme.rounds.get(number=1), coordinator)
