"""When decisions may be set to be published, by the clocks of Helsinki."""

from datetime import UTC, datetime, timedelta

import pytest

from decisions import rules

# 12.00 in Helsinki, six days before the clocks are turned forward.
NOW = datetime(2018, 3, 19, 10, 0, tzinfo=UTC)
PAST, FAR, CLOCKS = (
    "Choose a time that is still to come.",
    "Choose a time within 60 days.",
    "The clocks are changed in that hour. Choose another time.",
)


@pytest.mark.parametrize(
    ("due_at", "sentence"),
    [
        (NOW - timedelta(days=1), PAST),
        (NOW, PAST),
        (NOW + timedelta(seconds=1), ""),
        (NOW + timedelta(days=60), ""),
        (NOW + timedelta(days=60, seconds=1), FAR),
        (NOW + timedelta(days=365), FAR),
    ],
)
def test_the_time_is_still_to_come_and_not_far(due_at, sentence):
    assert rules.broken_time(due_at, NOW) == sentence


@pytest.mark.parametrize("hour", [0, 1])
def test_an_hour_that_comes_twice_is_no_time(hour):
    autumn = datetime(2018, 10, 20, 10, 0, tzinfo=UTC)
    # 3.30 in summer time, and an hour later again.
    assert rules.broken_time(datetime(2018, 10, 28, hour, 30, tzinfo=UTC), autumn) == CLOCKS
    assert rules.broken_time(datetime(2018, 10, 28, hour + 2, 30, tzinfo=UTC), autumn) == ""


def test_a_whole_day_late_is_not_too_late_yet():
    assert not rules.is_too_late(NOW, NOW + timedelta(hours=24))
    assert rules.is_too_late(NOW, NOW + timedelta(hours=24, seconds=1))
