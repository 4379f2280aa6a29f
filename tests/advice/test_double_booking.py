"""Twenty people at once want the same time: one gets it, and the others are told kindly. The same for who moves and who cancels."""

import threading
from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import translation

from accounts.models import User
from advice import actions
from advice.models import Appointment, Slot
from core import dates
from registry.models import Event, Letter
from tests.factories import AT, acting, make_appointment, make_person, make_programme, make_slot

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE = 20
TEN = dates.local(date(2018, 2, 21), time(10))
GONE = "Somebody has just booked this time."


def all_at_once(*does: Callable[[], object]) -> list[str]:
    """What came of each of the calls, started at the same moment on connections of their own."""
    barrier, came = threading.Barrier(len(does)), [""] * len(does)

    def run(number: int) -> None:
        try:
            with translation.override("en"):
                connection.ensure_connection()
                barrier.wait(timeout=60)
                does[number]()
                came[number] = "done"
        except ValidationError as refusal:
            came[number] = refusal.messages[0]
        except Exception as error:
            came[number] = repr(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(does))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return came


@pytest.fixture
def people() -> list[User]:
    return [make_person(f"henkilo{number}@example.org", name=f"Henkilö {number}") for number in range(AT_ONCE)]


@pytest.fixture
def slot(coordinator) -> Slot:
    make_programme()
    return make_slot(coordinator, TEN)


@pytest.fixture
def later(slot, coordinator) -> Slot:
    return make_slot(coordinator, TEN + timedelta(hours=1))


def booking(slot: Slot, person: User) -> Callable[[], object]:
    return lambda: make_appointment(slot, person, at=AT)


def moving(appointment: Appointment, slot: Slot) -> Callable[[], object]:
    return lambda: actions.move_appointment(appointment, by=acting(appointment.person), at=AT, slot=slot)


def held(slot: Slot) -> list[Appointment]:
    return list(Appointment.objects.standing().filter(slot=slot))


def test_of_twenty_people_exactly_one_gets_the_time_and_the_others_are_told_kindly(slot, people):
    came = all_at_once(*(booking(slot, person) for person in people))
    assert sorted(came) == sorted(["done"] + [GONE] * (AT_ONCE - 1))
    [appointment] = held(slot)
    assert came[people.index(appointment.person)] == "done"
    assert Event.objects.filter(act="book_time").count() == 1
    told = Letter.objects.filter(kind="advice/appointment_booked").values_list("to", flat=True)
    assert set(told) == {appointment.person.email, slot.adviser.email}


def test_of_two_who_move_to_one_time_one_gets_it_and_the_other_keeps_hers(slot, later, coordinator, people):
    wanted = make_slot(coordinator, TEN + timedelta(hours=2))
    first, second = make_appointment(slot, people[0], at=AT), make_appointment(later, people[1], at=AT)
    came = all_at_once(moving(first, wanted), moving(second, wanted))
    assert sorted(came) == sorted(["done", GONE])
    loser = second if came[0] == "done" else first
    assert len(held(wanted)) == 1
    assert held(loser.slot) == [loser]


def test_two_who_swap_their_times_wait_for_nobody_for_ever(slot, later, people):
    first, second = make_appointment(slot, people[0], at=AT), make_appointment(later, people[1], at=AT)
    assert all_at_once(moving(first, later), moving(second, slot)) == [GONE, GONE]
    assert (held(slot), held(later)) == ([first], [second])


def test_of_one_who_moves_and_one_who_books_one_gets_the_time(slot, later, people):
    appointment = make_appointment(slot, people[0], at=AT)
    came = all_at_once(moving(appointment, later), booking(later, people[1]))
    assert sorted(came) == sorted(["done", GONE])
    assert len(held(later)) == 1
    assert len(held(slot)) == (0 if came[0] == "done" else 1)


def test_a_time_that_is_cancelled_while_twenty_wait_goes_to_one_of_them_or_to_nobody(slot, people):
    appointment = make_appointment(slot, people[0], at=AT)
    cancelling = lambda: actions.cancel_appointment(appointment, by=acting(people[0]), at=AT)  # noqa: E731 -- one of twenty calls
    came = all_at_once(cancelling, *(booking(slot, person) for person in people[1:]))
    assert came[0] == "done"
    assert set(came[1:]) <= {"done", GONE}
    assert came[1:].count("done") == len(held(slot)) <= 1
    assert make_appointment(slot, people[1], at=AT) if not held(slot) else True


def test_one_person_who_presses_everywhere_at_once_holds_two_times_at_most(slot, coordinator, people):
    slots = [make_slot(coordinator, TEN + timedelta(hours=hours)) for hours in range(1, 6)]
    came = all_at_once(*(booking(it, people[0]) for it in slots))
    assert came.count("done") == 2
    assert Appointment.objects.standing().filter(person=people[0]).count() == 2


def test_one_coordinator_who_offers_in_two_windows_makes_no_times_that_overlap(coordinator):
    make_programme()
    by = acting(coordinator, "coordinator")

    def offering(minute: int) -> Callable[[], object]:
        facts = {"day": date(2018, 2, 21), "clock": time(10, minute), "minutes": 30, "place": "phone"}
        return lambda: actions.offer_time(by=by, at=AT, **facts)

    came = all_at_once(*(offering(minute) for minute in range(0, 20)))
    assert came.count("done") == 1
    assert Slot.objects.count() == 1


def test_looking_and_then_writing_would_book_it_twice_but_for_the_database(slot, people):
    """The control: the same twenty with the guard most people write. Without the constraint each of them would have the time."""
    looked = threading.Barrier(AT_ONCE)

    def book_carelessly(person: User) -> None:
        is_free = not Appointment.objects.standing().filter(slot=slot).exists()
        looked.wait(timeout=60)
        if is_free:
            Appointment.objects.create(slot=slot, person=person, booked_at=AT, changed_at=AT)

    came = all_at_once(*(lambda person=person: book_carelessly(person) for person in people))
    assert came.count("done") == 1
    assert [answer[:14] for answer in came if answer != "done"] == ["IntegrityError"] * (AT_ONCE - 1)
