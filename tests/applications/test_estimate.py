"""The sums of the cost estimate: the parts are the whole to the cent, whatever is typed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applications.sections import SOURCES, Cost, Estimate, Funding, heads_of
from core.money import CENT, euros

YEARS = (2018, 2019, 2020)
AMOUNTS = st.one_of(
    st.decimals(min_value=0, max_value=99_999_999, places=2).map(euros),
    st.sampled_from(["", "paljon", "1e5", "-1", "0,01", "9 999 999 999,99"]),
)
COSTS = st.builds(
    Cost,
    head=st.sampled_from(["", *(head.code for head in heads_of("development"))]),
    what=st.just("x"),
    amount_text=AMOUNTS,
    year=st.sampled_from([None, *YEARS]),
)
FUNDING = st.builds(Funding, source=st.sampled_from([*SOURCES]), what=st.just("x"), amount_text=AMOUNTS, state=st.just(""))
ESTIMATES = st.builds(
    Estimate,
    costs=st.lists(COSTS, max_size=12),
    flat_rate_percent=st.one_of(st.none(), st.decimals(min_value=CENT, max_value=100, places=2)),
    funding=st.lists(FUNDING, max_size=5),
    wished_text=AMOUNTS,
    years=st.just(YEARS),
)


@given(ESTIMATES)
def test_the_heads_are_the_whole(estimate):
    amounts = [cost.amount for cost in estimate.costs if cost.amount is not None]
    assert sum(amount for _label, amount in estimate.rows()) == estimate.total == sum(amounts) + estimate.flat_rate


@given(ESTIMATES)
def test_the_years_are_the_whole_line_by_line_and_together(estimate):
    if table := estimate.by_year:
        assert [(label, total) for label, _amounts, total in table.rows] == estimate.rows()
        assert all(sum(amounts) == total for _label, amounts, total in table.rows)
        columns = zip(*(amounts for _label, amounts, _total in table.rows), strict=True)
        assert [sum(column) for column in columns] == table.totals
        assert table.total == estimate.total
    else:
        assert estimate.total == 0


@given(ESTIMATES)
def test_all_money_and_what_is_missing_of_it_are_the_costs(estimate):
    money = estimate.applied + estimate.income + estimate.other_funding
    assert money + estimate.missing - estimate.surplus == estimate.total
    if estimate.gap == 0:
        assert sum(amount for _label, amount in estimate.rows_to_applied()) == estimate.applied


@given(ESTIMATES)
def test_no_sum_has_more_than_two_decimals_or_is_negative(estimate):
    sums = [estimate.flat_rate, estimate.total, estimate.applied, estimate.income, estimate.other_funding]
    assert [it for it in sums if it != it.quantize(CENT) or it < 0] == []


def test_left_empty_the_sum_is_counted_and_written_it_stands():
    costs, funding = [Cost("other", "x", "5 000")], [Funding("income", "Liput", "1 000"), Funding("other", "Säätiö", "x")]
    assert Estimate(costs, funding=funding).applied == Decimal("4000.00")
    assert Estimate(costs, funding=funding, wished_text="paljon").applied == Decimal("4000.00")
    written = Estimate(costs, funding=funding, wished_text="3 800")
    assert (written.applied, written.missing, written.surplus) == (Decimal("3800.00"), Decimal("200.00"), Decimal("0.00"))


def test_other_money_beyond_the_costs_is_too_much():
    estimate = Estimate([Cost("other", "x", "100")], funding=[Funding("income", "Liput", "100,01")])
    assert (estimate.applied, estimate.surplus) == (Decimal("0.00"), Decimal("0.01"))


def test_the_shares_of_the_flat_rate_are_rounded_so_that_they_are_the_whole():
    estimate = Estimate([Cost("wages", "x", "0,50", year) for year in YEARS], Decimal("17"), years=YEARS)
    [flat_rate] = [amounts for label, amounts, _total in estimate.by_year.rows if label.startswith("Flat")]
    assert (estimate.flat_rate, flat_rate) == (Decimal("0.26"), [Decimal("0.09"), Decimal("0.08"), Decimal("0.09")])


def test_the_only_year_of_a_round_need_not_be_chosen():
    estimate = Estimate([Cost("other", "x", "1")], years=[2018])
    assert (estimate.marks(), estimate.by_year.years) == ([], [2018])
    assert Estimate([Cost("other", "x", "1")], years=YEARS).marks() == [
        ("id_kulu-1-year", "x: Choose the year of this cost."),
    ]


def test_a_line_without_a_year_stands_in_a_column_of_its_own():
    estimate = Estimate([Cost("other", "x", "1"), Cost("", "y", "2", 2019)], years=YEARS)
    assert (estimate.by_year.years, estimate.by_year.totals) == ([2019, None], [Decimal("2.00"), Decimal("1.00")])
    assert [label for label, *_sums in estimate.by_year.rows] == ["Other costs", "No kind chosen"]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        (Funding("income", "Liput", "1"), "Income"),
        (Funding("other", "Säätiö", "1", "applied"), "Other funding (applied for)"),
        (Funding("other", "Säätiö", "1", "granted"), "Other funding (granted)"),
    ],
)
def test_other_money_says_how_far_it_has_come(line, label):
    assert line.label == label
