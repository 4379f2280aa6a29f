"""Each rule on both sides of its boundary."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from applications import rules
from applications.rules import RULES, Snapshot, broken
from core.dates import local

OPENS = local(date(2018, 1, 16), time(8))
CLOSES = local(date(2018, 2, 28), time(16))
NOON = local(date(2018, 2, 14), time(12))
SECOND = timedelta(seconds=1)

EVENT = Snapshot(
    kind="event",
    applied=Decimal("7999.99"),
    ceiling=Decimal("8000.00"),
    opens_at=OPENS,
    closes_at=CLOSES,
    grace=timedelta(seconds=60),
    is_confirmed=True,
    earliest_start=date(2018, 4, 1),
    latest_end=date(2020, 12, 31),
    starts=None,
    ends=date(2020, 12, 31),
)
PROJECT = replace(
    EVENT,
    kind="development",
    applied=Decimal("69999.99"),
    ceiling=Decimal("70000.00"),
    starts=date(2018, 4, 1),
    ends=date(2020, 12, 31),
)


def codes(snapshot: Snapshot, now: datetime = NOON) -> list[str]:
    return [it.code for it in broken(snapshot, now)]


def test_a_full_application_of_either_kind_breaks_nothing():
    assert codes(EVENT) == []
    assert codes(PROJECT) == []


@pytest.mark.parametrize(
    ("snapshot", "changes", "code"),
    [
        (EVENT, {"applied": Decimal("8000.00")}, "event_stays_below_ceiling"),
        (PROJECT, {"applied": Decimal("70000.00")}, "development_stays_below_ceiling"),
        (EVENT, {"applied": Decimal("0.00")}, "something_is_applied_for"),
        (EVENT, {"applied": Decimal("0.00"), "costs": Decimal("0.01")}, "something_is_left_to_apply_for"),
        (EVENT, {"gap": Decimal("0.01")}, "money_covers_the_costs"),
        (EVENT, {"gap": Decimal("-0.01")}, "money_stays_within_the_costs"),
        (EVENT, {"incomplete": ("Plan the event",)}, "sections_are_complete"),
        (EVENT, {"not_understood": ("Date of the event",)}, "answers_are_understood"),
        (EVENT, {"unfinished_of_group": ("Bank account",)}, "group_profile_is_complete"),
        (EVENT, {"ends": date(2021, 1, 1)}, "event_is_in_time"),
        (EVENT, {"starts": date(2020, 12, 31), "ends": date(2020, 12, 30)}, "event_ends_after_start"),
        (PROJECT, {"starts": date(2018, 3, 31)}, "project_starts_in_time"),
        (PROJECT, {"ends": date(2021, 1, 1)}, "project_ends_in_time"),
        (PROJECT, {"starts": date(2019, 5, 2), "ends": date(2019, 5, 1)}, "project_ends_after_start"),
        (EVENT, {"is_confirmed": False}, "round_has_opened"),
    ],
)
def test_each_rule_is_broken_just_beyond_its_boundary(snapshot, changes, code):
    assert codes(replace(snapshot, **changes)) == [code]


@pytest.mark.parametrize(
    ("snapshot", "changes"),
    [
        (EVENT, {"applied": Decimal("0.01")}),
        (EVENT, {"ends": date(2020, 12, 31)}),
        (EVENT, {"ends": None}),
        (PROJECT, {"starts": date(2018, 4, 1)}),
        (PROJECT, {"starts": date(2019, 5, 1), "ends": date(2019, 5, 1)}),
        (PROJECT, {"starts": None, "ends": None}),
        (replace(EVENT, kind="event"), {"starts": date(2017, 1, 1)}),
    ],
)
def test_each_rule_holds_just_within_its_boundary(snapshot, changes):
    assert codes(replace(snapshot, **changes)) == []


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (OPENS - SECOND, ["round_has_opened"]),
        (OPENS, []),
        (CLOSES - SECOND, []),
        (CLOSES, []),
        (CLOSES + timedelta(seconds=59), []),
        (CLOSES + timedelta(seconds=60), ["round_has_not_closed"]),
    ],
)
def test_the_window_opens_on_the_second_and_closes_after_the_same_minute_of_grace_for_all(now, expected):
    assert codes(EVENT, now) == expected


def test_all_that_is_broken_is_said_at_once_in_whole_sentences():
    sentences = [it.sentence for it in broken(replace(EVENT, applied=Decimal("8000"), incomplete=("A", "B")), NOON)]
    assert sentences == [
        "These parts are not ready: A, B.",
        "The sum for an event must be below 8\u00a0000\u00a0€. You now apply for 8\u00a0000\u00a0€.",
    ]


def test_every_sentence_can_be_filled_in():
    for rule in RULES:
        for snapshot in (EVENT, PROJECT):
            assert "%" not in str(rule.sentence) % snapshot.words


def test_the_rules_of_the_window_are_rules():
    assert {rule.code for rule in RULES} > rules.WINDOW
