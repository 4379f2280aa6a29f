"""Days of service and last days, against vectors computed by hand and a count made in another way."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.rules import APPEAL_DAYS, CLAIM_DAYS, ELECTRONIC, IN_PERSON, POST, PUBLIC, last_day, served_on


@pytest.mark.parametrize(
    ("channel", "sent", "served", "until"),
    [
        (ELECTRONIC, date(2018, 3, 26), date(2018, 3, 29), date(2018, 4, 12)),
        (POST, date(2018, 3, 26), date(2018, 4, 2), date(2018, 4, 16)),
        # Its fourteenth day is the first of May.
        (POST, date(2018, 4, 10), date(2018, 4, 17), date(2018, 5, 2)),
        # Its fourteenth day is the eve of Midsummer, a Friday.
        (POST, date(2018, 6, 1), date(2018, 6, 8), date(2018, 6, 25)),
        (PUBLIC, date(2018, 3, 26), date(2018, 4, 2), date(2018, 4, 16)),
        (IN_PERSON, date(2018, 3, 26), date(2018, 3, 26), date(2018, 4, 9)),
    ],
)
def test_the_days_of_the_statute(channel, sent, served, until):
    assert (served_on(channel, sent), last_day(served_on(channel, sent))) == (served, until)


@pytest.mark.parametrize(
    ("served", "until"),
    [
        (date(2018, 3, 29), date(2018, 4, 30)),  # the 28th is a Saturday
        (date(2018, 11, 6), date(2018, 12, 7)),  # the 6th is Independence Day
        (date(2018, 11, 24), date(2018, 12, 27)),  # the eve and both days of Christmas
    ],
)
def test_an_appeal_has_thirty_days(served, until):
    assert last_day(served, APPEAL_DAYS) == until


def easter(year: int) -> date:
    """Sunday by the anonymous Gregorian algorithm (Meeus, Jones, Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    l = (32 + 2 * e + 2 * i - h - k) % 7  # noqa: E741 -- the letters are those of the algorithm
    m = (a + 11 * h + 22 * l) // 451
    month, day = divmod(h + l - 7 * m + 114, 31)
    return date(year, month, day + 1)


def closed(year: int) -> set[date]:
    """Days off of laki 150/1930 that may fall on Monday to Friday, written down by the calendar and not by any package."""
    moving = {easter(year) + timedelta(days=days) for days in (-2, 1, 39)}
    fixed = {date(year, month, day) for month, day in ((1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26))}
    midsummer_eve = next(date(year, 6, day) for day in range(19, 26) if date(year, 6, day).isoweekday() == 5)
    return moving | fixed | {midsummer_eve}


def counted_one_by_one(served: date, days: int) -> date:
    """Walks the calendar a day at a time: so many days after service, and on until an office is open."""
    day, left = served, days
    while left > 0 or day.isoweekday() > 5 or day in closed(day.year):
        day += timedelta(days=1)
        left -= 1
    return day


@given(st.dates(date(2016, 1, 1), date(2026, 12, 31)), st.sampled_from([CLAIM_DAYS, APPEAL_DAYS]))
def test_every_day_of_ten_years_counts_as_by_the_calendar(served, days):
    assert last_day(served, days) == counted_one_by_one(served, days)


@given(st.dates(date(2016, 1, 1), date(2026, 12, 31)), st.sampled_from([ELECTRONIC, POST, IN_PERSON, PUBLIC]))
def test_nobody_has_less_than_fourteen_whole_days(sent, channel):
    served = served_on(channel, sent)
    assert served >= sent
    assert last_day(served) - served >= timedelta(days=14)


@pytest.mark.parametrize(("year", "day"), [(2016, (3, 27)), (2018, (4, 1)), (2024, (3, 31)), (2025, (4, 20))])
def test_our_own_easter_is_right(year, day):
    assert easter(year) == date(year, *day)
