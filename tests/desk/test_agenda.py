"""The order of a meeting and its money: true for everybody, also where somebody may not handle a case."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from decisions.actions import decide, make_scenario
from decisions.models import ReservePlace
from desk import queries
from reviews.actions import declare
from reviews.models import Assignment
from rounds.models import Fund
from tests.desk.agendas import make_agenda
from tests.factories import acting, after_closing, make_case_in_review, make_person, make_proposal, make_review, make_round

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def fund(first_round) -> Fund:
    """Enough for the first two of the agenda."""
    fund = Fund.objects.get(programme=first_round.programme, kind="event")
    Fund.objects.filter(pk=fund.pk).update(budget=D("5000.00"))
    return fund


def lines(agenda: queries.Agenda) -> list[tuple[str, Decimal, Decimal]]:
    return [(str(item.application), item.amount, item.left) for item in agenda.items]


def test_the_best_points_come_first_and_the_money_runs_down(agenda_cases, fund, first_round, decider):
    agenda = queries.proposals_agenda(first_round, "event", decider)
    assert lines(agenda) == [
        ("Toinen paja", D("1500.00"), D("3500.00")),
        ("Kolmas paja", D("3000.00"), D("500.00")),
        ("Ensimmäinen paja", D("1000.00"), D("-500.00")),
    ]
    assert (agenda.total, agenda.remainder, agenda.end) == (D("5500.00"), D("-500.00"), agenda.items[2])
    assert [item.smallest for item in agenda.items] == [D("900.00")] * 3


def test_a_case_stays_in_its_place_when_it_is_decided_in_the_meeting(agenda_cases, fund, first_round, coordinator, decider):
    _first, second, _third = agenda_cases
    at = after_closing(second, days=3)
    decide(second, by=acting(decider, "decider"), at=at, outcome="granted_in_part", amount=D("1200.00"), reasons="Vähemmän.")
    agenda = queries.proposals_agenda(first_round, "event", coordinator)
    assert lines(agenda) == [
        ("Toinen paja", D("1200.00"), D("3800.00")),
        ("Kolmas paja", D("3000.00"), D("800.00")),
        ("Ensimmäinen paja", D("1000.00"), D("-200.00")),
    ]
    assert [item.is_decided for item in agenda.items] == [True, False, False]
    assert queries.purse(agenda) == queries.Purse(D("5000.00"), D("0.00"), None, D("0.00"))


def test_what_one_may_not_handle_is_in_the_totals_alone(agenda_cases, fund, first_round, decider):
    declare(agenda_cases[1], by=acting(decider, "decider"), at=after_closing(agenda_cases[1], days=3), ground="board")
    agenda = queries.proposals_agenda(first_round, "event", decider)
    assert lines(agenda) == [("Kolmas paja", D("3000.00"), D("500.00")), ("Ensimmäinen paja", D("1000.00"), D("-500.00"))]
    assert (agenda.others, agenda.total, agenda.remainder) == ((1, D("1500.00")), D("5500.00"), D("-500.00"))


def test_what_is_proposed_in_another_round_is_taken_off_first(
    agenda_cases, fund, first_round, programme, applicant, group, coordinator, decider
):
    other = make_case_in_review(
        applicant, group, make_round(programme, opens=date(2018, 9, 3), closes=date(2018, 9, 28)), coordinator
    )
    make_review(other, coordinator, role="coordinator")
    make_proposal(other, coordinator, outcome="granted_in_part", amount=D("400.00"))
    agenda = queries.proposals_agenda(first_round, "event", decider)
    assert (agenda.money.free, agenda.items[0].left) == (D("4600.00"), D("3100.00"))
    assert queries.purse(agenda).elsewhere == D("400.00")


def test_a_case_whose_points_one_may_not_see_yet_comes_last(agenda_cases, first_round, coordinator, decider):
    second = agenda_cases[1]
    at = after_closing(second)
    Assignment.objects.create(
        application=second,
        reviewer=make_person("uusi@joensuu.example", name="Uuno Uusi", roles=["reviewer"]),
        assigned_by=coordinator,
        assigned_at=at,
    )
    agenda = queries.proposals_agenda(first_round, "event", decider)
    assert [(str(item.application), item.standing is None) for item in agenda.items] == [
        ("Kolmas paja", False),
        ("Ensimmäinen paja", False),
        ("Toinen paja", True),
    ]


def test_the_reserve_list_is_in_the_order_of_its_places(agenda_cases, first_round, decider):
    for place, case in ((2, agenda_cases[1]), (1, agenda_cases[0])):
        ReservePlace.objects.create(application=case, round=first_round, kind="event", place=place, given_at=case.submitted_at)
    agenda = queries.proposals_agenda(first_round, "event", decider)
    assert [(it.reserve_place, str(it.application)) for it in agenda.reserve] == [(1, "Ensimmäinen paja"), (2, "Toinen paja")]


def test_a_scenario_is_gone_through_in_its_own_order(applicant, group, first_round, fund, coordinator):
    cases = []
    for points in (3, 5):
        case = make_case_in_review(applicant, group, first_round, coordinator, title=f"Paja {points}")
        make_review(case, coordinator, role="coordinator", points=points)
        cases.append(case)
    by, at = acting(coordinator, "coordinator"), after_closing(cases[0], days=2)
    scenario = make_scenario(first_round, by=by, at=at, kind="event", name="Perusvaihtoehto")
    scenario.rows.filter(application=cases[0]).update(amount=0, reserve_place=1)
    agenda = queries.scenario_agenda(scenario, coordinator)
    assert lines(agenda) == [("Paja 5", D("2000.50"), D("2999.50")), ("Paja 3", D("0.00"), D("2999.50"))]
    assert ([str(it.outcome) for it in agenda.items], agenda.reserve) == (["Granted", ""], [agenda.items[1]])


def test_it_asks_as_often_for_three_cases_as_for_one(applicant, group, first_round, agenda_people, decider):
    asked = []
    assert decider.roles == {"decider"}  # asked for once, as by every page
    for number in (1, 2):
        make_agenda(applicant, group, first_round, agenda_people, number=number)
        with CaptureQueriesContext(connection) as agenda_asked:
            agenda = queries.proposals_agenda(first_round, "event", decider)
        with CaptureQueriesContext(connection) as book_asked:
            queries.sheets(agenda)
            queries.purse(agenda)
        asked.append((len(agenda.items), len(agenda_asked), len(book_asked)))
    assert asked == [(1, 6, 6), (3, 6, 6)]
