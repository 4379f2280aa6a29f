"""Meetings: places, the waiting list that moves by itself, and who is told what."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from icalendar import Calendar

from advice.actions import announce_meeting, cancel_meeting, cancel_sign_up, edit_meeting, note_attendance, sign_up
from advice.models import Meeting, SignUp
from core import dates
from registry.models import Letter
from registry.queries import events_about
from tests.factories import AT, acting, make_person
from tests.meetings import make_caller, make_meeting, make_place

pytestmark = pytest.mark.django_db

# Wednesday a week after `AT`, 17.00 in Helsinki.
EVENING = datetime(2018, 2, 21, 15, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_that_day():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def people() -> list:
    return [make_person(f"tulija{number}@example.org", name=f"Tulija {number}", language="en") for number in range(4)]


def fields_of(meeting: Meeting, **changes) -> dict:
    names = ("kind", "title", "text", "starts_at", "ends_at", "place", "seats")
    return {**{name: getattr(meeting, name) for name in names}, **changes}


def change(meeting: Meeting, coordinator, **changes) -> Meeting:
    return edit_meeting(meeting, by=acting(coordinator, "coordinator"), at=AT, **fields_of(meeting, **changes))


def letters(*, kind: str = "", status: str = "queued") -> list[tuple[str, str]]:
    waiting = Letter.objects.filter(status=status, kind__startswith="advice/").order_by("pk")
    return [(it.kind.removeprefix("advice/"), it.to) for it in waiting if kind in it.kind]


def states(meeting: Meeting) -> list[str]:
    return list(meeting.sign_ups.values_list("state", flat=True))


def event_in(letter: Letter) -> dict:
    calendar = Calendar.from_ical(letter.calendar)
    [event] = calendar.walk("VEVENT")
    return {
        "method": str(calendar["METHOD"]),
        "uid": str(event["UID"]),
        "sequence": event["SEQUENCE"],
        "starts": event["DTSTART"],
    }


# --- what the database refuses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": "party"}, "Choose a joint meeting or training"),
        ({"title": ""}, "Say what the meeting is about|cannot be blank"),
        ({"ends_at": EVENING}, "ends after it starts"),
        ({"seats": 0}, "at least one place"),
        ({"taken": 3}, "more people than places"),
        ({"cancelled_at": AT}, "cancelled with a reason"),
        ({"cancel_reason": "Sairaus"}, "cancelled with a reason"),
    ],
)
def test_a_meeting_that_makes_no_sense_is_refused_by_the_database(changes, sentence):
    facts = {"kind": "joint", "title": "T", "text": "X", "place": "P", "starts_at": EVENING, "seats": 2}
    times = {"ends_at": EVENING + timedelta(hours=1), "announced_at": AT, "changed_at": AT}
    meeting = Meeting(**{**facts, **times, **changes})
    with pytest.raises(ValidationError, match=sentence):
        meeting.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        meeting.save()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"state": "maybe"}, "Unknown state"),
        ({"name": "", "person": None}, "name of the person"),
        ({"came": True}, "Only those who had a place"),
        ({}, "signed up already"),
    ],
)
def test_a_sign_up_that_makes_no_sense_is_refused_by_the_database(coordinator, applicant, changes, sentence):
    meeting = make_meeting(coordinator)
    make_place(meeting, applicant)
    row = SignUp(**{"meeting": meeting, "person": applicant, "signed_up_at": AT, **changes})
    with pytest.raises(ValidationError, match=sentence):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


# --- announcing -------------------------------------------------------------------------------------------------------


def test_announcing_twice_by_a_second_press_announces_once(coordinator):
    assert make_meeting(coordinator) == make_meeting(coordinator)
    assert [event.act for event in events_about(Meeting.objects.get().about)] == ["announce_meeting"]


@pytest.mark.parametrize(
    ("starts_at", "hours", "sentence"),
    [(AT - timedelta(hours=1), 2, "still to come"), (EVENING, 0, "ends after it starts"), (EVENING, -1, "ends after it starts")],
)
def test_a_meeting_is_announced_for_a_time_to_come_and_ends_after_it_starts(coordinator, starts_at, hours, sentence):
    with pytest.raises(ValidationError, match=sentence):
        make_meeting(coordinator, starts_at=starts_at, hours=hours)


def test_the_words_of_a_meeting_are_not_in_the_events(coordinator):
    meeting = make_meeting(coordinator)
    change(meeting, coordinator, title="Toinen")
    assert [event.details for event in events_about(meeting.about)] == [{"fields": ["title"]}, {"kind": "training"}]


# --- places -----------------------------------------------------------------------------------------------------------


def test_who_signs_up_has_a_place_a_letter_and_a_reminder_for_nine_on_the_day_before(coordinator, people):
    meeting = make_meeting(coordinator)
    place = make_place(meeting, people[0])
    assert (place.state, Meeting.objects.get().taken) == ("going", 1)
    assert letters() == [("signed_up", people[0].email), ("meeting_near", people[0].email)]
    near = Letter.objects.get(kind="advice/meeting_near")
    assert dates.stamp(near.not_before) == "20.2.2018 at 9.00"
    assert near.not_after == meeting.starts_at


def test_who_signs_up_on_the_last_day_needs_no_reminder(coordinator, people):
    make_place(make_meeting(coordinator), people[0], at=dates.local(EVENING.date(), time(9)))
    assert letters() == [("signed_up", people[0].email)]


def test_pressing_twice_signs_up_once(coordinator, people):
    meeting = make_meeting(coordinator)
    assert make_place(meeting, people[0]) == make_place(meeting, people[0])
    assert letters(kind="signed_up") == [("signed_up", people[0].email)]


def test_a_full_meeting_has_a_waiting_list_in_the_order_people_came(coordinator, people):
    meeting = make_meeting(coordinator, seats=1)
    places = [make_place(meeting, person) for person in people]
    assert [(place.state, place.is_waiting and place.number) for place in places] == [
        ("going", False),
        ("waiting", 1),
        ("waiting", 2),
        ("waiting", 3),
    ]
    letter = Letter.objects.get(kind="advice/signed_up", to=people[2].email)
    assert ("You are number 2 in the waiting list" in letter.body_text, letter.calendar) == (True, "")
    assert letters(kind="meeting_near") == [("meeting_near", people[0].email)]


def test_a_place_that_is_given_up_goes_to_the_first_who_waits_with_a_letter(coordinator, people):
    meeting = make_meeting(coordinator, seats=1)
    first, second, third = [make_place(meeting, person) for person in people[:3]]
    assert cancel_sign_up(first, by=acting(people[0]), at=AT) == [second]
    assert states(meeting) == ["cancelled", "going", "waiting"]
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.moved_up_at, third.number, Meeting.objects.get().taken) == (AT, 1, 1)
    assert letters(kind="moved_up") == [("moved_up", people[1].email)]
    assert letters(kind="meeting_near") == [("meeting_near", people[1].email)]
    assert letters(status="cancelled") == [("meeting_near", people[0].email)]


def test_leaving_the_waiting_list_moves_nobody_up(coordinator, people):
    meeting = make_meeting(coordinator, seats=1)
    places = [make_place(meeting, person) for person in people[:3]]
    assert cancel_sign_up(places[1], by=acting(people[1]), at=AT) == []
    assert states(meeting) == ["going", "cancelled", "waiting"]


def test_giving_up_twice_changes_nothing_the_second_time(coordinator, people):
    meeting = make_meeting(coordinator, seats=1)
    places = [make_place(meeting, person) for person in people[:3]]
    for _ in range(2):
        cancel_sign_up(places[0], by=acting(people[0]), at=AT)
    assert states(meeting) == ["cancelled", "going", "waiting"]


def test_who_gave_up_can_sign_up_again_at_the_end_of_the_list(coordinator, people):
    meeting = make_meeting(coordinator, seats=1)
    first, _second = [make_place(meeting, person) for person in people[:2]]
    cancel_sign_up(first, by=acting(people[0]), at=AT)
    again = make_place(meeting, people[0])
    assert (again.state, again.number, again.uid == first.uid) == ("waiting", 1, False)


@pytest.mark.parametrize("when", [EVENING, EVENING + timedelta(days=1)])
def test_the_list_is_closed_when_the_meeting_has_begun(coordinator, people, when):
    meeting = make_meeting(coordinator)
    place = make_place(meeting, people[0])
    for act in (
        lambda: sign_up(meeting, by=acting(people[1]), at=when),
        lambda: cancel_sign_up(place, by=acting(people[0]), at=when),
    ):
        with pytest.raises(ValidationError, match="has begun"):
            act()
    assert states(meeting) == ["going"]


def test_a_caller_has_a_place_and_gets_no_letter(coordinator, people):
    meeting = make_meeting(coordinator, seats=1)
    assert make_caller(meeting, coordinator) == make_caller(meeting, coordinator)
    assert (states(meeting), letters()) == (["going"], [])
    make_place(meeting, people[0])
    cancel_sign_up(SignUp.objects.get(name="Soili Soittaja"), by=acting(coordinator, "coordinator"), at=AT)
    assert letters(kind="moved_up") == [("moved_up", people[0].email)]


def test_a_caller_without_a_name_is_refused_in_words(coordinator):
    with pytest.raises(ValidationError, match="Write the name"):
        make_caller(make_meeting(coordinator), coordinator, name="  ")


def test_names_of_callers_are_not_in_the_events(coordinator):
    meeting = make_meeting(coordinator)
    place = make_caller(meeting, coordinator)
    assert events_about(meeting.about)[0].details == {"sign_up": place.pk, "state": "going"}


# --- changing ---------------------------------------------------------------------------------------------------------


def test_more_places_go_to_those_who_wait(coordinator, people):
    meeting = make_meeting(coordinator, seats=1)
    for person in people:
        make_place(meeting, person)
    change(meeting, coordinator, seats=3)
    assert states(meeting) == ["going", "going", "going", "waiting"]
    assert letters(kind="moved_up") == [("moved_up", people[1].email), ("moved_up", people[2].email)]
    assert letters(kind="changed") == []


def test_fewer_places_than_people_are_refused_in_words(coordinator, people):
    meeting = make_meeting(coordinator)
    for person in people[:2]:
        make_place(meeting, person)
    meeting.refresh_from_db()
    with pytest.raises(ValidationError, match="2 people are going"):
        change(meeting, coordinator, seats=1)
    assert change(meeting, coordinator, seats=2).seats == 2


def test_another_time_is_told_to_all_on_the_list_and_moves_the_reminders(coordinator, people):
    meeting = make_meeting(coordinator, seats=1)
    for person in people[:2]:
        make_place(meeting, person)
    meeting.refresh_from_db()
    later = EVENING + timedelta(days=7)
    moved = change(meeting, coordinator, starts_at=later, ends_at=later + timedelta(hours=1))
    assert moved.sequence == 1
    assert letters(kind="changed") == [("meeting_changed", people[0].email), ("meeting_changed", people[1].email)]
    [near] = Letter.objects.filter(kind="advice/meeting_near", status="queued")
    assert (near.to, dates.stamp(near.not_before)) == (people[0].email, "27.2.2018 at 9.00")


def test_another_wording_is_told_to_nobody_and_leaves_the_calendars(coordinator, people):
    meeting = make_meeting(coordinator)
    make_place(meeting, people[0])
    meeting.refresh_from_db()
    changed = change(meeting, coordinator, title="Uusi nimi")
    assert (changed.sequence, letters(kind="changed")) == (0, [])
    assert "Uusi nimi" in Letter.objects.get(kind="advice/meeting_near", status="queued").body_text


def test_a_moved_meeting_is_not_set_back_by_somebody_who_has_not_seen_it(coordinator):
    meeting = make_meeting(coordinator)
    seen = meeting.mark
    change(meeting, coordinator, place="Toinen talo")
    by = acting(coordinator, "coordinator")
    with pytest.raises(ValidationError, match="changed this meeting while you were writing"):
        edit_meeting(meeting, by=by, at=AT, seen=seen, **fields_of(meeting, title="Uusi nimi"))
    assert Meeting.objects.get().place == "Toinen talo"


def test_a_cancelled_meeting_is_told_to_all_on_the_list_with_its_reason(coordinator, people):
    meeting = make_meeting(coordinator, seats=1)
    for person in people[:2]:
        make_place(meeting, person)
    for _ in range(2):
        cancel_meeting(meeting, by=acting(coordinator, "coordinator"), at=AT, reason="Kouluttaja sairastui.")
    assert letters(kind="cancelled") == [("meeting_cancelled", people[0].email), ("meeting_cancelled", people[1].email)]
    assert letters(kind="near") == []
    assert "Kouluttaja sairastui." in Letter.objects.get(kind="advice/meeting_cancelled", to=people[1].email).body_text
    with pytest.raises(ValidationError, match="is cancelled"):
        make_place(meeting, people[2])
    with pytest.raises(ValidationError, match="is cancelled"):
        change(meeting, coordinator, seats=3)


def test_a_meeting_is_not_cancelled_without_a_reason_nor_after_it_began(coordinator):
    meeting, by = make_meeting(coordinator), acting(coordinator, "coordinator")
    with pytest.raises(ValidationError, match="Say why"):
        cancel_meeting(meeting, by=by, at=AT, reason=" ")
    with pytest.raises(ValidationError, match="has begun"):
        cancel_meeting(meeting, by=by, at=EVENING, reason="Sairaus")


def test_somebody_whose_account_is_closed_gets_no_letters(coordinator, people):
    meeting = make_meeting(coordinator)
    make_place(meeting, people[0])
    people[0].closed_at = AT
    people[0].save()
    cancel_meeting(meeting, by=acting(coordinator, "coordinator"), at=AT, reason="Sairaus")
    assert letters(kind="meeting_cancelled") == []


def test_who_came_is_noted_and_can_be_mended(coordinator, people):
    meeting, by = make_meeting(coordinator), acting(coordinator, "coordinator")
    places = [make_place(meeting, person) for person in people[:2]]
    with pytest.raises(ValidationError, match="when the meeting has begun"):
        note_attendance(meeting, by=by, at=AT, came=[places[0].pk])
    assert note_attendance(meeting, by=by, at=EVENING, came=[places[0].pk, 999_999]) == 1
    assert note_attendance(meeting, by=by, at=EVENING, came=[places[1].pk]) == 1
    assert list(meeting.sign_ups.values_list("came", flat=True)) == [False, True]


# --- calendars --------------------------------------------------------------------------------------------------------


def test_the_calendar_file_of_a_place_keeps_its_name_and_counts_its_changes(coordinator, people):
    meeting = make_meeting(coordinator)
    place = make_place(meeting, people[0])
    meeting.refresh_from_db()
    later = EVENING + timedelta(days=7)
    change(meeting, coordinator, starts_at=later, ends_at=later + timedelta(hours=1))
    cancel_meeting(meeting, by=acting(coordinator, "coordinator"), at=AT, reason="Sairaus")
    told = [event_in(Letter.objects.get(kind=f"advice/{kind}")) for kind in ("signed_up", "meeting_changed", "meeting_cancelled")]
    assert [(one["method"], one["sequence"]) for one in told] == [("PUBLISH", 0), ("PUBLISH", 1), ("CANCEL", 2)]
    assert {one["uid"] for one in told} == {str(place.uid)}
    assert told[0]["starts"].dt.isoformat() == "2018-02-21T17:00:00+02:00"
    assert told[0]["starts"].params["TZID"] == "Europe/Helsinki"


def test_giving_up_a_place_takes_it_out_of_ones_own_calendar_alone(coordinator, people):
    meeting = make_meeting(coordinator)
    place = make_place(meeting, people[0])
    cancel_sign_up(place, by=acting(people[0]), at=AT)
    told = event_in(Letter.objects.get(kind="advice/sign_up_cancelled"))
    assert (told["method"], told["sequence"], told["uid"]) == ("CANCEL", 1, str(place.uid))
    assert Meeting.objects.get().sequence == 0


# --- who sees what ----------------------------------------------------------------------------------------------------


def test_a_person_finds_her_own_places_in_meetings_to_come(coordinator, people):
    coming, over = make_meeting(coordinator, seats=1), make_meeting(coordinator, starts_at=AT + timedelta(hours=1), title="Ohi")
    off = make_meeting(coordinator, title="Peruttu")
    for meeting in (coming, over, off):
        make_place(meeting, people[0])
        make_place(meeting, people[1])
    cancel_meeting(off, by=acting(coordinator, "coordinator"), at=AT, reason="Sairaus")
    at = AT + timedelta(days=1)
    found = [SignUp.objects.visible_to(person).coming(at) for person in people[:3]]
    assert [[(it.meeting, it.state) for it in places] for places in found] == [[(coming, "going")], [(coming, "waiting")], []]


def test_announce_refuses_nothing_else_than_what_makes_no_sense(coordinator):
    """The same meeting on two days is two meetings."""
    first = make_meeting(coordinator)
    second = make_meeting(coordinator, starts_at=first.starts_at + timedelta(days=7))
    assert list(Meeting.objects.coming(AT)) == [first, second]
    by = acting(coordinator, "coordinator")
    assert announce_meeting(by=by, at=AT, **fields_of(second)) == second
