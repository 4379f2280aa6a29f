"""Days and times as people in Joensuu read and type them."""

from datetime import UTC, date, datetime, time

import pytest
from django.utils import translation

from core import dates


@pytest.mark.parametrize("typed", ["1.4.2018", "01.04.2018", "1.4.18", "2018-04-01", " 1. 4. 2018 "])
def test_days_are_understood_as_people_write_them(typed):
    assert dates.read_day(typed) == date(2018, 4, 1)


@pytest.mark.parametrize("typed", ["1.1.1900", "31.12.2199"])
def test_every_day_of_these_centuries_is_a_day(typed):
    assert dates.day(dates.read_day(typed)) == typed


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("huhtikuussa", "Write the date like this: 28.2.2018."),
        ("1.4", "Write the date like this: 28.2.2018."),
        ("29.2.2018", "There is no such day. Check the day and the month."),
        ("٣.4.2018", "Write the date like this: 28.2.2018."),
        ("1.1.0001", "Check the year."),
        ("31.12.1899", "Check the year."),
        ("1.1.2200", "Check the year."),
        ("9999-12-31", "Check the year."),
    ],
)
def test_what_is_not_a_day_gets_its_own_sentence(typed, sentence):
    with pytest.raises(ValueError) as refusal:  # noqa: PT011 -- the sentence is what is compared
        dates.read_day(typed)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("day", "clock", "once"),
    [
        (date(2018, 3, 25), time(3, 30), False),
        (date(2018, 10, 28), time(3, 30), False),
        (date(2018, 10, 28), time(4, 30), True),
        (date(2018, 2, 28), time(16, 0), True),
    ],
)
def test_the_hours_of_a_clock_change_do_not_exist_once(day, clock, once):
    assert dates.exists_once(day, clock) == once


def test_days_before_a_deadline_are_counted_on_the_calendar_over_the_clock_change():
    deadline = datetime(2018, 10, 31, 14, 0, tzinfo=UTC)
    assert dates.days_before(deadline, 3, time(9)).astimezone(UTC) == datetime(2018, 10, 28, 7, 0, tzinfo=UTC)
    assert dates.days_before(deadline, 7, time(9)).astimezone(UTC) == datetime(2018, 10, 24, 6, 0, tzinfo=UTC)


def test_the_local_day_is_that_of_helsinki_around_midnight():
    assert dates.local_day(datetime(2018, 2, 27, 22, 30, tzinfo=UTC)) == date(2018, 2, 28)


def test_a_deadline_is_written_with_weekday_date_and_clock():
    deadline = datetime(2018, 2, 28, 14, 0, tzinfo=UTC)
    with translation.override("fi"):
        assert dates.moment(deadline) == "keskiviikkona 28.2.2018 klo\u00a016.00"
        assert dates.stamp(deadline, seconds=True) == "28.2.2018 klo\u00a016.00.00"
    with translation.override("en"):
        assert dates.moment(deadline) == "Wednesday 28.2.2018 at 16.00"


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2018, 2, 28), 6, date(2018, 8, 28)),
        (date(2018, 8, 31), 6, date(2019, 2, 28)),
        (date(2019, 8, 31), 6, date(2020, 2, 29)),
        (date(2018, 6, 30), 6, date(2018, 12, 30)),
        (date(2018, 7, 1), 0, date(2018, 7, 1)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day, months, later):
    assert dates.months_after(day, months) == later
