"""Calendar files: an agreed time as the calendar of a telephone or an office takes it in (RFC 5545)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils.translation import get_language
from icalendar import Alarm, Calendar, Event, Timezone

from core import dates

TYPE = "text/calendar"
FILE_NAME = "aika.ics"


@dataclass(frozen=True)
class CalendarEvent:
    """A time that people have agreed on. `uid` stays the same for good; `sequence` grows by one when it moves or is cancelled."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    # When it was last changed.
    changed_at: datetime
    summary: str
    place: str = ""
    description: str = ""
    url: str = ""
    is_cancelled: bool = False

    @property
    def method(self) -> str:
        return "CANCEL" if self.is_cancelled else "PUBLISH"


def calendar_file(event: CalendarEvent) -> str:
    """The file's text: one event on the clocks of Helsinki, with their rules, and a reminder on the day before."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//Joensuun kaupunki//Pikku KAKE//{(get_language() or 'fi').upper()}")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", event.method)
    calendar.add_component(_clocks(dates.local_day(event.starts_at).year))
    calendar.add_component(_event(event))
    return calendar.to_ical().decode()


def method_of(text: str) -> str:
    """What a calendar file asks a calendar to do; mail programs want to know it before they open the file."""
    return next(line.removeprefix("METHOD:") for line in text.splitlines() if line.startswith("METHOD:"))


def _event(event: CalendarEvent) -> Event:
    entry = Event()
    entry.add("uid", event.uid)
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", event.changed_at)
    entry.add("last-modified", event.changed_at)
    entry.add("dtstart", dates.local_time(event.starts_at))
    entry.add("dtend", dates.local_time(event.ends_at))
    entry.add("summary", event.summary)
    for name in ("place", "description", "url"):
        if text := getattr(event, name):
            entry.add({"place": "location"}.get(name, name), text)
    entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    if not event.is_cancelled:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", event.summary)
        alarm.add("trigger", timedelta(days=-1))
        entry.add_component(alarm)
    return entry


@lru_cache(maxsize=8)
def _clocks(year: int) -> Timezone:
    """How the clocks of Helsinki go in that year; those of the other years are of no use to anybody."""
    return Timezone.from_tzid("Europe/Helsinki", first_date=date(year, 1, 1), last_date=date(year + 1, 1, 1))
