"""The budget report adds up, for every mixture of cases."""

from decimal import Decimal

from django.db.models import F
from hypothesis import given
from hypothesis import strategies as st

from decisions.actions import withdraw
from finance.queries import ZERO, Figures, FundReport, RoundRow, report
from rounds.models import Fund, Round, RoundTerms
from tests.factories import (
    AT,
    acting,
    make_application,
    make_case_in_review,
    make_decision,
    make_draft,
    make_proposal,
    make_round,
    send,
)

# A cost of one event, and of one project, as tests.factories makes them.
EVENT_SUM, PROJECT_SUM = Decimal("2000.50"), Decimal("20000.50")

amounts = st.decimals(min_value=0, max_value=Decimal("99999.99"), places=2)


def figures_of(kind: str) -> Figures:
    """Of the whole fund."""
    return next(fund.figures for fund in report(AT).funds if fund.fund.kind == kind)


@given(st.lists(st.tuples(amounts, amounts, amounts, amounts), max_size=5))
def test_the_sums_of_a_fund_are_those_of_its_rounds_to_the_cent(rounds):
    rows = [
        RoundRow(Round(), None, Figures(1, applied, proposed, granted, min(granted, released)))
        for applied, proposed, granted, released in rounds
    ]
    fund = FundReport(Fund(kind="event", budget=Decimal("50000.00")), rows)
    assert fund.figures.applications == len(rows)
    assert fund.figures.applied == sum((row.figures.applied for row in rows), ZERO)
    assert fund.figures.to_be_paid == fund.net_granted == fund.figures.granted - fund.figures.released
    assert fund.left == fund.budget - fund.net_granted
    assert fund.figures.to_be_paid >= 0


def test_before_a_programme_is_loaded_there_is_no_report(db):
    assert report(AT) is None


def test_an_empty_programme_has_its_whole_budget_left(programme):
    made = report(AT)
    assert made.figures == Figures()
    assert made.left == made.in_funds == Decimal("850000.00")
    assert made.in_funds + made.outside_funds == made.programme.total_budget == Decimal("1149309.00")
    assert [len(fund.rows) for fund in made.funds] == [3, 3]


def test_a_draft_is_no_application_yet(programme, applicant, group):
    make_draft(applicant, group, programme.rounds.get(number=1))
    assert figures_of("event") == Figures()


def test_a_case_counts_as_applied_then_as_proposed_then_as_granted(programme, applicant, group, coordinator, decider):
    case = make_case_in_review(applicant, group, programme.rounds.get(number=1), coordinator)
    assert figures_of("event") == Figures(1, EVENT_SUM)
    make_proposal(case, coordinator)
    assert figures_of("event") == Figures(1, EVENT_SUM, proposed=EVENT_SUM)

    other = make_case_in_review(applicant, group, programme.rounds.get(number=1), coordinator)
    make_decision(other, coordinator, decider, outcome="granted_in_part", amount=Decimal("1500.25"))
    assert figures_of("event") == Figures(2, 2 * EVENT_SUM, proposed=EVENT_SUM, granted=Decimal("1500.25"))


def test_a_rejected_case_is_applied_for_and_nothing_else(programme, applicant, group, coordinator, decider):
    case = make_case_in_review(applicant, group, programme.rounds.get(number=1), coordinator)
    make_decision(case, coordinator, decider, outcome="rejected")
    assert figures_of("event") == Figures(1, EVENT_SUM)


def test_money_of_a_withdrawn_case_was_granted_and_released(programme, applicant, group, coordinator, decider):
    round_ = programme.rounds.get(number=1)
    case = make_case_in_review(applicant, group, round_, coordinator)
    decision = make_decision(case, coordinator, decider)
    withdraw(case, by=acting(applicant, "owner"), at=decision.decided_at)
    assert figures_of("event") == Figures(granted=EVENT_SUM, released=EVENT_SUM)
    assert report(AT).left == Decimal("850000.00")


def test_each_kind_and_round_has_a_row_of_its_own(programme, applicant, group):
    first = programme.rounds.get(number=1)
    send(make_application(applicant, group, first), applicant)
    send(make_application(applicant, group, first, kind="development"), applicant)
    found = {
        (fund.fund.kind, row.round.number): (row.figures.applications, row.figures.applied)
        for fund in report(AT).funds
        for row in fund.rows
        if row.figures.applications
    }
    assert found == {("event", 1): (1, EVENT_SUM), ("development", 1): (1, PROJECT_SUM)}


def test_a_round_with_a_share_says_what_is_left_of_it(programme, applicant, group, coordinator, decider):
    first = programme.rounds.get(number=1)
    RoundTerms.objects.filter(round=first, kind="event").update(allocation=Decimal("10000.00"))
    make_decision(make_case_in_review(applicant, group, first, coordinator), coordinator, decider)
    shares = {
        row.round.number: (row.share, row.left) for fund in report(AT).funds if fund.fund.kind == "event" for row in fund.rows
    }
    assert shares == {1: (Decimal("10000.00"), Decimal("7999.50")), 2: (None, None), 3: (None, None)}


def test_a_fund_that_does_not_agree_with_its_ledger_is_named(programme):
    assert report(AT).mismatches == []
    Fund.objects.filter(kind="event").update(committed=F("committed") + Decimal("0.01"))
    assert report(AT).mismatches == ["Joensuun KAKE2.0: Event: 0,01\u00a0€ granted by the fund, 0,00\u00a0€ by its ledger."]


def test_the_report_costs_as_much_with_three_rounds_as_with_six(
    programme, applicant, group, coordinator, django_assert_num_queries
):
    with django_assert_num_queries(7):
        report(AT)
    for _ in range(3):
        make_round(programme)
    make_case_in_review(applicant, group, programme.rounds.get(number=1), coordinator)
    with django_assert_num_queries(7):
        report(AT)
