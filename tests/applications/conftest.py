"""A case in review and a request to complete it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from applications.models import Application, CompletionRequest
from tests.completions import ask
from tests.factories import make_case_in_review


@pytest.fixture
def case(applicant, group, open_round, coordinator) -> Application:
    return make_case_in_review(applicant, group, open_round, coordinator)


@pytest.fixture
def asked(case, coordinator) -> CompletionRequest:
    """The part `idea`, with two weeks to answer."""
    return ask(case, coordinator)


@pytest.fixture
def day(asked) -> datetime:
    """The day after the request."""
    return asked.asked_at + timedelta(days=1)
