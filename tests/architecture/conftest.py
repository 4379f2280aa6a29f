"""Somebody of each role, and a world in which every address leads to something."""

from __future__ import annotations

import pytest

from accounts.models import User
from tests.architecture.access import ROLES
from tests.architecture.world import World, make_world


@pytest.fixture
def people(applicant, co_applicant, stranger, coordinator, reviewer, decider, finance, auditor, admin) -> dict[str, User]:
    cast = (applicant, co_applicant, stranger, coordinator, reviewer, decider, finance, auditor, admin)
    return dict(zip(ROLES[1:], cast, strict=True))


@pytest.fixture
def world(people) -> World:
    return make_world(people)
