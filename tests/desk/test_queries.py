"""What the desk shows, asked without its pages."""

from datetime import time, timedelta
from decimal import Decimal

import pytest

from applications import actions as application_actions
from core import dates
from decisions import actions as decision_actions
from desk import queries
from reviews.actions import declare, score
from tests.factories import (
    AT,
    SYSTEM,
    acting,
    after_closing,
    make_application,
    make_case_in_review,
    make_decision,
    make_message,
    make_person,
    make_proposal,
    make_review,
    send,
)

pytestmark = pytest.mark.django_db


def row(person, case, at=None):
    return queries.worklist(person, at or after_closing(case, days=9)).get(pk=case.pk)


def works(request, case) -> list[str]:
    """The next step of coordinator, reviewer, decider and auditor."""
    return [row(request.getfixturevalue(role), case).work for role in ("coordinator", "reviewer", "decider", "auditor")]


def send_review(case, person) -> None:
    criteria = case.round.criteria.all()
    points, reasons = {it.code: 3 for it in criteria}, {it.code: "Sopii." for it in criteria}
    score(case, by=acting(person, "reviewer"), at=after_closing(case), points=points, reasons=reasons, send=True)


def test_a_received_case_asks_coordinator_and_reviewer_for_their_word(request, received):
    assert works(request, received) == ["declare", "declare", "", ""]


def test_while_the_round_is_open_nothing_waits_for_anybody(coordinator, sent):
    waiting = row(coordinator, sent, at=sent.submitted_at)
    assert (waiting.work, queries.days_waited(waiting, sent.submitted_at)) == ("", None)
    assert queries.next_step(waiting, sent.submitted_at) == "The round is still open"


def test_a_case_that_was_declared_early_waits_to_be_taken_up(coordinator, received):
    application_actions.declare_interest(received, by=acting(coordinator, "coordinator"), at=AT)
    assert row(coordinator, received).work == "take_up"


def test_in_review_it_waits_for_reviews_and_then_for_a_proposal(request, coordinator, reviewer, case):
    assert works(request, case) == ["review", "review", "", ""]
    send_review(case, reviewer)
    assert works(request, case) == ["review", "", "", ""]
    send_review(case, coordinator)
    assert works(request, case) == ["propose", "", "", ""]


def test_a_proposal_waits_for_the_decider(request, decider, coordinator, case):
    make_proposal(case, coordinator)
    assert works(request, case) == ["", "", "declare", ""]
    declare(case, by=acting(decider, "decider"), at=after_closing(case))
    assert works(request, case) == ["", "", "decide", ""]


def test_a_decision_waits_for_publication_also_by_a_second_decider(request, prepared, case):
    assert works(request, case) == ["", "", "publish", ""]
    other = make_person("toinen@joensuu.example", roles=["decider"])
    assert row(other, case).work == "declare"


def test_after_publication_nothing_is_left(request, published, case):
    assert works(request, case) == ["", "", "", ""]


def test_who_stepped_aside_has_not_even_a_row(reviewer, case):
    declare(case, by=acting(reviewer, "reviewer"), at=after_closing(case), ground="party")
    assert list(queries.worklist(reviewer, AT)) == []


def test_a_proposer_decides_where_the_programme_allows_it(case):
    both = make_person("molemmat@joensuu.example", roles=["coordinator", "decider"])
    declare(case, by=acting(both, "coordinator"), at=after_closing(case))
    make_proposal(case, both)
    assert row(both, case).work == ""
    type(case.round.programme).objects.update(proposer_may_decide=True)
    assert row(both, case).work == "decide"


def test_an_adviser_does_not_wait_to_propose_where_the_programme_forbids_it(coordinator, case):
    make_review(case, coordinator)
    assert row(coordinator, case).work == "propose"
    make_message(case, coordinator)
    assert row(coordinator, case).work == "propose"
    type(case.round.programme).objects.update(adviser_may_propose=False)
    assert (row(coordinator, case).work, row(coordinator, case).is_adviser) == ("", True)


def test_waiting_is_counted_from_the_last_step_in_calendar_days(coordinator, decider, case):
    make_proposal(case, coordinator)
    waiting = row(coordinator, case)
    assert waiting.waiting_since == after_closing(case, days=2)
    assert queries.days_waited(waiting, after_closing(case, days=9)) == 7
    midnight = dates.local(dates.local_day(after_closing(case, days=3)), time(0, 1))
    assert queries.days_waited(waiting, midnight) == 1


def test_a_received_case_has_waited_since_the_round_closed(coordinator, received):
    assert row(coordinator, received).waiting_since == received.round.closes_at


def test_a_refused_press_is_no_step(coordinator, applicant, case):
    before = row(coordinator, case).waiting_since
    at = after_closing(case, days=5)
    application_actions.note_refused_submit(case, by=acting(applicant, "owner"), received_at=at, codes=["round_has_not_closed"])
    assert row(coordinator, case).waiting_since == before


def test_counts_are_those_of_the_rows(coordinator, case, received):
    waiting = [(work.code, count) for work, count in queries.waiting_of_all(coordinator, after_closing(case))[0]]
    assert waiting == [("declare", 1), ("review", 1)]


@pytest.mark.parametrize(
    ("role", "codes"),
    [
        ("coordinator", ["declare", "take_up", "gate", "review", "propose"]),
        ("reviewer", ["declare", "review"]),
        ("decider", ["declare", "decide", "publish"]),
        ("auditor", []),
    ],
)
def test_each_role_has_its_own_kinds_of_work(request, role, codes):
    assert [work.code for work in queries.work_of(request.getfixturevalue(role))] == codes


def test_a_row_knows_whether_the_case_is_open_and_what_its_fund_has_left(coordinator, decider, case):
    of_both = [queries.case_row(person, AT).get(pk=case.pk) for person in (coordinator, decider)]
    assert [(it.is_open, it.fund_left) for it in of_both] == [(True, Decimal("50000.00")), (False, Decimal("50000.00"))]


def test_a_cancelled_decision_is_not_the_decision_of_the_case(auditor, applicant, prepared, case):
    assert queries.case_decision(queries.case_row(auditor, AT).get()) == prepared
    decision_actions.withdraw(case, by=acting(applicant, "owner"), at=after_closing(case, days=5))
    assert queries.case_decision(queries.case_row(auditor, AT).get()) is None


def test_the_timeline_names_people(coordinator, decider, case, proposal):
    at = after_closing(case, days=3)
    decision_actions.return_to_review(case, by=acting(decider, "decider"), at=at, reason="Kustannukset puuttuvat.")
    newest = queries.timeline(case, queries.happened(case))[0]
    assert (str(newest["what"]), newest["who"], newest["more"], newest["at"]) == (
        "Returned to review",
        "Paula Päättäjä",
        "",
        at,
    )


def test_what_the_system_does_is_said_to_be_the_systems(published, case):
    decision_actions.render_letters(by=SYSTEM, at=after_closing(case, days=5))
    newest = queries.timeline(case, queries.happened(case))[0]
    assert (str(newest["what"]), str(newest["who"])) == ("The decision letter was made", "The system")


def test_reading_and_saving_are_too_many_to_be_told(coordinator, applicant, case):
    acts = {str(event["what"]) for event in queries.timeline(case, queries.happened(case))}
    assert "Opened the case" not in acts
    assert len([event for event in queries.timeline(case, queries.happened(case)) if event["who"] == "Aino Esimerkki"]) == 2


def test_a_publication_adds_up_by_kind(decider, coordinator, applicant, group, first_round, prepared):
    shown = queries.publication(first_round, decider)
    assert [(str(label), count, total) for label, count, total in shown.totals] == [("Event", 1, Decimal("2000.50"))]
    assert (shown.decisions, shown.left_out) == ([prepared], 0)
    other = make_person("toinen@joensuu.example", roles=["decider"])
    shown = queries.publication(first_round, other)
    assert (shown.decisions, shown.left_out) == ([], 1)


def test_rounds_with_prepared_decisions_are_those_one_can_publish(decider, coordinator, prepared, first_round):
    other = make_person("toinen@joensuu.example", roles=["decider"])
    assert [queries.rounds_to_publish(person) for person in (decider, other)] == [[first_round], []]
    assert [(round_.prepared, round_.set_time) for round_ in queries.rounds_to_publish(decider)] == [(1, None)]


def test_reminders_go_at_nine_on_the_clocks_of_helsinki(first_round):
    moments = queries.reminder_moments(first_round)
    assert [days for days, _at in moments] == [14, 7, 3, 1]
    assert {dates.clock(at) for _days, at in moments} == {"9.00"}


def test_the_round_that_closes_first_is_the_one_waited_for(programme, first_round):
    assert queries.open_round(AT) == first_round
    assert queries.open_round(AT + timedelta(days=3000)) is None


def test_drafts_are_in_no_list(coordinator, applicant, group, first_round):
    make_application(applicant, group, first_round)
    sent = send(make_application(applicant, group, first_round), applicant)
    assert list(queries.worklist(coordinator, AT)) == [sent]


def test_finished_cases_come_last(auditor, applicant, group, first_round, coordinator, decider):
    done, waits = (make_case_in_review(applicant, group, first_round, coordinator) for _ in range(2))
    make_decision(done, coordinator, decider, published=True)
    assert list(queries.worklist(auditor, after_closing(done, days=9))) == [waits, done]
