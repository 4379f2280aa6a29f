"""A calendar file is read as other programs read it."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar

from core.calendars import CalendarEvent, calendar_file

TEN = datetime(2018, 10, 29, 8, 0, tzinfo=UTC)


def _event(**changes: object) -> CalendarEvent:
    facts = {
        "uid": "1@kake.example",
        "sequence": 0,
        "starts_at": TEN,
        "ends_at": TEN + timedelta(minutes=30),
        "changed_at": TEN - timedelta(days=7),
        "summary": "Neuvonta: Pikku KAKE",
        "place": "Joensuun pääkirjasto, Koskikatu 25",
        "url": "https://kake.example/ajat/1/",
    }
    return CalendarEvent(**{**facts, **changes})


def _read(event: CalendarEvent):
    calendar = Calendar.from_ical(calendar_file(event))
    (entry,) = calendar.walk("VEVENT")
    return calendar, entry


def test_the_time_is_on_the_clocks_of_helsinki_also_on_the_day_after_they_change():
    calendar, entry = _read(_event())
    (zone,) = calendar.walk("VTIMEZONE")

    assert zone["TZID"] == "Europe/Helsinki"
    assert entry["DTSTART"].params["TZID"] == "Europe/Helsinki"
    assert entry["DTSTART"].to_ical() == b"20181029T100000"
    assert entry["DTSTART"].dt == TEN
    assert entry["DTEND"].dt == TEN + timedelta(minutes=30)
    assert calendar["METHOD"] == "PUBLISH"


def test_words_come_back_as_they_were_with_commas_and_letters():
    _, entry = _read(_event(description="Rivi 1\nRivi; 2, \\ ja äö"))

    assert str(entry["LOCATION"]) == "Joensuun pääkirjasto, Koskikatu 25"
    assert str(entry["DESCRIPTION"]) == "Rivi 1\nRivi; 2, \\ ja äö"


def test_one_that_moves_updates_what_is_in_the_calendar_already():
    _, before = _read(_event())
    _, after = _read(_event(sequence=1, starts_at=TEN + timedelta(hours=1), ends_at=TEN + timedelta(hours=2)))

    assert (before["UID"], before["SEQUENCE"]) == ("1@kake.example", 0)
    assert (after["UID"], after["SEQUENCE"]) == ("1@kake.example", 1)


def test_one_that_is_cancelled_takes_itself_out_and_reminds_nobody():
    calendar, entry = _read(_event(sequence=2, is_cancelled=True))

    assert (calendar["METHOD"], entry["STATUS"], entry["SEQUENCE"]) == ("CANCEL", "CANCELLED", 2)
    assert not calendar.walk("VALARM")


def test_it_reminds_on_the_day_before():
    calendar, _ = _read(_event())
    (alarm,) = calendar.walk("VALARM")

    assert alarm["TRIGGER"].dt == timedelta(days=-1)


def test_it_carries_the_clock_rules_of_its_own_year_only():
    assert len(calendar_file(_event())) < 1500
