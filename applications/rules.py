"""What must hold before an application can be sent: the sentence people see, its source, and the test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from core.dates import day, moment
from core.money import euros, short_euros
from core.text import Words

ZERO = Decimal("0.00")
SLIDES = "data/kake2-esitys.txt"


@dataclass(frozen=True)
class Snapshot:
    """All that the rules look at, read once. Sums in euros, days in Helsinki, instants aware."""

    kind: str
    applied: Decimal
    ceiling: Decimal
    opens_at: datetime
    closes_at: datetime
    grace: timedelta
    is_confirmed: bool
    earliest_start: date
    latest_end: date
    starts: date | None
    ends: date | None
    # All costs, and what of them no money pays for; below zero what is too much.
    costs: Decimal = ZERO
    gap: Decimal = ZERO
    smallest: Decimal | None = None
    incomplete: tuple[str, ...] = ()
    not_understood: tuple[str, ...] = ()
    # The parts of the group's profile in which something that is needed is not told.
    unfinished_of_group: tuple[str, ...] = ()

    @property
    def words(self) -> dict[str, str]:
        """What the sentences are filled in with."""
        return {
            "ceiling": short_euros(self.ceiling),
            "applied": short_euros(self.applied),
            "costs": euros(self.costs),
            "money": euros(self.costs - self.gap),
            "smallest": euros(self.smallest),
            "gap": euros(abs(self.gap)),
            "opens": moment(self.opens_at),
            "closes": moment(self.closes_at),
            "earliest_start": day(self.earliest_start),
            "latest_end": day(self.latest_end),
            "incomplete": ", ".join(self.incomplete),
            "not_understood": ", ".join(self.not_understood),
            "unfinished_of_group": ", ".join(self.unfinished_of_group),
        }


@dataclass(frozen=True)
class Rule:
    """`holds` is pure; `sentence` is filled in from `Snapshot.words`; `kinds` are those it is about, none meaning both.

    `section` is where the applicant mends it.
    """

    code: str
    sentence: Words
    source: str
    holds: Callable[[Snapshot, datetime], bool]
    kinds: tuple[str, ...] = ()
    section: str = ""

    def concerns(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True)
class Broken:
    """A rule that does not hold, in words."""

    code: str
    sentence: str
    section: str


RULES = (
    Rule(
        "round_has_opened",
        _("The round opens on %(opens)s. You can send the application then."),
        SLIDES,
        lambda it, now: it.is_confirmed and it.opens_at <= now,
    ),
    Rule(
        "round_has_not_closed",
        _("The round closed on %(closes)s. Your answers are kept, but they can't be sent any more."),
        SLIDES,
        lambda it, now: now < it.closes_at + it.grace,
    ),
    Rule(
        "sections_are_complete",
        _("These parts are not ready: %(incomplete)s."),
        "ux A07",
        lambda it, now: not it.incomplete,
    ),
    Rule(
        "answers_are_understood",
        _("We don't understand these answers: %(not_understood)s."),
        "architecture 6",
        lambda it, now: not it.not_understood,
    ),
    Rule(
        "group_profile_is_complete",
        _("Complete the details of your group: %(unfinished_of_group)s."),
        "ux B11",
        lambda it, now: not it.unfinished_of_group,
    ),
    Rule(
        "something_is_applied_for",
        _("Add at least one cost. The sum applied for is now 0 €."),
        "ux B21",
        lambda it, now: it.applied > 0 or it.costs > 0,
        section="kustannukset",
    ),
    Rule(
        "something_is_left_to_apply_for",
        _("The sum you apply for is now 0 €. Check the income and the other funding."),
        "ux B22",
        lambda it, now: it.applied > 0 or it.costs == 0,
        section="kustannukset",
    ),
    Rule(
        "money_covers_the_costs",
        _("The costs are %(costs)s, but the money is %(money)s: %(gap)s is missing."),
        "ux B22",
        lambda it, now: it.gap <= 0,
        section="kustannukset",
    ),
    Rule(
        "money_stays_within_the_costs",
        _("The costs are %(costs)s, but the money is %(money)s: %(gap)s is too much."),
        "ux B22",
        lambda it, now: it.gap >= 0,
        section="kustannukset",
    ),
    Rule(
        "smallest_is_within_applied",
        _("The smallest sum is %(smallest)s. It can't be more than you apply for, %(applied)s."),
        "ux W09",
        lambda it, now: it.smallest is None or it.smallest <= it.applied,
        section="kustannukset",
    ),
    Rule(
        "event_stays_below_ceiling",
        _("The sum for an event must be below %(ceiling)s. You now apply for %(applied)s."),
        SLIDES,
        lambda it, now: it.applied < it.ceiling,
        kinds=("event",),
        section="kustannukset",
    ),
    Rule(
        "development_stays_below_ceiling",
        _("The sum for a development project must be below %(ceiling)s. You now apply for %(applied)s."),
        SLIDES,
        lambda it, now: it.applied < it.ceiling,
        kinds=("development",),
        section="kustannukset",
    ),
    Rule(
        "project_starts_in_time",
        _("The project can start on %(earliest_start)s at the earliest."),
        SLIDES,
        lambda it, now: it.starts is None or it.starts >= it.earliest_start,
        kinds=("development",),
        section="suunnitelma",
    ),
    Rule(
        "project_ends_after_start",
        _("The project must end after it starts."),
        SLIDES,
        lambda it, now: it.starts is None or it.ends is None or it.ends >= it.starts,
        kinds=("development",),
        section="suunnitelma",
    ),
    Rule(
        "project_ends_in_time",
        _("The project must end on %(latest_end)s at the latest."),
        SLIDES,
        lambda it, now: it.ends is None or it.ends <= it.latest_end,
        kinds=("development",),
        section="suunnitelma",
    ),
    Rule(
        "event_ends_after_start",
        _("The last day of the event can't be before the first."),
        "domain 10",
        lambda it, now: it.starts is None or it.ends is None or it.ends >= it.starts,
        kinds=("event",),
        section="tapahtuma",
    ),
    Rule(
        "event_is_in_time",
        _("The event must take place on %(latest_end)s at the latest."),
        SLIDES,
        lambda it, now: it.ends is None or it.ends <= it.latest_end,
        kinds=("event",),
        section="tapahtuma",
    ),
)

WINDOW = frozenset({"round_has_opened", "round_has_not_closed"})


def broken_in(section: str, snapshot: Snapshot) -> list[Broken]:
    """What does not hold in one part of the form. No such rule depends on the time."""
    return [it for it in broken(snapshot, snapshot.opens_at) if it.section == section]


def broken(snapshot: Snapshot, now: datetime) -> list[Broken]:
    """Every rule that does not hold at `now`, each in a sentence, all at once."""
    return [
        Broken(rule.code, str(rule.sentence) % snapshot.words, rule.section)
        for rule in RULES
        if rule.concerns(snapshot.kind) and not rule.holds(snapshot, now)
    ]
