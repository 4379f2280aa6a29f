"""What the gate asks, and what what was sent says plainly."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from applications.models import COMPLETION_REASONS
from applications.sections import sections_of
from reviews.rules import CHECKS, FAILED, GATE, NOT_DONE, PASSED, Snapshot, state_of
from rounds.models import KINDS

GOOD = Snapshot(
    kind="development",
    group_type="association",
    group_type_label="Registered association",
    carrier="Esimerkkikylän yhdistys ry",
    business_id="9100001-3",
    is_business_id=True,
    arrived=datetime(2018, 2, 14, 10, tzinfo=UTC),
    closes_at=datetime(2018, 2, 28, 14, tzinfo=UTC),
    is_late=False,
    applied=Decimal("69999.99"),
    ceiling=Decimal("70000.00"),
    starts=date(2018, 4, 1),
    ends=date(2020, 12, 31),
    earliest_start=date(2018, 4, 1),
    latest_end=date(2020, 12, 31),
    place="Joensuun kantakaupunki.",
    area=("Joensuun kantakaupunki", "Central area of Joensuu"),
    target_groups=("people furthest from work",),
)


def answer(code: str, **changes) -> bool | None:
    return CHECKS[code].answer(replace(GOOD, **changes))


def test_what_is_plain_is_answered_and_the_rest_is_a_persons():
    answers = {check.code: check.answer(GOOD) for check in GATE}
    assert answers == {code: None if code in {"no_double_funding", "not_running_costs"} else True for code in CHECKS}


@pytest.mark.parametrize(
    ("code", "changes", "expected"),
    [
        ("eligible_carrier", {"is_business_id": False}, False),
        ("eligible_carrier", {"group_type": "cooperative"}, None),
        ("eligible_carrier", {"group_type": "other_body"}, None),
        ("eligible_carrier", {"group_type": "free_group", "carrier": "Esimerkkikantaja r.y."}, True),
        ("eligible_carrier", {"group_type": "free_group", "carrier": "Esimerkkiryhmä"}, None),
        ("in_area", {"place": "Kauppatori"}, None),
        ("in_area", {"place": "Ei kantakaupungissa"}, None),
        ("in_area", {"place": "central area of joensuu"}, True),
        ("in_area", {"place": ""}, None),
        ("target_group", {"target_groups": ()}, None),
        ("in_time", {"is_late": True}, False),
        ("under_limit", {"applied": Decimal("70000.00")}, False),
        ("within_dates", {"starts": date(2018, 3, 31)}, False),
        ("within_dates", {"starts": date(2018, 3, 31), "kind": "event"}, True),
        ("within_dates", {"ends": date(2021, 1, 1)}, False),
        ("within_dates", {"ends": date(2018, 3, 1)}, False),
        ("within_dates", {"starts": None}, None),
        ("within_dates", {"ends": None}, None),
    ],
)
def test_each_check_at_its_edges(code, changes, expected):
    assert answer(code, **changes) is expected


def test_only_dates_and_sums_are_settled_by_the_system():
    assert [check.code for check in GATE if check.is_exact] == ["in_time", "under_limit", "within_dates"]


def test_every_check_fills_its_facts_from_the_snapshot_even_an_empty_one():
    empty = replace(GOOD, starts=None, ends=None, place="", business_id="", target_groups=())
    assert [it.code for snapshot in (GOOD, empty) for it in GATE if "%(" in it.facts_of(snapshot)] == []


@pytest.mark.parametrize("kind", list(KINDS))
def test_the_part_to_complete_is_one_of_the_form_and_its_reason_is_known(kind):
    slugs = {section.slug for section in sections_of(kind)}
    named = {check.code: check.section_for(kind) for check in GATE if check.section}
    assert {code: slug for code, slug in named.items() if slug not in slugs} == {}
    assert {check.ask_for for check in GATE} <= set(COMPLETION_REASONS)


@pytest.mark.parametrize(
    ("answers", "state"),
    [([True, True], PASSED), ([True, None], NOT_DONE), ([None, False], FAILED), ([True, False], FAILED)],
)
def test_one_no_closes_it_and_what_is_open_holds_it_up(answers, state):
    assert state_of(answers) == state
