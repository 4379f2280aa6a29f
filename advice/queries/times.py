"""Which times a weekly pattern makes, which it leaves out, and how their place is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from advice.models import Slot
from advice.models.appointments import ELSEWHERE, LIBRARY, VIDEO
from core import dates
from core.text import Words, clean_line
from rounds.queries import current_programme

MOST_TIMES = 300
LONGEST_SPAN = timedelta(days=366)
SHORTEST, LONGEST = 10, 240

DAY_OFF, PAST, NO_SUCH_CLOCK, OVERLAPS = "day_off", "past", "no_such_clock", "overlaps"
REASONS = {
    DAY_OFF: gettext_lazy("a public holiday or an eve"),
    PAST: gettext_lazy("past already"),
    NO_SUCH_CLOCK: gettext_lazy("the clocks are turned then"),
    OVERLAPS: gettext_lazy("you offer a time then already"),
}


@dataclass(frozen=True)
class Pattern:
    """Times of the same length one after another between two clocks, on these weekdays (Monday is 0) from one day to another."""

    weekdays: frozenset[int]
    begins: time
    ends: time
    minutes: int
    first: date
    last: date
    on_holidays: bool = False


@dataclass(frozen=True)
class LeftOut:
    """A day, or one time of it, that is not offered."""

    day: date
    why: str
    clock: time | None = None

    @property
    def reason(self) -> Words:
        return REASONS[self.why]


@dataclass
class Plan:
    """What becomes of a pattern."""

    times: list[tuple[datetime, datetime]] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def plan_for(adviser: User, pattern: Pattern, *, at: datetime) -> Plan:
    """What the pattern makes of the days of one coordinator. Raises ValidationError where it makes no sense or too much."""
    _check(pattern, dates.local_day(at))
    begins, ends = dates.bounds_of_day(pattern.first)[0], dates.bounds_of_day(pattern.last)[1]
    offered = Slot.objects.offered().filter(adviser=adviser, ends_at__gt=begins, starts_at__lt=ends)
    plan = planned(pattern, offered.values_list("starts_at", "ends_at"), at=at)
    if len(plan.times) > MOST_TIMES:
        raise ValidationError(
            _("This would make %(count)s times. Offer at most %(most)s at once.") % {"count": len(plan.times), "most": MOST_TIMES}
        )
    return plan


def _check(pattern: Pattern, today: date) -> None:
    errors = {}
    if not SHORTEST <= pattern.minutes <= LONGEST:
        errors["minutes"] = _("A time takes from %(least)s to %(most)s minutes.") % {"least": SHORTEST, "most": LONGEST}
    elif not list(_walls(pattern, pattern.first)):
        errors["ends"] = _("No time of this length fits between the clock times.")
    if pattern.first < today:
        errors["first"] = _("The first day is past.")
    if pattern.last < pattern.first:
        errors["last"] = _("The last day can't be before the first.")
    elif pattern.last - pattern.first > LONGEST_SPAN:
        errors["last"] = _("Offer times for at most a year at once.")
    if errors:
        raise ValidationError(errors)


def where_of(place: str, typed: str) -> str:
    """The address or the link as it is kept; the library's address is the programme's. Raises ValidationError if it is missing."""
    typed = clean_line(typed)
    if place == LIBRARY:
        programme = current_programme()
        return ", ".join(filter(None, [programme.contact_address if programme else "", typed])) or str(_("Main library"))
    if place == ELSEWHERE and not typed:
        raise ValidationError({"where": _("Write the address of the place.")})
    if place == VIDEO:
        try:
            URLValidator(schemes=["https"])(typed)
        except ValidationError:
            raise ValidationError({"where": _("Write the link of the video talk. It begins with https://")}) from None
    return typed


def planned(pattern: Pattern, taken: Iterable[tuple[datetime, datetime]], *, at: datetime) -> Plan:
    """The times that can be offered at `at` beside those that are `taken` already."""
    plan, taken = Plan(), list(taken)
    for day in _days(pattern):
        if dates.is_holiday(day) and not pattern.on_holidays:
            plan.left_out.append(LeftOut(day, DAY_OFF))
            continue
        for begins, ends in _walls(pattern, day):
            starts_at, ends_at = dates.local(day, begins), dates.local(day, ends)
            if why := _why_not(day, (begins, ends), (starts_at, ends_at), taken, at):
                plan.left_out.append(LeftOut(day, why, begins))
            else:
                plan.times.append((starts_at, ends_at))
    return plan


def _days(pattern: Pattern) -> Iterator[date]:
    for number in range((pattern.last - pattern.first).days + 1):
        day = pattern.first + timedelta(days=number)
        if day.weekday() in pattern.weekdays:
            yield day


def _walls(pattern: Pattern, day: date) -> Iterator[tuple[time, time]]:
    """As the clock on the wall shows them; none goes over midnight."""
    length = timedelta(minutes=pattern.minutes)
    begins, last = datetime.combine(day, pattern.begins), datetime.combine(day, pattern.ends)
    while begins + length <= last:
        yield begins.time(), (begins + length).time()
        begins += length


def _why_not(
    day: date,
    walls: tuple[time, time],
    times: tuple[datetime, datetime],
    taken: list[tuple[datetime, datetime]],
    at: datetime,
) -> str:
    starts_at, ends_at = times
    if not all(dates.exists_once(day, wall) for wall in walls):
        return NO_SUCH_CLOCK
    if starts_at <= at:
        return PAST
    return OVERLAPS if any(starts_at < end and start < ends_at for start, end in taken) else ""
