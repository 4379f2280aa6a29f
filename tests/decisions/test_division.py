"""The arithmetic of dividing money holds whatever is sought and whatever there is."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from decisions.queries import Line, capped_at, counted, cut_by, funded_in_order, moved
from decisions.queries.division import BELOW, PASSED_OVER, TIE, ranked

D = Decimal


def cents(most: int = 800_000, least: int = 0) -> st.SearchStrategy[Decimal]:
    return st.integers(least, most).map(lambda number: D(number) / 100)


@st.composite
def lines_of_cases(draw) -> list[Line]:
    found = []
    for key in range(draw(st.integers(0, 12))):
        applied = draw(cents(least=1))
        points = draw(st.none() | st.integers(0, 6).map(D))
        smallest = draw(st.just(D("0.00")) | cents(int(applied * 100)))
        amount = draw(st.just(D("0.00")) | cents(int(applied * 100), int(smallest * 100)))
        found.append(Line(key, applied, smallest, points, draw(st.booleans()), draw(st.integers(0, 3)), amount))
    return found


def total(lines: list[Line]) -> Decimal:
    return sum((line.amount for line in lines), D(0))


def keeps_to_the_rules(line: Line) -> bool:
    in_cents = line.amount == line.amount.quantize(D("0.01"))
    return in_cents and line.amount <= line.applied and (line.amount == 0 or line.amount >= line.smallest)


@given(lines_of_cases(), cents(5_000_000))
def test_funding_in_order_never_gives_more_than_there_is_nor_breaks_a_rule(lines, money):
    given_out = funded_in_order(lines, money)
    assert total(given_out) <= money
    assert all(keeps_to_the_rules(line) for line in given_out)
    assert [line.key for line in given_out] == [line.key for line in ranked(lines)]
    assert not any(line.amount for line in given_out if not line.may_be_funded)


@given(lines_of_cases(), cents(5_000_000))
def test_funding_in_order_passes_nobody_over_but_for_what_is_of_no_use(lines, money):
    given_out = [line for line in funded_in_order(lines, money) if line.may_be_funded]
    unfunded = [place for place, line in enumerate(given_out) if line.amount < line.applied]
    assert all(not line.amount for line in given_out[unfunded[0] + 1 :]) if unfunded else True


@given(lines_of_cases(), st.integers(0, 100).map(D))
def test_cutting_lowers_each_share_to_the_cent_and_never_below_what_is_of_use(lines, percent):
    cut = {line.key: line for line in cut_by(lines, percent)}
    for line in lines:
        now = cut[line.key]
        assert keeps_to_the_rules(now)
        assert now.amount <= line.amount
        assert now.amount in {max(line.amount * (100 - percent) / 100 // D("0.01") * D("0.01"), D(0)), line.smallest, line.amount}


@given(lines_of_cases(), cents())
def test_capping_lowers_only_what_is_above_and_never_below_what_is_of_use(lines, most):
    for before, now in zip(ranked(lines), capped_at(lines, most), strict=True):
        assert keeps_to_the_rules(now)
        assert now.amount == min(before.amount, max(most, before.smallest))


@given(lines_of_cases(), cents(5_000_000))
def test_running_sums_add_up_and_the_cut_line_is_where_the_money_ends(lines, money):
    rows = counted(lines, money)
    assert [row.cumulative for row in rows] == [total([it.line for it in rows[: place + 1]]) for place in range(len(rows))]
    assert all(row.cumulative + row.left == money for row in rows)
    over = [row for row in rows if row.cumulative > money and row.line.amount]
    assert [row for row in rows if row.partly is not None] == over[:1]
    if over:
        before = over[0].cumulative - over[0].line.amount
        assert over[0].partly == money - before
        assert D(0) <= over[0].partly < over[0].line.amount


@given(lines_of_cases(), st.integers(0, 11), st.sampled_from([-1, 1]))
def test_moving_changes_the_order_only_inside_a_tie_and_no_sum(lines, key, step):
    before, after = ranked(lines), ranked(moved(lines, key, step))
    assert [line.points for line in after] == [line.points for line in before]
    assert {line.key: line.amount for line in after} == {line.key: line.amount for line in before}


def line(key: int, points: int | None, amount: str = "0", **more: object) -> Line:
    return replace(Line(key, D("1000.00"), points=None if points is None else D(points), amount=D(amount), rank=key), **more)


def test_a_tie_shares_a_place_and_what_may_not_be_seen_has_none():
    rows = counted([line(1, 30), line(2, None), line(3, 40), line(4, 30), line(5, 20)], D("0.00"))
    assert [(row.line.key, row.place, row.is_tied) for row in rows] == [
        (3, 1, False),
        (1, 2, True),
        (4, 2, True),
        (5, 4, False),
        (2, None, False),
    ]


def test_reasons_are_needed_for_passing_over_for_a_tie_and_below_the_threshold():
    lines = [
        line(1, 40),
        line(2, 30, "1000.00"),
        line(3, 20, "1000.00"),
        line(4, 20, "500.00"),
        line(5, 10, "100.00", is_below=True),
        line(6, None),
    ]
    needs = {row.line.key: row.needs for row in counted(lines, D("9000.00"))}
    assert needs == {1: (PASSED_OVER,), 2: (), 3: (), 4: (TIE,), 5: (BELOW,), 6: ()}


def test_what_is_below_the_threshold_is_not_passed_over():
    lines = [line(1, 30, is_below=True), line(2, 20, "100.00")]
    assert [row.needs for row in counted(lines, D("9000.00"))] == [(), ()]


def test_the_case_on_the_line_gets_the_rest_only_if_it_is_of_use():
    lines = [line(1, 40), line(2, 30, smallest=D("600.00")), line(3, 20)]
    assert [it.amount for it in funded_in_order(lines, D("1600.00"))] == [D("1000.00"), D("600.00"), D("0.00")]
    assert [it.amount for it in funded_in_order(lines, D("1599.99"))] == [D("1000.00"), D("0.00"), D("0.00")]
