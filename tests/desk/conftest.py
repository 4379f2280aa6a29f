"""Cases of the first round of 2018, which has long been closed, with words in the answers that nobody may see by chance."""

import pytest

from accounts.models import User
from applications.models import Application
from decisions.models import Decision, Proposal
from reviews.actions import declare
from rounds.models import Round
from tests.desk.agendas import make_agenda
from tests.factories import acting, after_closing, make_application, make_case_in_review, make_decision, make_proposal, send

CANARY = "Kanarialintu laulaa pajan ovella."


@pytest.fixture
def first_round(programme) -> Round:
    return programme.rounds.get(number=1)


@pytest.fixture
def received(applicant, group, first_round) -> Application:
    """Sent, its round closed, and nobody has declared anything."""
    return send(make_application(applicant, group, first_round, summary=CANARY), applicant)


@pytest.fixture
def case(applicant, group, first_round, coordinator, reviewer) -> Application:
    """An event for which 2 000,50 € is sought, in review; coordinator and reviewer have declared no conflict of interest."""
    case = make_case_in_review(applicant, group, first_round, coordinator, summary=CANARY)
    declare(case, by=acting(reviewer, "reviewer"), at=after_closing(case))
    return case


@pytest.fixture
def proposal(case, coordinator, decider) -> Proposal:
    """The whole sum; the decider has declared no conflict of interest."""
    declare(case, by=acting(decider, "decider"), at=after_closing(case))
    proposal = make_proposal(case, coordinator)
    case.refresh_from_db()
    return proposal


@pytest.fixture
def prepared(case, coordinator, decider) -> Decision:
    decision = make_decision(case, coordinator, decider)
    case.refresh_from_db()
    return decision


@pytest.fixture
def published(case, coordinator, decider) -> Decision:
    decision = make_decision(case, coordinator, decider, published=True)
    case.refresh_from_db()
    return decision


@pytest.fixture
def agenda_people(coordinator, reviewer, decider) -> dict[str, User]:
    return {"coordinator": coordinator, "reviewer": reviewer, "decider": decider}


@pytest.fixture
def agenda_cases(applicant, group, first_round, agenda_people) -> list[Application]:
    """Three events that wait for the decision maker: `tests/desk/agendas.py`."""
    return make_agenda(applicant, group, first_round, agenda_people)
