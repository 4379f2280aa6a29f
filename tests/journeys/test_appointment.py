"""A coordinator offers times every week; somebody on a phone books one, moves it and cancels it; somebody else gets the freed time."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from icalendar import Calendar

from core import clock, dates
from tests.journeys.conftest import DESKTOP, PHONE, Portal, Reader
from tests.journeys.test_phone import hidden_focus, too_small

pytestmark = pytest.mark.journey

SET_UP = """
from tests import factories
factories.make_person("kaisa.aikoja@joensuu.example", name="Kaisa Esimerkki", roles=["coordinator"])
"""
MAIL_WITHIN = 180


@dataclass(frozen=True)
class Event:
    """What a calendar file says."""

    method: str
    uid: str
    sequence: int
    starts: str


def read_event(text: str) -> Event:
    calendar = Calendar.from_ical(text)
    [event] = calendar.walk("VEVENT")
    assert event["DTSTART"].params["TZID"] == "Europe/Helsinki"
    return Event(str(calendar["METHOD"]), str(event["UID"]), event["SEQUENCE"], f"{event['DTSTART'].dt:%-H.%M}")


def events_in_letters_to(portal: Portal, address: str, count: int) -> list[Event]:
    """The calendar files of the letters that have really gone to an address, in their order, once there are `count` of them."""
    folder, give_up = Path(portal.environment["VAR_DIR"]) / "mail", time.monotonic() + MAIL_WITHIN
    while True:
        letters = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in sorted(folder.glob("*.eml"))]
        files = [part for letter in letters if letter["To"] == address for part in letter.iter_attachments()]
        if len(files) >= count or time.monotonic() > give_up:
            return [read_event(part.get_content()) for part in files]
        time.sleep(0.5)


def offers_times_weekly(person: Reader) -> None:
    """From 6 to 7 by the quarter of an hour, when the demo's coordinator sleeps, on five days from the day after tomorrow."""
    first = dates.local_day(clock.now()) + timedelta(days=2)
    person.goes_to("/tyopoyta/neuvonta/ajat/viikoittain/")
    person.chooses("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    said = {"begins": "6", "ends": "7", "minutes": "15", "first": dates.day(first), "last": dates.day(first + timedelta(days=4))}
    for name, text in said.items():
        person.page.locator(f"main [name='{name}']").fill(text)
    person.chooses("Also on public holidays and eves", "At the main library")
    person.presses("Look at the times")
    person.sees("Are these the right times?", "Nobody sees them yet.")
    person.page.locator("main button[value='offer']").click()
    person.page.wait_for_load_state()
    person.looks()
    person.sees("Coming times")


def books_the_first_time(person: Reader) -> str:
    """From the list that everybody sees, through signing in. Returns the page of the appointment."""
    person.page.locator("main a.task[href$='/varaa/']", has_text="6.00").first.click()
    person.page.wait_for_load_state()
    person.looks()
    person.presses("Book the time")
    person.sees("The time is yours. We have sent you a letter about it.")
    return re.search(r"/ajat/varaukset/\d+/", person.page.url)[0]


def downloads_the_file(person: Reader, name: str) -> Event:
    with person.page.expect_download() as download:
        person.page.locator("main a[href$='/aika.ics']").click()
    assert download.value.suggested_filename == "aika.ics", name
    return read_event(Path(download.value.path()).read_text(encoding="utf-8"))


def test_a_time_is_offered_booked_moved_cancelled_and_booked_again(reader, portal):
    portal.run(SET_UP)
    coordinator = reader(DESKTOP)
    coordinator.signs_in("kaisa.aikoja@joensuu.example")
    offers_times_weekly(coordinator)

    person = reader(PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce", accept_downloads=True)
    person.goes_to("/ajat/")
    person.signs_in("ajan.varaaja@example.org")
    person.goes_to("/ajat/")
    page = books_the_first_time(person)
    first = downloads_the_file(person, "booked")
    assert (first.method, first.sequence, first.starts) == ("PUBLISH", 0, "6.00")
    faults = []
    for path in ("/ajat/", page, f"{page}siirra/", f"{page}peru/"):
        person.goes_to(path)
        faults += [(path, what) for what in (*too_small(person.page), *hidden_focus(person.page))]
    assert faults == []

    coordinator.goes_to("/tyopoyta/neuvonta/ajat/")
    coordinator.sees("ajan.varaaja@example.org")

    person.goes_to(f"{page}siirra/")
    person.page.locator("main button[name='slot']", has_text="6.15").first.click()
    person.page.wait_for_load_state()
    person.looks()
    moved = downloads_the_file(person, "moved")
    assert (moved.method, moved.uid, moved.sequence, moved.starts) == ("PUBLISH", first.uid, 1, "6.15")

    person.follows("Cancel the time")
    person.presses("Cancel the time")
    person.sees("This time is cancelled")
    cancelled = downloads_the_file(person, "cancelled")
    assert cancelled == Event("CANCEL", first.uid, 2, "6.15")
    series = [first, moved, cancelled]
    assert events_in_letters_to(portal, "ajan.varaaja@example.org", 3) == series
    assert events_in_letters_to(portal, "kaisa.aikoja@joensuu.example", 3) == series

    other = reader(java_script_enabled=False, accept_downloads=True)
    other.signs_in("toinen.varaaja@example.org")
    other.goes_to("/ajat/")
    page = books_the_first_time(other)
    again = downloads_the_file(other, "without script")
    assert (again.method, again.sequence, again.starts) == ("PUBLISH", 0, "6.00")
    assert again.uid != first.uid
    other.goes_to(f"{page}siirra/")
    other.page.locator("main button[name='slot']").first.click()
    other.page.wait_for_load_state()
    other.goes_to(f"{page}peru/")
    other.presses("Cancel the time")
    other.sees("This time is cancelled")


def test_a_visitor_keeps_the_time_that_she_chose_while_she_signs_in(reader, portal):
    starts = dates.local_day(clock.now()) + timedelta(days=3)
    facts = {"email": "kalle.aikoja@joensuu.example", "day": starts.isoformat()}
    portal.run(
        f"""
import json
from datetime import date
from core import dates
from tests import factories
facts = json.loads('''{json.dumps(facts)}''')
adviser = factories.make_person(facts["email"], name="Kalle Esimerkki", roles=["coordinator"])
factories.make_slot(adviser, dates.local(date.fromisoformat(facts["day"]), dates.read_clock("5.30")), place="phone")
"""
    )
    person = reader()
    person.goes_to("/ajat/")
    person.page.locator("main a.task", has_text="5.30").first.click()
    person.page.wait_for_load_state()
    person.tells_who_she_is("valitsija@example.org")
    person.sees("Book this time", "5.30")
    person.page.locator("main [name='phone']").fill("040 000 0000")
    person.presses("Book the time")
    person.sees("The time is yours. We have sent you a letter about it.")
