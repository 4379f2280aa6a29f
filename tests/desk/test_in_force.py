"""Every place that counts money counts what holds: once while a decision is corrected, and nothing of one that lapsed."""

from decimal import Decimal

import pytest

from applications.models import Application
from decisions import actions
from decisions.models import Decision, ReservePlace
from decisions.queries import money_for, proposed_by_fund_and_round, reserve_of
from desk import queries
from desk.exports import worklist_sheet
from desk.queries.earlier import earlier, possible_double_funding
from finance.queries import report
from tests.factories import acting, after_closing, make_case_in_review, make_decision

pytestmark = pytest.mark.django_db
D = Decimal
BUDGET = D("50000.00")


@pytest.fixture
def held(case, coordinator, decider) -> Decision:
    """1 000 € of 2 000,50 €, published."""
    return make_decision(case, coordinator, decider, outcome="granted_in_part", amount=D("1000.00"), published=True)


def correct(held: Decision, decider) -> None:
    by, at = acting(decider, "decider"), after_closing(held.application, days=5)
    actions.correct(held, by=by, at=at, ground="clerical", reason="Virhe.")


def decide_anew(held: Decision, decider, amount: str, *, published: bool = False) -> None:
    by, at = acting(decider, "decider"), after_closing(held.application, days=6)
    actions.decide(held.application, by=by, at=at, outcome="granted_in_part", amount=D(amount), reasons="Korjattu.")
    if published:
        actions.publish(held.application.round, by=by, at=at)


def lapse(held: Decision, decider) -> None:
    actions.lapse(held, by=acting(decider, "decider"), at=after_closing(held.application, days=20), reason="Ei aloitettu.")


def free(held: Decision) -> Decimal:
    return money_for(held.application.round, "event").free


def figures(held: Decision) -> tuple[Decimal, Decimal, Decimal]:
    """Proposed, granted less released, left: of all events."""
    made = next(it for it in report(after_closing(held.application)).funds if it.fund.kind == "event")
    return made.figures.proposed, made.net_granted, made.left


def test_a_case_that_is_corrected_is_not_counted_as_proposed_beside_what_is_granted(held, decider):
    before = free(held), figures(held)
    correct(held, decider)
    assert (free(held), figures(held)) == before == (D("49000.00"), (D("0.00"), D("1000.00"), D("49000.00")))
    assert proposed_by_fund_and_round()[("event", held.application.round_id)] == 0


def test_while_the_newer_version_waits_the_larger_of_the_two_is_counted(held, decider):
    correct(held, decider)
    decide_anew(held, decider, "1500.00")
    assert (free(held), figures(held)) == (D("48500.00"), (D("0.00"), D("1500.00"), D("48500.00")))


def test_a_replaced_decision_is_counted_no_more(held, decider):
    correct(held, decider)
    decide_anew(held, decider, "400.00", published=True)
    assert (free(held), figures(held)) == (D("49600.00"), (D("0.00"), D("400.00"), D("49600.00")))


def test_a_scenario_has_its_own_cases_money_once(held, coordinator, decider, applicant, group, first_round):
    by, at = acting(coordinator, "coordinator"), after_closing(held.application, days=4)
    make_case_in_review(applicant, group, first_round, coordinator)
    scenario = actions.make_scenario(first_round, by=by, at=at, kind="event", name="Perus")
    scenario.rows.create(application=held.application, amount=D("1000.00"), rank=2)
    assert money_for(first_round, "event", scenario).free == BUDGET
    correct(held, decider)
    decide_anew(held, decider, "1500.00")
    assert money_for(first_round, "event", scenario).free == BUDGET
    actions.publish(first_round, by=acting(decider, "decider"), at=after_closing(held.application, days=7))
    assert money_for(first_round, "event", scenario).free == BUDGET
    lapse(held.application.decisions.in_force().get(), decider)
    assert money_for(first_round, "event", scenario).free == BUDGET


def test_the_agenda_of_a_meeting_starts_from_the_same_money_before_and_after_a_correction_is_decided(held, decider, first_round):
    correct(held, decider)
    agenda = queries.proposals_agenda(first_round, "event", decider)
    assert (agenda.money.free, agenda.remainder) == (BUDGET, BUDGET - D("1000.00"))
    decide_anew(held, decider, "1500.00")
    agenda = queries.proposals_agenda(first_round, "event", decider)
    assert (agenda.money.free, agenda.remainder) == (BUDGET, BUDGET - D("1500.00"))


def test_a_lapsed_grant_is_no_grant_to_the_reserve_list(held, coordinator, decider, first_round):
    facts = {"round": first_round, "kind": "event", "place": 1, "given_at": held.published_at}
    ReservePlace.objects.create(application=held.application, **facts)
    [place] = reserve_of(coordinator, first_round, "event").places
    assert (place.is_granted, place.is_lapsed) == (True, False)
    lapse(held, decider)
    [place] = reserve_of(coordinator, first_round, "event").places
    assert (place.is_granted, place.is_lapsed) == (False, True)
    assert reserve_of(coordinator, first_round, "event").next_in_line is None


def columns(held: Decision, person, *names: str) -> list[object]:
    rows = Application.objects.filter(pk=held.application_id)
    at = after_closing(held.application, days=30)
    sheet = worklist_sheet(rows, person=person, at=at, filters="", points={})
    row = next(iter(sheet.rows))
    return [row[sheet.headings.index(name)] for name in names]


def test_the_worklist_as_a_file_has_what_holds(held, coordinator, decider):
    def shown() -> list[object]:
        return columns(held, coordinator, "State", "Decided", "Outcome")

    assert shown() == ["Decided", D("1000.00"), "Granted in part"]
    correct(held, decider)
    assert shown() == ["Proposed, correction under way", D("1000.00"), "Granted in part"]
    decide_anew(held, decider, "400.00", published=True)
    assert shown() == ["Decided", D("400.00"), "Granted in part"]
    lapse(held.application.decisions.in_force().get(), decider)
    assert shown() == ["Decided, the grant has lapsed", None, ""]


def test_what_the_same_hands_got_before_is_what_holds(held, coordinator, decider, applicant, group, first_round):
    other = make_case_in_review(applicant, group, first_round, coordinator)
    assert earlier(other, coordinator).granted == D("1000.00")
    correct(held, decider)
    decide_anew(held, decider, "400.00", published=True)
    assert earlier(other, coordinator).granted == D("400.00")
    lapse(held.application.decisions.in_force().get(), decider)
    [row] = earlier(other, coordinator).rows
    assert (row.granted, row.outcome_label) == (0, "Granted in part, and lapsed later")
    assert not any(held.application.reference in sentence for sentence in possible_double_funding(other, coordinator))


def test_what_comes_next_in_a_corrected_case_is_not_nothing(held, coordinator, decider):
    correct(held, decider)
    decide_anew(held, decider, "400.00")
    at = after_closing(held.application, days=7)
    row = queries.worklist(coordinator, at).get(pk=held.application_id)
    assert str(queries.next_step(row, at)) == "Waits for publication"
