"""Who is responsible for a case at the desk, and since when it waits."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.actions import revoke_role
from applications import actions
from applications.models import Application
from decisions import actions as decision_actions
from registry.models import Event
from reviews.actions import declare
from tests.factories import SYSTEM, acting, after_closing, make_application, make_case_in_review, make_decision, make_person, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def first_round(programme):
    return programme.rounds.get(number=1)


@pytest.fixture
def case(applicant, group, first_round, coordinator) -> Application:
    return make_case_in_review(applicant, group, first_round, coordinator)


def hand_over(case, coordinator, to) -> Application:
    return actions.hand_over(case, by=acting(coordinator, "coordinator"), at=after_closing(case, days=2), to=to)


def test_who_takes_a_case_up_becomes_its_handler(case, coordinator):
    case.refresh_from_db()
    assert case.handler == coordinator


def test_who_is_handler_already_stays_it(applicant, group, first_round, coordinator):
    other = make_person("toinen@joensuu.example", roles=["coordinator"])
    received = send(make_application(applicant, group, first_round), applicant)
    hand_over(received, coordinator, other)
    actions.take_up(received, by=acting(coordinator, "coordinator"), at=after_closing(received, days=3))
    received.refresh_from_db()
    assert received.handler == other


def test_handing_over_is_on_record_once(case, coordinator):
    other = make_person("toinen@joensuu.example", roles=["coordinator"])
    for _press in range(2):
        assert hand_over(case, coordinator, other).handler == other
    [event] = Event.objects.filter(act="hand_over")
    assert (event.about, event.details) == (case.about, {"to": other.pk})
    assert hand_over(case, coordinator, None).handler is None


def test_it_is_handed_only_to_a_coordinator_who_may_handle_it(case, coordinator, reviewer):
    aside = make_person("toinen@joensuu.example", roles=["coordinator"])
    declare(case, by=acting(aside, "coordinator"), at=after_closing(case), ground="board")
    former = make_person("kolmas@joensuu.example", roles=["coordinator"])
    revoke_role(former, by=SYSTEM, at=after_closing(case), role="coordinator")
    for person in (reviewer, aside, type(former).objects.get(pk=former.pk)):
        with pytest.raises(ValidationError, match="can't handle this case"):
            hand_over(case, coordinator, person)


def test_what_was_withdrawn_has_nobody_to_handle_it(case, applicant, coordinator):
    actions.withdraw(case, by=acting(applicant, "owner"), at=after_closing(case))
    with pytest.raises(ValidationError, match="Nobody handles it"):
        hand_over(case, coordinator, None)


def test_what_was_sent_waits_from_the_closing_of_its_round(applicant, group, open_round, coordinator):
    sent = send(make_application(applicant, group, open_round), applicant)
    assert sent.waiting_since == open_round.closes_at
    later = open_round.closes_at + timedelta(days=7)
    by = acting(coordinator, "coordinator")
    actions.extend_round(open_round, by=by, at=sent.submitted_at, closes_at=later, reason="Moni pyysi.")
    sent.refresh_from_db()
    assert sent.waiting_since == later


def test_each_step_begins_the_waiting_anew_and_the_end_ends_it(case, applicant, coordinator, decider):
    case.refresh_from_db()
    seen = [case.waiting_since]
    make_decision(case, coordinator, decider)
    case.refresh_from_db()
    seen.append(case.waiting_since)
    decision_actions.publish(case.round, by=acting(decider, "decider"), at=after_closing(case, days=4))
    case.refresh_from_db()
    assert [*seen, case.waiting_since] == [seen[0], after_closing(case, days=3), None]


def test_what_was_withdrawn_waits_for_nobody(case, applicant):
    actions.withdraw(case, by=acting(applicant, "owner"), at=after_closing(case))
    case.refresh_from_db()
    assert case.waiting_since is None
