"""What waits for a coordinator who advises."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from advice.models import Idea, Question, Thread
from advice.queries import drafts_waiting_for_advice
from advice.queries.appointments import todays_appointments
from core import dates


@dataclass(frozen=True)
class Waiting:
    """So many of a kind that wait for an answer, the oldest of them since a time; or the day's appointments, from the first on."""

    what: str
    count: int
    since: datetime
    at: datetime

    @property
    def label(self) -> str:
        """What stands after the number."""
        return LABELS[self.what](self.count)

    @property
    def url(self) -> str:
        return reverse(PAGES[self.what])

    @property
    def age(self) -> str:
        if self.what == TODAY:
            return _("the first at %(clock)s") % {"clock": dates.clock(self.since)}
        days = (dates.local_day(self.at) - dates.local_day(self.since)).days
        if not days:
            return _("since today")
        return ngettext("the oldest for %(days)d day", "the oldest for %(days)d days", days) % {"days": days}


TODAY = "today"
LABELS: dict[str, Callable[[int], str]] = {
    "ideas": lambda count: ngettext("new idea", "new ideas", count),
    "talks": lambda count: ngettext("unanswered message", "unanswered messages", count),
    "drafts": lambda count: ngettext("draft that asks for advice", "drafts that ask for advice", count),
    "questions": lambda count: ngettext("question without an answer", "questions without an answer", count),
    TODAY: lambda count: ngettext("appointment today", "appointments today", count),
}
PAGES = {
    "ideas": "desk:ideas",
    "talks": "desk:talks",
    "drafts": "desk:helping",
    "questions": "desk:questions",
    TODAY: "desk:advice",
}


def advice_waiting(person: User, at: datetime) -> list[Waiting]:
    """Whom a coordinator has to answer."""
    return _in_one_question(_unanswered(person), at)


def advice_of_the_day(person: User, at: datetime) -> list[Waiting]:
    """Whom a coordinator has to answer, and her own appointments of the day."""
    return _in_one_question([*_unanswered(person), _counted(TODAY, todays_appointments(person, at), "slot__starts_at")], at)


def _unanswered(person: User) -> list[QuerySet]:
    return [
        _counted("ideas", Idea.objects.handled_by(person).unanswered(), "since"),
        _counted("talks", Thread.objects.listed_for(person).filter(application__isnull=False).unanswered(), "waiting_since"),
        _counted("drafts", drafts_waiting_for_advice(person), "asked_at"),
        _counted("questions", Question.objects.handled_by(person).unanswered(), "asked_at"),
    ]


def _in_one_question(counted: list[QuerySet], at: datetime) -> list[Waiting]:
    """To the database; only that of which there is some."""
    first, *others = counted
    return [Waiting(what, count, since, at) for what, count, since in first.union(*others, all=True) if count]


def _counted(what: str, rows: QuerySet, since: str) -> QuerySet:
    return rows.order_by().annotate(what=Value(what)).values_list("what").annotate(count=Count("pk"), oldest=Min(since))
