"""The gate: answered once, by the coordinator, before anybody gives points."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from applications.models import Application
from core import dates
from registry.queries import events_about
from reviews.actions import answer_gate, declare
from reviews.models import GateAnswer, Review
from reviews.permissions import can_answer_gate
from reviews.queries import gate, refusals
from reviews.rules import FAILED, NOT_DONE, PASSED
from rounds.models import RoundTerms
from tests.completions import answer as answer_completion
from tests.completions import ask, write
from tests.factories import acting, after_closing, make_application, make_proposal, send
from tests.gates import pass_gate
from tests.reviews.points import give

pytestmark = pytest.mark.django_db

YES = {"in_area": True, "no_double_funding": True, "not_running_costs": True}


@pytest.fixture
def unanswered(applicant, group, programme, coordinator, reviewer) -> Application:
    """In review, and nobody has looked at the gate."""
    sent = send(make_application(applicant, group, programme.rounds.get(number=1)), applicant)
    for person, role in ((coordinator, "coordinator"), (reviewer, "reviewer")):
        declare(sent, by=acting(person, role), at=after_closing(sent))
    sent.refresh_from_db()
    return sent


def answer(case, person, *, role="coordinator", reasons=None, **answers):
    typed = {**YES, **answers}
    return answer_gate(case, by=acting(person, role), at=after_closing(case), answers=typed, reasons=reasons or {})


def stored(case) -> dict[str, tuple[bool, str]]:
    return {it.check_code: (it.holds, it.reason) for it in case.gate_answers.all()}


def test_before_anybody_looks_it_is_not_done_whatever_the_system_says(unanswered):
    assert gate(unanswered).state == NOT_DONE
    system = {line.check.code: line.system for line in gate(unanswered).lines}
    assert system == {**dict.fromkeys(system, True), **dict.fromkeys(YES, None)}


def test_yes_to_what_is_left_passes_it_and_only_that_is_kept(unanswered, coordinator):
    assert answer(unanswered, coordinator).state == PASSED
    assert stored(unanswered) == dict.fromkeys(YES, (True, ""))
    event = events_about(unanswered.about).first()
    assert (event.act, event.outcome, event.details) == ("answer_gate", "passed", {"no": []})


def test_a_no_needs_a_reason_and_fails_it(unanswered, coordinator):
    with pytest.raises(ValidationError) as refusal:
        answer(unanswered, coordinator, not_running_costs=False)
    assert list(refusal.value.message_dict) == ["reason-not_running_costs"]
    assert stored(unanswered) == {}
    given = answer(unanswered, coordinator, not_running_costs=False, reasons={"not_running_costs": "Vuosivuokra."})
    assert (given.state, stored(unanswered)["not_running_costs"]) == (FAILED, (False, "Vuosivuokra."))
    event = events_about(unanswered.about).first()
    assert (event.outcome, event.details) == ("failed", {"no": ["not_running_costs"]})


def test_what_the_system_leaves_open_must_be_answered(unanswered, coordinator):
    with pytest.raises(ValidationError) as refusal:
        answer(unanswered, coordinator, in_area=None, no_double_funding=None)
    assert list(refusal.value.message_dict) == ["answer-in_area", "answer-no_double_funding"]


def test_the_systems_yes_is_answered_otherwise_only_with_a_reason(unanswered, coordinator):
    with pytest.raises(ValidationError):
        answer(unanswered, coordinator, target_group=False)
    answer(unanswered, coordinator, target_group=False, reasons={"target_group": "Kaikille avoin konsertti."})
    [line] = [it for it in gate(unanswered).lines if it.check.code == "target_group"]
    assert (line.system, line.holds, line.given.holds) == (True, False, False)


def test_agreeing_with_the_system_later_takes_the_other_answer_away(unanswered, coordinator):
    answer(unanswered, coordinator, target_group=False, reasons={"target_group": "Kaikille."})
    assert answer(unanswered, coordinator, target_group=True).state == PASSED
    assert stored(unanswered) == dict.fromkeys(YES, (True, ""))


def test_a_sum_over_the_limit_is_put_on_record_and_nobody_answers_otherwise(unanswered, coordinator):
    RoundTerms.objects.filter(round=unanswered.round, kind=unanswered.kind).update(ceiling=unanswered.applied)
    given = answer(unanswered, coordinator, under_limit=True, reasons={"under_limit": ""})
    assert (given.state, [line.check.code for line in given.failed]) == (FAILED, ["under_limit"])
    holds, reason = stored(unanswered)["under_limit"]
    assert (holds, "2\u00a0000,50\u00a0€" in reason) == (False, True)


def test_the_reasons_of_a_refusal_begin_with_the_failed_checks(unanswered, coordinator):
    answer(unanswered, coordinator, not_running_costs=False, reasons={"not_running_costs": "Vuosivuokra."})
    assert refusals(unanswered) == ["The costs are ordinary running costs. Vuosivuokra."]


@pytest.mark.parametrize(("fails", "sentence"), [(False, "after the eligibility check"), (True, "has not passed")])
def test_no_points_before_the_gate_is_passed(unanswered, coordinator, reviewer, fails, sentence):
    if fails:
        answer(unanswered, coordinator, in_area=False, reasons={"in_area": "Kontiolahdella."})
    with pytest.raises(ValidationError, match=sentence):
        give(unanswered, reviewer)
    assert not Review.objects.exists()


def test_points_after_it(unanswered, coordinator, reviewer):
    pass_gate(unanswered, coordinator)
    assert give(unanswered, reviewer).sent_at


def test_a_new_version_after_the_answers_is_noticed(unanswered, coordinator):
    answer(unanswered, coordinator)
    assert not gate(unanswered).is_older
    unanswered.versions.update(received_at=after_closing(unanswered, days=2))
    assert gate(unanswered).is_older


@pytest.mark.parametrize("role", ["reviewer", "decider", "auditor"])
def test_only_the_coordinator_answers(unanswered, reviewer, role):
    with pytest.raises(PermissionDenied):
        answer(unanswered, reviewer, role=role)
    assert not GateAnswer.objects.exists()


def test_not_once_a_decision_is_proposed(unanswered, coordinator):
    pass_gate(unanswered, coordinator)
    make_proposal(unanswered, coordinator)
    with pytest.raises(ValidationError, match="not in review"):
        answer(unanswered, coordinator)
    unanswered.refresh_from_db()
    assert not can_answer_gate(coordinator, unanswered)


def test_what_fails_is_granted_nothing(unanswered, coordinator):
    answer(unanswered, coordinator, in_area=False, reasons={"in_area": "Kontiolahdella."})
    with pytest.raises(ValidationError, match="only be rejected"):
        make_proposal(unanswered, coordinator)
    assert make_proposal(unanswered, coordinator, outcome="rejected").outcome == "rejected"


def test_what_is_completed_after_closing_came_in_time_all_the_same(unanswered, coordinator, applicant):
    at = ask(unanswered, coordinator).asked_at
    write(unanswered, applicant, at=at, title="Täydennetty nimi")
    answer_completion(unanswered, applicant, at=at)
    [line] = [it for it in gate(unanswered).lines if it.check.code == "in_time"]
    assert (line.system, dates.day(unanswered.submitted_at) in line.facts) == (True, True)
