"""Booking, moving and cancelling a time, what both sides are told, and what is written down afterwards."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from advice import actions
from advice.models import AdviceGiven, Appointment, Slot
from advice.queries import appointments as queries
from core import dates
from registry.models import Event, Letter
from tests.factories import AT, acting, make_appointment, make_idea, make_person, make_slot

pytestmark = pytest.mark.django_db

# A week later, on a Wednesday.
TEN = dates.local(date(2018, 2, 21), time(10))
DAY_BEFORE = dates.local(date(2018, 2, 20), time(9))


@pytest.fixture
def slot(coordinator, programme) -> Slot:
    return make_slot(coordinator, TEN)


@pytest.fixture
def later(slot, coordinator) -> Slot:
    return make_slot(coordinator, TEN + timedelta(days=1))


@pytest.fixture
def booked(slot, applicant) -> Appointment:
    return make_appointment(slot, applicant, at=AT)


def refusal(act, *arguments, **options) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        act(*arguments, **options)
    return refused.value.messages


def letters(status: str = "queued") -> set[tuple[str, str]]:
    found = Letter.objects.filter(kind__startswith="advice/appointment", status=status).values_list("kind", "to")
    return {(kind.removeprefix("advice/appointment_"), to.partition("@")[0]) for kind, to in found}


def test_a_booking_is_recorded_and_told_to_both_sides(booked, slot, applicant):
    assert (booked.slot, booked.person, booked.sequence) == (slot, applicant, 0)
    event = Event.objects.get(act="book_time")
    assert (event.about, event.details) == (booked.about, {"slot": slot.pk})
    assert letters() == {("booked", "aino"), ("booked", "kaisa"), ("near", "aino"), ("near", "kaisa")}


def test_the_reminder_waits_until_nine_on_the_day_before_and_is_of_no_use_later_than_the_time(booked):
    reminders = Letter.objects.filter(kind="advice/appointment_near")
    assert set(reminders.values_list("not_before", "not_after")) == {(DAY_BEFORE, TEN)}


def test_the_day_before_is_counted_on_the_calendar_when_the_clocks_are_turned_between(coordinator, applicant):
    """The clocks go back in the night before Sunday 28.10.2018: between 9.00 and 16.00 of the next day there are 32 hours."""
    slot = make_slot(coordinator, dates.local(date(2018, 10, 28), time(16)), place="phone")
    make_appointment(slot, applicant, phone="040 123 4567")
    [moment] = set(Letter.objects.filter(kind="advice/appointment_near").values_list("not_before", flat=True))
    assert moment == datetime(2018, 10, 27, 6, 0, tzinfo=UTC)


def test_who_books_after_nine_on_the_day_before_gets_no_reminder(slot, applicant):
    make_appointment(slot, applicant, at=DAY_BEFORE)
    assert letters() == {("booked", "aino"), ("booked", "kaisa")}


def test_who_books_before_nine_on_the_day_before_gets_one(slot, applicant):
    make_appointment(slot, applicant, at=DAY_BEFORE - timedelta(minutes=1))
    assert ("near", "aino") in letters()


def test_a_booking_may_be_about_an_idea_or_an_application(slot, later, applicant, sent):
    idea = make_idea(applicant)
    about_idea = make_appointment(slot, applicant, at=AT, subject=idea, matter=" Mistä aloitan?  ")
    about_case = make_appointment(later, applicant, at=AT, subject=sent)
    assert (about_idea.idea, about_idea.application, about_idea.matter) == (idea, None, "Mistä aloitan?")
    assert (about_case.idea, about_case.application, about_case.subject) == (None, sent, sent)


def test_the_button_pressed_twice_makes_one_appointment(booked, slot, applicant):
    assert make_appointment(slot, applicant, at=AT) == booked
    assert (Appointment.objects.count(), Event.objects.filter(act="book_time").count()) == (1, 1)


def test_a_time_of_somebody_else_is_not_to_be_had(booked, slot, stranger):
    assert refusal(make_appointment, slot, stranger, at=AT) == ["Somebody has just booked this time."]


def test_a_time_can_be_booked_until_an_hour_before_it(slot, applicant):
    near = TEN - timedelta(minutes=59)
    assert refusal(make_appointment, slot, applicant, at=near) == ["This time is too near or past already."]
    assert make_appointment(slot, applicant, at=TEN - timedelta(hours=1)).slot == slot


def test_a_withdrawn_time_is_not_to_be_had(slot, coordinator, applicant):
    actions.withdraw_time(slot, by=acting(coordinator, "coordinator"), at=AT)
    assert refusal(make_appointment, slot, applicant, at=AT) == ["This time is not offered any more."]


def test_nobody_books_her_own_time(slot, coordinator):
    assert refusal(make_appointment, slot, coordinator, at=AT) == ["This is a time that you offer yourself. Others can book it."]


def test_one_person_holds_two_coming_times_at_most(booked, later, coordinator, applicant):
    make_appointment(later, applicant, at=AT)
    third = make_slot(coordinator, TEN + timedelta(days=2))
    sentence = "You have 2 appointments already. Cancel one of them, or come to them first."
    assert refusal(make_appointment, third, applicant, at=AT) == [sentence]
    actions.cancel_appointment(booked, by=acting(applicant), at=AT)
    assert make_appointment(third, applicant, at=AT).slot == third


def test_a_call_needs_a_number(coordinator, applicant):
    slot = make_slot(coordinator, TEN, place="phone")
    assert refusal(make_appointment, slot, applicant) == ["Write your telephone number, so that we can call you."]
    assert make_appointment(slot, applicant, phone=" 040 123 4567 ").phone == "040 123 4567"


def test_the_database_itself_refuses_a_second_booking_of_a_time(booked, slot, stranger):
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(slot=slot, person=stranger, booked_at=AT, changed_at=AT)


def test_a_moved_appointment_stays_the_same_one_at_another_time(booked, slot, later, applicant):
    moved = actions.move_appointment(booked, by=acting(applicant), at=AT, slot=later)
    assert (moved.pk, moved.uid, moved.slot, moved.sequence) == (booked.pk, booked.uid, later, 1)
    assert list(Slot.objects.free(AT)) == [slot]
    event = Event.objects.get(act="move_appointment")
    assert (event.about, event.details) == (booked.about, {"slot": later.pk, "before": slot.pk})


def test_moving_takes_back_the_old_reminders_and_posts_new_ones(booked, later, applicant):
    actions.move_appointment(booked, by=acting(applicant), at=AT, slot=later)
    assert letters("cancelled") == {("near", "aino"), ("near", "kaisa")}
    queued = Letter.objects.filter(kind="advice/appointment_near", status="queued")
    assert set(queued.values_list("not_before", "not_after")) == {(DAY_BEFORE + timedelta(days=1), later.starts_at)}
    assert {("moved", "aino"), ("moved", "kaisa")} < letters()


def test_moving_to_the_same_time_changes_nothing(booked, slot, applicant):
    assert actions.move_appointment(booked, by=acting(applicant), at=AT, slot=slot).sequence == 0
    assert Event.objects.filter(act="move_appointment").count() == 0


def test_a_move_to_another_coordinator_tells_the_old_and_the_new_one(booked, applicant):
    other = make_person("elli@joensuu.example", name="Elli Esimerkki", roles=["coordinator"])
    actions.move_appointment(booked, by=acting(applicant), at=AT, slot=make_slot(other, TEN))
    new = {("moved", "aino"), ("booked", "elli"), ("cancelled", "kaisa"), ("near", "aino"), ("near", "elli")}
    assert letters() == {("booked", "aino"), ("booked", "kaisa")} | new


def test_a_move_to_a_call_needs_a_number(booked, coordinator, applicant):
    call = make_slot(coordinator, TEN + timedelta(days=1), place="phone")
    by = acting(applicant)
    sentence = "Write your telephone number, so that we can call you."
    assert refusal(actions.move_appointment, booked, by=by, at=AT, slot=call) == [sentence]
    assert actions.move_appointment(booked, by=by, at=AT, slot=call, phone="040 123 4567").phone == "040 123 4567"


def test_a_coordinator_moves_to_a_time_within_the_hour_and_takes_the_old_one_off(booked, slot, later, coordinator):
    by, at = acting(coordinator, "coordinator"), TEN - timedelta(minutes=30)
    soon = make_slot(coordinator, TEN - timedelta(minutes=30), at=AT)
    assert refusal(actions.move_appointment, booked, by=by, at=at, slot=soon) == ["This time is too near or past already."]
    at -= timedelta(minutes=20)
    actions.move_appointment(booked, by=by, at=at, slot=soon, reason="Olen koulutuksessa.", keep_offered=False)
    slot.refresh_from_db()
    assert slot.withdrawn_at == at
    assert "Olen koulutuksessa." in Letter.objects.get(kind="advice/appointment_moved", to="aino@example.org").body_text


def test_a_cancelled_appointment_frees_its_time_and_takes_its_reminders_back(booked, slot, applicant, stranger):
    cancelled = actions.cancel_appointment(booked, by=acting(applicant), at=AT)
    assert (cancelled.cancelled_at, cancelled.cancelled_by, cancelled.sequence) == (AT, applicant, 1)
    assert letters("cancelled") == {("near", "aino"), ("near", "kaisa")}
    assert {("cancelled", "aino"), ("cancelled", "kaisa")} < letters()
    assert make_appointment(slot, stranger, at=AT).person == stranger


def test_a_coordinator_cancels_with_a_reason_and_the_time_goes_with_it(booked, slot, coordinator):
    by = acting(coordinator, "coordinator")
    actions.cancel_appointment(booked, by=by, at=AT, reason="Olen sairaana.", keep_offered=False)
    assert list(Slot.objects.free(AT)) == []
    assert "Olen sairaana." in Letter.objects.get(kind="advice/appointment_cancelled", to="aino@example.org").body_text
    assert Event.objects.get(act="cancel_appointment").details == {"slot": slot.pk}


@pytest.mark.parametrize("act", [actions.cancel_appointment, actions.move_appointment])
def test_what_is_cancelled_or_has_begun_is_not_changed_any_more(booked, later, applicant, act):
    more = {"slot": later} if act is actions.move_appointment else {}
    by = acting(applicant)
    sentence = "This appointment has begun or is over. It can't be changed any more."
    assert refusal(act, booked, by=by, at=TEN, **more) == [sentence]
    actions.cancel_appointment(booked, by=by, at=AT)
    assert refusal(act, booked, by=by, at=AT, **more) == ["This appointment is cancelled already."]


def test_an_appointment_that_was_held_stands_in_the_record_of_advice(booked, coordinator):
    by = acting(coordinator, "coordinator")
    noted = actions.note_appointment(booked, by=by, at=TEN + timedelta(hours=1), outcome="held", topic="costs")
    given = AdviceGiven.objects.get()
    assert (given.adviser, given.at, given.channel, given.topic, given.minutes) == (coordinator, TEN, "desk", "costs", 30)
    assert (noted.outcome, noted.advice) == ("held", given)
    assert Event.objects.get(act="note_appointment").details == {}


def test_an_appointment_about_an_application_makes_its_holder_an_adviser(slot, applicant, coordinator, sent):
    appointment = make_appointment(slot, applicant, at=AT, subject=sent)
    by = acting(coordinator, "coordinator")
    actions.note_appointment(appointment, by=by, at=TEN, outcome="held", topic="form")
    assert AdviceGiven.objects.get().application == sent


def test_that_nobody_came_is_no_advice(booked, coordinator):
    actions.note_appointment(booked, by=acting(coordinator, "coordinator"), at=TEN, outcome="missed")
    assert AdviceGiven.objects.count() == 0
    assert Event.objects.get(act="note_appointment").outcome == "missed"


def test_what_became_of_it_is_written_down_once_and_not_before_it_began(booked, coordinator):
    by = acting(coordinator, "coordinator")
    early = "This is written down when the appointment has begun."
    assert refusal(actions.note_appointment, booked, by=by, at=TEN - timedelta(minutes=1), outcome="missed") == [early]
    assert refusal(actions.note_appointment, booked, by=by, at=TEN, outcome="") == ["Choose whether the appointment was held."]
    actions.note_appointment(booked, by=by, at=TEN, outcome="missed")
    again = "This is written down already."
    assert refusal(actions.note_appointment, booked, by=by, at=TEN, outcome="held", topic="form") == [again]


def test_a_cancelled_appointment_became_nothing(booked, applicant, coordinator):
    actions.cancel_appointment(booked, by=acting(applicant), at=AT)
    sentence = "This is written down when the appointment has begun."
    by = acting(coordinator, "coordinator")
    assert refusal(actions.note_appointment, booked, by=by, at=TEN, outcome="missed") == [sentence]


def test_each_side_sees_its_own(booked, applicant, co_applicant, coordinator, reviewer):
    seen = [list(Appointment.objects.visible_to(person)) for person in (applicant, co_applicant, coordinator)]
    handled = [list(Appointment.objects.handled_by(person)) for person in (coordinator, reviewer, applicant)]
    assert (seen, handled) == ([[booked], [], []], [[booked], [], []])


def test_today_is_the_day_in_helsinki(booked, coordinator):
    midnight = dates.local(date(2018, 2, 21), time(0))
    moments = [
        midnight - timedelta(minutes=1),
        midnight,
        midnight + timedelta(hours=23, minutes=59),
        midnight + timedelta(hours=24),
    ]
    assert [queries.todays_appointments(coordinator, at).count() for at in moments] == [0, 1, 1, 0]


def test_what_is_coming_and_what_is_to_be_noted(booked, applicant, coordinator):
    times = [AT, TEN, booked.slot.ends_at]
    assert [queries.coming_appointments(applicant, at).count() for at in times] == [1, 1, 0]
    assert [queries.appointments_to_note(coordinator, at).count() for at in times] == [0, 1, 1]
    actions.note_appointment(booked, by=acting(coordinator, "coordinator"), at=TEN, outcome="missed")
    assert queries.appointments_to_note(coordinator, TEN).count() == 0


def test_what_she_may_talk_about_is_her_own_and_not_yet_over(applicant, co_applicant, sent, draft):
    idea = make_idea(applicant)
    make_idea(co_applicant, text="Toisen idea.")
    assert queries.subjects_of(applicant) == [sent, idea]
    assert queries.subjects_of(co_applicant)[0] == sent
