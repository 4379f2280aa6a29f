"""What citizens' pages show, read from the apps below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from advice.models import GROUP, Appointment, Idea, Thread
from advice.queries.appointments import coming_appointments
from applications.models import Application, Version
from core.text import Words
from decisions.models import Decision
from registry.queries import events_about
from rounds.models import Round, RoundTerms
from rounds.queries import rounds_for_show

TONES = {Round.OPEN: "done", Round.ANNOUNCED: "info", Round.TENTATIVE: "info"}


@dataclass(frozen=True)
class ShownRound:
    """A round and what it is just now, in words."""

    round: Round
    state: str

    @property
    def label(self) -> Words:
        return Round.STATES[self.state]

    @property
    def tone(self) -> str:
        return TONES.get(self.state, "closed")


@dataclass(frozen=True)
class Offer:
    """What one can apply for and when: the rounds with their states, and the terms that hold now or next."""

    rounds: list[ShownRound]
    at: datetime

    @property
    def ahead(self) -> list[ShownRound]:
        """The rounds that close later, the nearest first; also a cancelled one, which people still ask about."""
        return [shown for shown in self.rounds if shown.round.closes_at > self.at]

    @property
    def behind(self) -> list[ShownRound]:
        """The rounds that have closed, the newest first."""
        return [shown for shown in reversed(self.rounds) if shown.round.closes_at <= self.at]

    def _first(self, *states: str) -> Round | None:
        return next((shown.round for shown in self.rounds if shown.state in states), None)

    @property
    def open(self) -> Round | None:
        return self._first(Round.OPEN)

    @property
    def coming(self) -> Round | None:
        return self._first(Round.ANNOUNCED, Round.TENTATIVE)

    @property
    def current(self) -> Round | None:
        """The round whose terms and criteria a reader should look at."""
        return self.open or self.coming or next((shown.round for shown in self.behind if shown.state != Round.CANCELLED), None)

    @property
    def terms(self) -> list[RoundTerms]:
        """Events before development projects: the smaller first."""
        return sorted(self.current.terms.all(), key=lambda terms: terms.ceiling) if self.current else []


def offer(at: datetime) -> Offer:
    return Offer([ShownRound(round_, state) for round_, state in rounds_for_show(at)], at)


def applications_of(person: User) -> QuerySet[Application]:
    """One's own, the newest first."""
    return Application.objects.visible_to(person).select_related("round", "group").order_by("-changed_at")


@dataclass(frozen=True)
class OwnAdvice:
    """What a person has asked and agreed on with the City's advisers."""

    ideas: list[Idea]
    appointments: list[Appointment]
    # How many messages of the City she has not read, by the key of the idea or the application.
    unread_ideas: dict[int, int]
    unread_applications: dict[int, int]


def advice_of(person: User, at: datetime) -> OwnAdvice:
    """For one's own page: her ideas that are still ideas, her times to come, and what she has not read."""
    talks = Thread.objects.visible_to(person).with_unread(person, GROUP).filter(unread__gt=0)
    unread = list(talks.values_list("idea", "application", "unread"))
    return OwnAdvice(
        ideas=list(Idea.objects.visible_to(person).open().with_state()),
        appointments=list(coming_appointments(person, at)),
        unread_ideas={idea: count for idea, _application, count in unread if idea},
        unread_applications={application: count for _idea, application, count in unread if application},
    )


def newest_version(application: Application) -> Version | None:
    return application.versions.select_related("sent_by").first()


def published_decision(application: Application) -> Decision | None:
    return application.decisions.published().select_related("document").first()


def timeline(application: Application, decision: Decision | None) -> list[dict[str, Any]]:
    """What has happened, in the applicant's words, newest first; nothing of what the desk does before it publishes."""
    events = [] if application.entered_by_id else [{"at": application.created_at, "what": _("The application was begun")}]
    versions = sorted(application.versions.select_related("sent_by"), key=lambda version: version.number)
    for version in versions:
        events.append({"at": version.received_at, "what": _how_it_came(version), "who": str(version.sent_by)})
    if application.status == "withdrawn":
        withdrawn = events_about(application.about).filter(act="withdraw").first()
        events.append({"at": withdrawn.at, "what": _("The application was withdrawn")})
    if decision:
        events.append({"at": decision.published_at, "what": _("The decision was made known")})
    return sorted(events, key=lambda event: event["at"], reverse=True)


def _how_it_came(version: Version) -> str:
    """The coordinator who registers a paper has not sent it: she stands there as the one who wrote it down."""
    if version.is_registered:
        return _("The application arrived (%(channel)s) and was registered") % {"channel": version.channel_label}
    return pgettext("timeline", "The application was sent") if version.number == 1 else _("The application was sent again")
