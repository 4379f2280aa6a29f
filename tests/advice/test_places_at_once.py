"""Twenty people on five places at once: five go, fifteen wait in the order they came, and nobody moves up twice."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from advice.actions import cancel_sign_up, sign_up
from advice.models import Meeting, SignUp
from core import clock
from registry.models import Letter
from tests.factories import acting, make_person
from tests.meetings import make_meeting

pytestmark = pytest.mark.django_db(transaction=True)

AT_ONCE, SEATS = 20, 5


def all_at_once(count: int, does: Callable[[int], object]) -> list[object]:
    """What each of the calls gave, started at the same moment on connections of their own."""
    barrier, came = threading.Barrier(count), [None] * count

    def run(number: int) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=60)
            came[number] = does(number)
        except Exception as error:
            came[number] = repr(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return came


@pytest.fixture
def meeting() -> Meeting:
    return make_meeting(make_person("kaisa@joensuu.example", roles=["coordinator"]), seats=SEATS)


@pytest.fixture
def places(meeting) -> list[SignUp]:
    """Of twenty people who all pressed at once, in the order in which the portal took them."""
    people, at = [make_person(f"tulija{number}@example.org") for number in range(AT_ONCE)], clock.now()
    came = all_at_once(AT_ONCE, lambda number: sign_up(meeting, by=acting(people[number]), at=at))
    assert [it for it in came if not isinstance(it, SignUp)] == []
    return list(meeting.sign_ups.order_by("pk"))


def test_five_of_twenty_go_and_fifteen_wait_in_the_order_they_came(meeting, places):
    assert [place.state for place in places] == ["going"] * SEATS + ["waiting"] * (AT_ONCE - SEATS)
    assert [place.number for place in places[SEATS:]] == list(range(1, AT_ONCE - SEATS + 1))
    assert Meeting.objects.get().taken == SEATS


def test_two_who_give_up_at_once_move_two_up(meeting, places):
    at = clock.now()
    came = all_at_once(2, lambda number: cancel_sign_up(places[number], by=acting(places[number].person), at=at))
    assert sorted(one.pk for moved in came for one in moved) == [places[SEATS].pk, places[SEATS + 1].pk]
    states = list(meeting.sign_ups.order_by("pk").values_list("state", flat=True))
    assert states == ["cancelled"] * 2 + ["going"] * SEATS + ["waiting"] * (AT_ONCE - SEATS - 2)
    assert Meeting.objects.get().taken == SEATS
    assert Letter.objects.filter(kind="advice/moved_up").count() == 2


def test_one_person_who_presses_twenty_times_at_once_has_one_place(meeting):
    person, at = make_person("hätäinen@example.org"), clock.now()
    came = all_at_once(AT_ONCE, lambda number: sign_up(meeting, by=acting(person), at=at))
    assert {it.pk for it in came} == {SignUp.objects.get().pk}
    assert Letter.objects.filter(kind="advice/signed_up").count() == 1
