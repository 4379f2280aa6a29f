"""Times that a coordinator offers: one by one and by a weekly pattern, with holidays and the turning of the clocks."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from advice import actions
from advice.models import Slot
from advice.queries.times import LeftOut, Pattern, planned
from core import dates
from registry.models import Event
from tests.factories import AT, acting, make_appointment, make_person, make_slot

TEN = dates.local(date(2018, 2, 21), time(10))


def pattern(**changes) -> Pattern:
    """Wednesdays 9–11 by half an hour, for three weeks from 14 February 2018."""
    facts = {"weekdays": frozenset({2}), "begins": time(9), "ends": time(11), "minutes": 30}
    return Pattern(**{**facts, "first": date(2018, 2, 14), "last": date(2018, 3, 6), **changes})


def clocks(plan) -> list[str]:
    return [f"{dates.day(start)} {dates.clock(start)}–{dates.clock(end)}" for start, end in plan.times]


def test_a_pattern_makes_times_one_after_another_on_its_days_only():
    plan = planned(pattern(last=date(2018, 2, 21)), [], at=AT - timedelta(days=2))
    assert clocks(plan) == [
        *(f"14.2.2018 {clock}" for clock in ("9.00–9.30", "9.30–10.00", "10.00–10.30", "10.30–11.00")),
        *(f"21.2.2018 {clock}" for clock in ("9.00–9.30", "9.30–10.00", "10.00–10.30", "10.30–11.00")),
    ]
    assert plan.left_out == []


def test_a_time_that_does_not_fit_before_the_end_is_not_made():
    plan = planned(pattern(minutes=45, last=date(2018, 2, 14)), [], at=AT - timedelta(days=2))
    assert clocks(plan) == ["14.2.2018 9.00–9.45", "14.2.2018 9.45–10.30"]


def test_holidays_and_eves_are_left_out_unless_they_are_chosen():
    """Thursdays to Sundays around Midsummer 2018: Friday 22.6. is its eve, Saturday 23.6. the day."""
    facts = {"weekdays": frozenset({3, 4, 5, 6}), "ends": time(9, 30), "first": date(2018, 6, 21), "last": date(2018, 6, 24)}
    plan = planned(pattern(**facts), [], at=AT)
    assert clocks(plan) == ["21.6.2018 9.00–9.30", "24.6.2018 9.00–9.30"]
    assert plan.left_out == [LeftOut(date(2018, 6, 22), "day_off"), LeftOut(date(2018, 6, 23), "day_off")]
    assert len(planned(pattern(**facts, on_holidays=True), [], at=AT).times) == 4


@pytest.mark.parametrize("day", [date(2018, 3, 25), date(2018, 10, 28)])
def test_times_in_the_hours_when_the_clocks_are_turned_are_left_out(day):
    """In March there is no 3.00–3.59, in October it comes twice. Both days are Sundays."""
    facts = {"weekdays": frozenset({6}), "begins": time(2), "ends": time(5), "minutes": 60, "first": day, "last": day}
    plan = planned(pattern(**facts), [], at=AT)
    assert clocks(plan) == [f"{dates.day(day)} 4.00–5.00"]
    assert plan.left_out == [LeftOut(day, "no_such_clock", time(2)), LeftOut(day, "no_such_clock", time(3))]


def test_the_same_clock_time_stays_on_both_sides_of_the_turning():
    facts = {"weekdays": frozenset({0}), "ends": time(9, 30), "first": date(2018, 10, 22), "last": date(2018, 10, 29)}
    before, after = planned(pattern(**facts), [], at=AT).times
    assert (before[0], after[0]) == (datetime(2018, 10, 22, 6, tzinfo=UTC), datetime(2018, 10, 29, 7, tzinfo=UTC))


def test_times_that_overlap_and_times_that_are_past_are_left_out_one_by_one():
    taken = [(dates.local(date(2018, 2, 14), time(9, 45)), dates.local(date(2018, 2, 14), time(10, 15)))]
    plan = planned(pattern(last=date(2018, 2, 14)), taken, at=dates.local(date(2018, 2, 14), time(9, 10)))
    assert clocks(plan) == ["14.2.2018 10.30–11.00"]
    assert [(one.clock, one.why) for one in plan.left_out] == [
        (time(9), "past"), (time(9, 30), "overlaps"), (time(10), "overlaps"),
    ]  # fmt: skip


pytestmark = pytest.mark.django_db


def offer(coordinator, **changes) -> Slot:
    facts = {"day": date(2018, 2, 21), "clock": time(10), "minutes": 30, "place": "phone"}
    return actions.offer_time(by=acting(coordinator, "coordinator"), at=AT, **{**facts, **changes})


def refusal(act, *arguments, **options) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        act(*arguments, **options)
    return refused.value.messages


def test_one_time_is_offered_and_recorded(coordinator, programme):
    slot = offer(coordinator, place="library")
    assert (slot.adviser, slot.starts_at, slot.minutes) == (coordinator, TEN, 30)
    assert slot.where == programme.contact_address
    event = Event.objects.get(act="offer_time")
    assert (event.about, event.actor, event.details) == (slot.about, f"person:{coordinator.pk}", {})


def test_a_room_of_the_library_stands_after_its_address(coordinator, programme):
    assert offer(coordinator, place="library", where="Muisku-sali").where == f"{programme.contact_address}, Muisku-sali"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"minutes": 5}, "A time takes from 10 to 240 minutes."),
        ({"clock": time(23, 50)}, "A time ends before midnight."),
        ({"day": date(2018, 2, 13)}, "This day is past."),
        ({"day": date(2018, 2, 14)}, "This time can't be offered: past already."),
        ({"day": date(2018, 3, 25), "clock": time(3)}, "This time can't be offered: the clocks are turned then."),
        ({"place": "elsewhere"}, "Write the address of the place."),
        ({"place": "video", "where": "http://video.example/1"}, "Write the link of the video talk. It begins with https://"),
    ],
)
def test_a_time_that_makes_no_sense_is_not_offered(coordinator, changes, sentence):
    assert refusal(offer, coordinator, **changes) == [sentence]
    assert Slot.objects.count() == 0


def test_one_coordinator_s_times_never_overlap_and_two_coordinators_times_may(coordinator):
    offer(coordinator)
    assert refusal(offer, coordinator, clock=time(10, 15)) == ["This time can't be offered: you offer a time then already."]
    offer(coordinator, clock=time(10, 30))
    other = make_person("elli@joensuu.example", name="Elli Esimerkki", roles=["coordinator"])
    offer(other, clock=time(10, 15))
    assert Slot.objects.count() == 3


def test_the_database_itself_refuses_the_same_start_twice(coordinator):
    slot = offer(coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.create(adviser=coordinator, starts_at=slot.starts_at, ends_at=slot.ends_at, place="phone", offered_at=AT)


def test_a_withdrawn_time_can_be_offered_again(coordinator):
    slot = offer(coordinator)
    actions.withdraw_time(slot, by=acting(coordinator, "coordinator"), at=AT)
    assert offer(coordinator).starts_at == slot.starts_at
    assert list(Slot.objects.free(AT).values_list("pk", flat=True)) == [Slot.objects.latest("pk").pk]


def test_a_booked_time_is_not_withdrawn(coordinator, applicant):
    slot = make_slot(coordinator, TEN)
    make_appointment(slot, applicant, at=AT)
    sentence = "This time is booked. Cancel the appointment, or move it to another time."
    assert refusal(actions.withdraw_time, slot, by=acting(coordinator, "coordinator"), at=AT) == [sentence]


def test_a_pattern_is_offered_beside_what_is_there_already(coordinator):
    offer(coordinator)
    by = acting(coordinator, "coordinator")
    plan = actions.offer_pattern(by=by, at=AT - timedelta(days=2), pattern=pattern(), place="phone")
    assert (len(plan.times), [one.clock for one in plan.left_out]) == (11, [time(10)])
    assert Slot.objects.filter(adviser=coordinator).count() == 12
    event = Event.objects.get(act="offer_pattern")
    assert (event.about, event.details) == (f"person:{coordinator.pk}", {"times": 11, "left_out": 1})


def test_the_same_pattern_again_makes_nothing(coordinator):
    by, at = acting(coordinator, "coordinator"), AT - timedelta(days=2)
    actions.offer_pattern(by=by, at=at, pattern=pattern(), place="phone")
    sentence = "None of these times can be offered. Change the days or the clock times."
    assert refusal(actions.offer_pattern, by=by, at=at, pattern=pattern(), place="phone") == [sentence]
    assert Slot.objects.count() == 12


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"minutes": 241}, "A time takes from 10 to 240 minutes."),
        ({"ends": time(9, 20)}, "No time of this length fits between the clock times."),
        ({"first": date(2018, 2, 1)}, "The first day is past."),
        ({"last": date(2018, 2, 13)}, "The last day can't be before the first."),
        ({"last": date(2019, 3, 1)}, "Offer times for at most a year at once."),
        (
            {"weekdays": frozenset(range(5)), "ends": time(16), "last": date(2018, 12, 1)},
            "This would make 2842 times. Offer at most 300 at once.",
        ),
    ],
)
def test_a_pattern_that_makes_no_sense_is_refused(coordinator, changes, sentence):
    by = acting(coordinator, "coordinator")
    arguments = {"by": by, "at": AT - timedelta(days=1), "pattern": pattern(**changes), "place": "phone"}
    assert refusal(actions.offer_pattern, **arguments) == [sentence]
    assert Slot.objects.count() == 0
