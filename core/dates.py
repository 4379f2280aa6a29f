"""Days and times as people in Joensuu read and type them; the database keeps aware UTC."""

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

HELSINKI = ZoneInfo("Europe/Helsinki")
NBSP = "\u00a0"

_FINNISH = re.compile(r"([0-9]{1,2})\s*\.\s*([0-9]{1,2})\s*\.\s*([0-9]{4}|[0-9]{2})", re.ASCII)
# Nothing that the portal counts lies outside, and beyond them there may be no next day to count to.
_YEARS = range(1900, 2200)
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", re.ASCII)


def read_day(text: str) -> date:
    """The day that `1.4.2018`, `01.04.2018`, `1.4.18` or `2018-04-01` means. Raises ValueError with a sentence for people."""
    text = text.strip()
    if match := _FINNISH.fullmatch(text):
        day, month, year = (int(part) for part in match.groups())
        year += 2000 if len(match[3]) == 2 else 0
    elif match := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
    else:
        raise ValueError(gettext("Write the date like this: 28.2.2018."))
    if year not in _YEARS:
        raise ValueError(gettext("Check the year."))
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(gettext("There is no such day. Check the day and the month.")) from None


def read_clock(text: str) -> time:
    """The time of day that `9`, `9.05` or `09:05` means. Raises ValueError with a sentence for people."""
    match = re.fullmatch(r"([0-9]{1,2})(?:[.:]([0-9]{2}))?", text.strip(), re.ASCII)
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (24, 0)
    if hour > 23 or minute > 59:
        raise ValueError(gettext("Write the time like this: 14.05."))
    return time(hour, minute)


def exists_once(day: date, clock: time) -> bool:
    """Whether that wall-clock time happens exactly once in Helsinki: false in both hours of a clock change."""
    wall = datetime.combine(day, clock)
    early, late = wall.replace(tzinfo=HELSINKI, fold=0), wall.replace(tzinfo=HELSINKI, fold=1)
    return early.utcoffset() == late.utcoffset()


def local(day: date, clock: time) -> datetime:
    """The instant of that wall-clock time in Helsinki. Count days on dates first: a day is not always 24 hours long."""
    return datetime.combine(day, clock, HELSINKI)


def local_day(at: datetime | date) -> date:
    """The calendar day in Helsinki."""
    return timezone.localtime(at, HELSINKI).date() if isinstance(at, datetime) else at


def bounds_of_day(day: date) -> tuple[datetime, datetime]:
    """When the day begins in Helsinki and when the next one does: 23, 24 or 25 hours later."""
    return local(day, time()), local(day + timedelta(days=1), time())


def local_time(at: datetime) -> datetime:
    """The same instant on the clocks of Helsinki."""
    return timezone.localtime(at, HELSINKI)


def days_before(at: datetime, days: int, clock: time) -> datetime:
    """The instant `days` calendar days before `at`, at `clock` in Helsinki."""
    return local(local_day(at) - timedelta(days=days), clock)


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last one of a month that is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def is_working_day(day: date) -> bool:
    """Whether the City's offices are open: not on Saturdays, Sundays and public holidays, nor on the eves of Midsummer and Christmas."""
    return day.weekday() < 5 and not is_holiday(day)


def is_holiday(day: date) -> bool:
    """A public holiday, or the eve of Midsummer or Christmas, on whatever day of the week."""
    return day in _days_off(day.year)


@lru_cache(maxsize=8)
def _days_off(year: int) -> frozenset[date]:
    # Read when it is first asked for: the package knows every country, and most pages need none.
    from holidays.countries import Finland

    return frozenset(Finland(years=year))


def day(at: datetime | date) -> str:
    """`28.2.2018`."""
    on = local_day(at)
    return f"{on.day}.{on.month}.{on.year}"


def clock(at: datetime, seconds: bool = False) -> str:
    """`16.00`, or `15.42.07` where the second matters."""
    return timezone.localtime(at, HELSINKI).strftime("%H.%M.%S" if seconds else "%H.%M").removeprefix("0")


def weekday(at: datetime | date) -> str:
    """`keskiviikkona` in Finnish, `Wednesday` in English: the form that stands before a date in a sentence."""
    on = local_day(at)
    if (get_language() or "fi").startswith("fi"):
        return ("maanantaina", "tiistaina", "keskiviikkona", "torstaina", "perjantaina", "lauantaina", "sunnuntaina")[
            on.weekday()
        ]
    return format_date(on, "EEEE", locale="en")


def moment(at: datetime) -> str:
    """`keskiviikkona 28.2.2018 klo 16.00`: the one way a deadline is written."""
    return gettext("%(weekday)s %(day)s at %(clock)s") % {"weekday": weekday(at), "day": day(at), "clock": clock(at)}


def whole_day(at: date) -> str:
    """`keskiviikkona 28.2.2018`: the one way a day is written that counts as a whole."""
    return gettext("%(weekday)s %(day)s") % {"weekday": weekday(at), "day": day(at)}


def short_moment(at: datetime) -> str:
    """`ke 28.2. klo 16.00`: a deadline where there is little room, as in the subject of a letter."""
    on = local_day(at)
    is_finnish = (get_language() or "fi").startswith("fi")
    name = ("ma", "ti", "ke", "to", "pe", "la", "su")[on.weekday()] if is_finnish else format_date(on, "EEE", locale="en")
    return gettext("%(weekday)s %(day)s at %(clock)s") % {"weekday": name, "day": f"{on.day}.{on.month}.", "clock": clock(at)}


def time_left(until: datetime, now: datetime) -> str:
    """`3 days left` in words: days on the calendar, and hours only in the last two days."""
    left = until - now
    if left <= timedelta():
        return gettext("The time is up")
    if left < timedelta(hours=1):
        return gettext("less than an hour left")
    if left < timedelta(hours=48):
        hours = int(left.total_seconds() // 3600)
        return ngettext("%(count)d hour left", "%(count)d hours left", hours) % {"count": hours}
    days = (local_day(until) - local_day(now)).days
    return ngettext("%(count)d day left", "%(count)d days left", days) % {"count": days}


def stamp(at: datetime, seconds: bool = False) -> str:
    """`28.2.2018 klo 15.42.07`: when something happened."""
    return gettext("%(day)s at %(clock)s") % {"day": day(at), "clock": clock(at, seconds)}
