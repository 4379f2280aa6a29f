"""A coordinator's times: offering them one by one and weekly, her day, moving and cancelling, and what became of each."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from advice.models import AdviceGiven, Appointment, Slot
from core import clock, dates
from registry.models import Letter
from tests.applications.views.reading import found, words
from tests.desk.views.reading import main, summary
from tests.factories import make_appointment, make_person, make_slot

pytestmark = pytest.mark.django_db
TIMES = "/tyopoyta/neuvonta/ajat/"


@pytest.fixture
def today() -> date:
    return dates.local_day(clock.now())


@pytest.fixture
def slot(coordinator, programme, today) -> Slot:
    return make_slot(coordinator, dates.local(today + timedelta(days=2), dates.read_clock("12")))


@pytest.fixture
def later(slot, coordinator) -> Slot:
    return make_slot(coordinator, slot.starts_at + timedelta(hours=1))


@pytest.fixture
def booked(slot, applicant) -> Appointment:
    return make_appointment(slot, applicant, at=clock.now(), matter="Mistä aloitan?", phone="040 123 4567")


@pytest.fixture
def begun(coordinator, programme, applicant, today) -> Appointment:
    """The first ten minutes of today."""
    midnight = dates.bounds_of_day(today)[0]
    return make_appointment(make_slot(coordinator, midnight, minutes=10), applicant, at=midnight - timedelta(days=1))


def page_of(appointment: Appointment, act: str = "") -> str:
    return f"{TIMES}varaukset/{appointment.pk}/{act}"


def section(response, name: str) -> str:
    return words(found(response, f"//section[@aria-labelledby='{name}']")[0])


def weekly(today: date, **changes) -> dict[str, object]:
    """Every day from 9 to 10 for a week from tomorrow, by phone."""
    first, last = today + timedelta(days=1), today + timedelta(days=7)
    facts = {"weekdays": list("0123456"), "begins": "9", "ends": "10.00", "minutes": "30", "place": "phone", "on_holidays": "on"}
    return {**facts, "first": dates.day(first), "last": dates.day(last), **changes}


def test_without_times_she_is_told_how_to_begin(client_of, coordinator):
    page = client_of(coordinator).get(TIMES)
    assert "Nobody has booked a time with you today." in section(page, "today")
    assert "You offer no times." in section(page, "coming")
    assert found(page, "//section[@aria-labelledby='to-note']") == []


def test_her_day_stands_first_and_then_what_is_coming(client_of, coordinator, booked, later, begun):
    page = client_of(coordinator).get(TIMES)
    assert "0.00–0.10 Aino Esimerkki" in section(page, "today")
    assert "Aino Esimerkki" in section(page, "to-note")
    rows = [[words(cell) for cell in row.xpath("./td")[:2]] for row in found(page, "//tbody/tr[td]")]
    library = "At the main library: Joensuun pääkirjasto, Koskikatu 25"
    assert rows[-2:] == [
        [f"12.00–12.30 {library}", "Aino Esimerkki Mistä aloitan?"],
        [f"13.00–13.30 {library}", "Free"],
    ]


def test_a_colleague_s_times_are_seen_with_her_name_and_are_not_her_day(client_of, booked, begun):
    other = make_person("elli@joensuu.example", name="Elli Esimerkki", roles=["coordinator"])
    page = client_of(other).get(TIMES)
    assert "Nobody has booked a time with you today." in section(page, "today")
    assert "Kaisa Koordinaattori" in section(page, "coming")
    assert found(page, "//section[@aria-labelledby='to-note']") == []


def test_one_time_is_offered(client_of, coordinator, programme, today):
    browser = client_of(coordinator)
    facts = {"day": dates.day(today + timedelta(days=1)), "clock": "9.30", "minutes": "45", "place": "library", "where": ""}
    assert browser.post(f"{TIMES}uusi/", facts).url == TIMES
    slot = Slot.objects.get()
    assert (dates.clock(slot.starts_at), slot.minutes, slot.adviser) == ("9.30", 45, coordinator)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"day": "31.2.2018"}, "There is no such day. Check the day and the month."),
        ({"clock": "25"}, "Write the time like this: 14.05."),
        ({"minutes": "puoli"}, "Write the length in minutes, for example 30."),
        ({"place": "elsewhere"}, "Write the address of the place."),
        ({"day": "1.1.2018"}, "This day is past."),
    ],
)
def test_a_time_that_makes_no_sense_is_told_where_and_keeps_what_was_typed(client_of, coordinator, today, changes, sentence):
    facts = {"day": dates.day(today + timedelta(days=1)), "clock": "9", "minutes": "30", "place": "phone", "where": "", **changes}
    page = client_of(coordinator).post(f"{TIMES}uusi/", facts)
    assert (page.status_code, summary(page)) == (422, [sentence])
    assert found(page, "//input[@name='day']/@value") == [facts["day"]]
    assert Slot.objects.count() == 0


def test_a_weekly_pattern_is_looked_at_before_it_is_offered(client_of, coordinator, today):
    browser = client_of(coordinator)
    taken = make_slot(coordinator, dates.local(today + timedelta(days=1), dates.read_clock("9.15")), place="phone")
    preview = browser.post(f"{TIMES}viikoittain/", weekly(today))
    assert (preview.status_code, Slot.objects.count()) == (200, 1)
    text = main(preview)
    assert "12 times. Nobody sees them yet." in text
    when = f"{dates.weekday(taken.starts_at).capitalize()} {dates.day(taken.starts_at)}"
    assert [words(it) for it in found(preview, "//section[@aria-labelledby='left-out']//li")] == [
        f"{when} 9.00: you offer a time then already",
        f"{when} 9.30: you offer a time then already",
    ]
    hidden = {it.get("name") for it in found(preview, "//main//form//input[@type='hidden']")}
    assert {"weekdays", "begins", "ends", "minutes", "first", "last", "place"} < hidden
    done = browser.post(f"{TIMES}viikoittain/", {**weekly(today), "step": "offer"}, follow=True)
    assert "12 times are offered. 2 were left out." in main(done)
    assert Slot.objects.count() == 13


def test_a_pattern_may_be_changed_after_it_was_looked_at(client_of, coordinator, today):
    page = client_of(coordinator).post(f"{TIMES}viikoittain/", {**weekly(today), "step": "change"})
    assert (page.status_code, Slot.objects.count()) == (200, 0)
    assert found(page, "//input[@name='begins']/@value") == ["9"]
    assert len(found(page, "//input[@name='weekdays'][@checked]")) == 7


def test_a_pattern_without_days_says_so(client_of, coordinator, today):
    page = client_of(coordinator).post(f"{TIMES}viikoittain/", weekly(today, weekdays=[]))
    assert (page.status_code, summary(page)) == (422, ["Choose at least one day."])


def test_a_free_time_is_withdrawn_and_a_booked_one_is_not(client_of, coordinator, booked, later):
    browser = client_of(coordinator)
    done = browser.post(f"{TIMES}{later.pk}/pois/", follow=True)
    assert "is offered no more." in main(done)
    refused = browser.post(f"{TIMES}{booked.slot.pk}/pois/", follow=True)
    assert "This time is booked. Cancel the appointment, or move it to another time." in main(refused)
    assert list(Slot.objects.offered()) == [booked.slot]


def test_the_page_of_an_appointment_tells_who_comes_and_only_the_number_of_an_application(
    client_of, coordinator, slot, applicant, draft
):
    appointment = make_appointment(slot, applicant, at=clock.now(), subject=draft, matter="Miten kulut?")
    text = main(client_of(coordinator).get(page_of(appointment)))
    assert [word for word in ("Aino Esimerkki", "aino@example.org", draft.reference, "Miten kulut?") if word not in text] == []
    assert draft.title not in text


def test_cancelling_needs_a_reason_which_stands_in_the_letter(client_of, coordinator, booked, slot):
    browser = client_of(coordinator)
    refused = browser.post(page_of(booked, "peru/"), {"keep_offered": "on"})
    assert (refused.status_code, summary(refused)) == (422, ["Say why, so that the person knows."])
    assert browser.post(page_of(booked, "peru/"), {"reason": "Olen sairaana."}).url == page_of(booked)
    assert "Olen sairaana." in Letter.objects.get(kind="advice/appointment_cancelled", to="aino@example.org").body_text
    assert list(Slot.objects.offered()) == []
    again = browser.post(page_of(booked, "peru/"), {"reason": "Uudestaan."})
    assert summary(again) == ["This appointment is cancelled already."]


def test_she_may_leave_the_old_time_to_others(client_of, coordinator, booked, slot):
    client_of(coordinator).post(page_of(booked, "peru/"), {"reason": "Hakija soitti.", "keep_offered": "on"})
    assert list(Slot.objects.free(clock.now())) == [slot]


def test_moving_is_one_press_after_the_reason(client_of, coordinator, booked, slot, later):
    browser = client_of(coordinator)
    page = browser.get(page_of(booked, "siirra/"))
    assert found(page, "//main//button[@name='slot']/@value") == [str(later.pk)]
    refused = browser.post(page_of(booked, "siirra/"), {"slot": later.pk})
    assert summary(refused) == ["Say why, so that the person knows."]
    done = browser.post(page_of(booked, "siirra/"), {"slot": later.pk, "reason": "Olen koulutuksessa."})
    booked.refresh_from_db()
    assert (done.url, booked.slot) == (page_of(booked), later)
    assert "Olen koulutuksessa." in Letter.objects.get(kind="advice/appointment_moved", to="aino@example.org").body_text


def test_without_another_time_there_is_nowhere_to_move(client_of, coordinator, booked):
    assert "There are no free times to move to. Offer one first." in main(client_of(coordinator).get(page_of(booked, "siirra/")))


def test_what_was_held_is_advice_on_record_with_one_press(client_of, coordinator, begun):
    done = client_of(coordinator).post(page_of(begun, "merkitse/"), {"outcome": "held", "topic": "costs"}, follow=True)
    assert found(done, "//section[@aria-labelledby='to-note']") == []
    assert "Held" in section(done, "today")
    given = AdviceGiven.objects.get()
    assert (given.adviser, given.channel, given.topic, given.minutes) == (coordinator, "desk", "costs", 10)


def test_that_nobody_came_is_noted_and_is_no_advice(client_of, coordinator, begun):
    browser = client_of(coordinator)
    done = browser.post(page_of(begun, "merkitse/"), {"outcome": "missed", "topic": "idea"}, follow=True)
    assert "Nobody came" in section(done, "today")
    assert AdviceGiven.objects.count() == 0
    again = browser.post(page_of(begun, "merkitse/"), {"outcome": "held", "topic": "idea"}, follow=True)
    assert "This is written down already." in main(again)


def test_held_without_a_topic_is_asked_again(client_of, coordinator, begun):
    page = client_of(coordinator).post(page_of(begun, "merkitse/"), {"outcome": "held"}, follow=True)
    assert "Choose what you talked about." in main(page)


def test_a_colleague_does_not_say_what_became_of_it(client_of, begun):
    other = make_person("elli@joensuu.example", name="Elli Esimerkki", roles=["coordinator"])
    assert client_of(other).post(page_of(begun, "merkitse/"), {"outcome": "missed"}).status_code == 403


def test_the_day_s_list_is_for_paper(client_of, coordinator, begun):
    page = client_of(coordinator).get(f"{TIMES}tanaan/")
    [row] = [[words(cell) for cell in it.xpath("./td")] for it in found(page, "//tbody/tr")]
    assert row[1] == "Aino Esimerkki"
    assert row[0].startswith("0.00–0.10")


def test_the_file_is_the_same_event_with_a_link_to_the_desk(client_of, coordinator, booked):
    answer = client_of(coordinator).get(page_of(booked, "aika.ics"))
    [event] = Calendar.from_ical(b"".join(answer.streaming_content)).walk("VEVENT")
    assert event["UID"] == str(booked.uid)
    assert str(event["URL"]).endswith(page_of(booked))


def test_many_times_ask_the_database_no_more(client_of, coordinator, applicant, stranger, booked, later, begun):
    browser = client_of(coordinator)
    asked = []
    for hours in (2, 3):
        make_appointment(make_slot(coordinator, later.starts_at + timedelta(hours=hours)), stranger, at=clock.now())
        with CaptureQueriesContext(connection) as queries:
            browser.get(TIMES)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 12
