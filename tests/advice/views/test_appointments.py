"""Times for a talk on citizens' pages: finding, booking, moving, cancelling, and the file for one's calendar."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from advice import actions
from advice.models import Appointment, Slot
from core import clock, dates
from registry.actions import deliver
from tests.applications.views.reading import found, words
from tests.desk.views.reading import main, summary
from tests.factories import acting, make_appointment, make_idea, make_person, make_slot

pytestmark = pytest.mark.django_db
TIMES = "/ajat/"


@pytest.fixture
def noon():
    """Of the day after tomorrow."""
    day = dates.local_day(clock.now()) + timedelta(days=2)
    return dates.local(day, dates.read_clock("12"))


@pytest.fixture
def slot(coordinator, programme, noon) -> Slot:
    return make_slot(coordinator, noon)


@pytest.fixture
def call(coordinator, programme, noon) -> Slot:
    return make_slot(coordinator, noon + timedelta(hours=1), place="phone")


@pytest.fixture
def booked(slot, applicant) -> Appointment:
    return make_appointment(slot, applicant, at=clock.now())


def page_of(appointment: Appointment, act: str = "") -> str:
    return f"{TIMES}varaukset/{appointment.pk}/{act}"


def book(browser, slot: Slot, **said: str):
    return browser.post(f"{TIMES}{slot.pk}/varaa/", said)


def times_on(response) -> list[str]:
    return found(response, "//main//a[@class='task']/@href")


def test_free_times_are_read_without_signing_in_and_tell_nothing_of_who_booked_the_others(visitor, slot, call, stranger, noon):
    make_appointment(slot, stranger, at=clock.now(), matter="Salaisuus")
    page = visitor.get(TIMES)
    assert times_on(page) == [f"{TIMES}{call.pk}/varaa/"]
    assert [word for word in ("Veera", "Salaisuus", "Kaisa") if word in page.content.decode()] == []
    assert f"{dates.weekday(noon)} {dates.day(noon)}" in main(page)


def test_a_time_within_the_hour_a_withdrawn_one_and_the_link_of_a_video_talk_are_not_shown(visitor, coordinator, slot, noon):
    soon = clock.now() + timedelta(minutes=59)
    facts = {"place": "phone", "offered_at": clock.now()}
    Slot.objects.create(adviser=coordinator, starts_at=soon, ends_at=soon + timedelta(minutes=30), **facts)
    video = make_slot(coordinator, noon + timedelta(hours=2), place="video", where="https://video.example/salainen")
    actions.withdraw_time(slot, by=acting(coordinator, "coordinator"), at=clock.now())
    page = visitor.get(TIMES)
    assert times_on(page) == [f"{TIMES}{video.pk}/varaa/"]
    assert "salainen" not in page.content.decode()


def test_without_free_times_there_is_somebody_to_call(visitor, programme):
    text = main(visitor.get(TIMES))
    assert "There are no free times just now. Call or write, and we find one together." in text


def test_what_was_chosen_survives_signing_in(visitor, slot):
    answer = visitor.get(f"{TIMES}{slot.pk}/varaa/")
    assert (answer.status_code, answer.url) == (302, f"/kirjaudu/?next={TIMES}{slot.pk}/varaa/")


def test_a_time_is_booked_with_one_press(client_of, applicant, slot):
    browser = client_of(applicant)
    answer = book(browser, slot, matter="Mistä aloitan?")
    appointment = Appointment.objects.get()
    assert (answer.status_code, answer.url) == (303, page_of(appointment))
    assert (appointment.slot, appointment.person, appointment.matter) == (slot, applicant, "Mistä aloitan?")
    text = main(browser.get(answer.url))
    assert "The time is yours." in text
    assert f"{dates.moment(slot.starts_at)}–{dates.clock(slot.ends_at)}" in text


def test_she_says_which_of_her_own_things_it_is_about_and_of_nobody_else_s(client_of, applicant, stranger, slot, draft):
    idea, other = make_idea(applicant), make_idea(stranger, text="Toisen idea.")
    browser = client_of(applicant)
    choices = found(browser.get(f"{TIMES}{slot.pk}/varaa/"), "//input[@name='subject']/@value")
    assert choices == [draft.about, idea.about, ""]
    refused = book(browser, slot, subject=other.about)
    assert (refused.status_code, summary(refused)) == (422, ["Choose what you want to talk about."])
    assert book(browser, slot, subject=draft.about).status_code == 303
    assert Appointment.objects.get().application == draft


def test_a_number_is_asked_only_for_a_call_and_is_known_already(client_of, applicant, stranger, slot, call):
    form = f"{TIMES}{{}}/varaa/"
    browser = client_of(applicant)
    assert found(browser.get(form.format(slot.pk)), "//input[@name='phone']") == []
    assert found(browser.get(form.format(call.pk)), "//input[@name='phone']/@value") == ["040 123 4567"]
    refused = book(client_of(stranger), call, matter="Voiko yksin hakea?", phone="ei ole")
    assert refused.status_code == 422
    assert summary(refused) == ["Write the telephone number in digits, for example 040 123 4567."]
    assert "Voiko yksin hakea?" in refused.content.decode()
    assert Appointment.objects.count() == 0


def test_a_time_that_has_gone_leads_to_the_next_free_ones_and_keeps_what_was_typed(
    client_of, applicant, booked, call, slot, stranger
):
    browser = client_of(stranger)
    looked = browser.get(f"{TIMES}{slot.pk}/varaa/")
    assert (looked.status_code, times_on(looked)) == (409, [f"{TIMES}{call.pk}/varaa/"])
    pressed = book(browser, slot, matter="Voiko yksin hakea?")
    assert pressed.status_code == 409
    assert found(pressed, "//main//button/@formaction") == [f"{TIMES}{call.pk}/varaa/"]
    assert [words(it) for it in found(pressed, "//textarea")] == ["Voiko yksin hakea?"]
    assert "Aino" not in pressed.content.decode()


def test_a_past_time_is_told_kindly(client_of, applicant, coordinator, programme):
    yesterday = dates.local(dates.local_day(clock.now()) - timedelta(days=1), dates.read_clock("12"))
    slot = make_slot(coordinator, yesterday)
    for answer in (client_of(applicant).get(f"{TIMES}{slot.pk}/varaa/"), book(client_of(applicant), slot)):
        assert answer.status_code == 409
        assert "This time is gone" in main(answer)


def test_her_own_time_leads_to_its_page(client_of, applicant, booked, slot):
    for answer in (client_of(applicant).get(f"{TIMES}{slot.pk}/varaa/"), book(client_of(applicant), slot)):
        assert answer.url == page_of(booked)


def test_a_third_time_is_refused_with_what_was_typed(client_of, applicant, coordinator, booked, call, noon):
    make_appointment(call, applicant, at=clock.now(), phone="040 123 4567")
    third = make_slot(coordinator, noon + timedelta(hours=3))
    refused = book(client_of(applicant), third, matter="Vielä yksi asia")
    assert refused.status_code == 422
    assert summary(refused) == ["You have 2 appointments already. Cancel one of them, or come to them first."]
    assert "Vielä yksi asia" in refused.content.decode()


def test_her_coming_times_stand_first(client_of, applicant, booked, call):
    assert times_on(client_of(applicant).get(TIMES)) == [page_of(booked), f"{TIMES}{call.pk}/varaa/"]


def test_an_appointment_is_moved_with_one_press(client_of, applicant, booked, call):
    browser = client_of(applicant)
    page = browser.get(page_of(booked, "siirra/"))
    assert found(page, "//main//button[@name='slot']/@value") == [str(call.pk)]
    assert found(page, "//input[@name='phone']") == []
    answer = browser.post(page_of(booked, "siirra/"), {"slot": call.pk})
    booked.refresh_from_db()
    assert (answer.url, booked.slot, booked.phone, booked.sequence) == (page_of(booked), call, "040 123 4567", 1)


def test_moving_to_a_call_asks_for_a_number_where_none_is_known(client_of, stranger, slot, call):
    booked = make_appointment(slot, stranger, at=clock.now())
    browser = client_of(stranger)
    refused = browser.post(page_of(booked, "siirra/"), {"slot": call.pk})
    assert (refused.status_code, summary(refused)) == (422, ["Write your telephone number, so that we can call you."])
    assert browser.post(page_of(booked, "siirra/"), {"slot": call.pk, "phone": "040 999"}).status_code == 303


def test_moving_to_a_time_that_has_gone_says_so_and_keeps_the_old_one(client_of, applicant, stranger, booked, slot, call):
    make_appointment(call, stranger, at=clock.now(), phone="040 999 9999")
    refused = client_of(applicant).post(page_of(booked, "siirra/"), {"slot": call.pk})
    booked.refresh_from_db()
    assert (refused.status_code, booked.slot) == (422, slot)


def test_an_appointment_is_cancelled_with_two_presses(client_of, applicant, booked, slot):
    browser = client_of(applicant)
    assert "Cancel the time?" in main(browser.get(page_of(booked, "peru/")))
    answer = browser.post(page_of(booked, "peru/"))
    assert answer.url == page_of(booked)
    assert "This time is cancelled" in main(browser.get(answer.url))
    assert list(Slot.objects.free(clock.now())) == [slot]
    again = browser.post(page_of(booked, "peru/"), follow=True)
    assert "This appointment is cancelled already." in main(again)
    assert "so it can't be moved" in main(browser.get(page_of(booked, "siirra/")))
    assert "so it can't be cancelled" in main(browser.get(page_of(booked, "peru/")))


def calendar_on(browser, appointment: Appointment):
    answer = browser.get(page_of(appointment, "aika.ics"))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="aika.ics"'
    calendar = Calendar.from_ical(b"".join(answer.streaming_content))
    [event] = calendar.walk("VEVENT")
    return calendar, event


def test_the_file_moves_and_cancels_what_is_in_the_calendar_already(client_of, applicant, booked, slot, call):
    browser = client_of(applicant)
    calendar, event = calendar_on(browser, booked)
    assert (calendar["METHOD"], event["SEQUENCE"], str(event["SUMMARY"])) == ("PUBLISH", 0, "Advice: Pikku KAKE")
    assert (event["DTSTART"].dt, event["DTSTART"].params["TZID"]) == (slot.starts_at, "Europe/Helsinki")
    assert str(event["LOCATION"]) == slot.where
    uid = event["UID"]
    actions.move_appointment(booked, by=acting(applicant), at=clock.now(), slot=call, phone="040 123 4567")
    calendar, event = calendar_on(browser, booked)
    assert (event["UID"], event["SEQUENCE"], event["DTSTART"].dt) == (uid, 1, call.starts_at)
    actions.cancel_appointment(booked, by=acting(applicant), at=clock.now())
    calendar, event = calendar_on(browser, booked)
    assert (calendar["METHOD"], event["UID"], event["SEQUENCE"], event["STATUS"]) == ("CANCEL", uid, 2, "CANCELLED")


def test_the_letters_of_both_sides_bring_the_same_event_and_nothing_of_who_comes(booked, applicant, call):
    actions.move_appointment(booked, by=acting(applicant), at=clock.now(), slot=call, phone="040 123 4567")
    actions.cancel_appointment(booked, by=acting(applicant), at=clock.now())
    deliver(clock=clock.now)
    events = {}
    for message in mail.outbox:
        [(name, content, kind)] = message.attachments
        calendar = Calendar.from_ical(content)
        [event] = calendar.walk("VEVENT")
        assert (name, kind) == ("aika.ics", f"text/calendar; method={calendar['METHOD']}")
        assert [word for word in ("Aino", "aino", "040 123", "Kaisa") if word in content] == []
        events.setdefault(message.to[0], []).append((str(event["UID"]), event["SEQUENCE"], str(calendar["METHOD"])))
    uid = str(booked.uid)
    series = [(uid, 0, "PUBLISH"), (uid, 1, "PUBLISH"), (uid, 2, "CANCEL")]
    assert events == {"aino@example.org": series, "kaisa@joensuu.example": series}


@pytest.mark.parametrize("language", ["fi", "en"])
def test_the_subjects_are_short_and_have_the_day(booked, applicant, call, language):
    person = make_person("pekka@example.org", language=language)
    other = make_appointment(call, person, at=clock.now(), phone="040 999 9999")
    actions.move_appointment(other, by=acting(person), at=clock.now(), slot=make_slot(call.adviser, call.ends_at))
    actions.cancel_appointment(other, by=acting(person), at=clock.now())
    deliver(clock=lambda: other.slot.starts_at - timedelta(minutes=1))
    subjects = [message.subject for message in mail.outbox if message.to == [person.email]]
    day = dates.local_day(call.starts_at)
    assert len(subjects) == 3
    assert [subject for subject in subjects if len(subject) > 50 or f"{day.day}.{day.month}." not in subject] == []


def test_many_times_ask_the_database_no_more(client_of, applicant, coordinator, booked, noon):
    browser = client_of(applicant)
    asked = []
    for hours in (2, 5):
        for hour in range(hours - 1, hours + 1):
            make_slot(coordinator, noon + timedelta(hours=hour))
        with CaptureQueriesContext(connection) as queries:
            browser.get(TIMES)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 12


def test_booking_costs_few_queries(client_of, applicant, slot):
    browser = client_of(applicant)
    with CaptureQueriesContext(connection) as queries:
        book(browser, slot)
    assert len(queries) <= 25


def test_moving_to_another_coordinator_and_cancelling_cost_few_queries(client_of, applicant, booked, noon):
    other = make_person("elli@joensuu.example", name="Elli Esimerkki", roles=["coordinator"])
    browser, wanted = client_of(applicant), make_slot(other, noon + timedelta(hours=2))
    for act, said in (("siirra/", {"slot": wanted.pk}), ("peru/", {})):
        with CaptureQueriesContext(connection) as queries:
            assert browser.post(page_of(booked, act), said).status_code == 303
        assert len(queries) <= 25
