"""What citizens' pages show, read from the apps below."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Subquery, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from advice.models import GROUP, Appointment, Idea, SignUp, Thread
from advice.queries.appointments import coming_appointments
from applications.models import LAPSED, Application, ApplicationQuerySet, CompletionRequest, Version
from applications.queries import latest_completion, points_of
from core import dates
from core.text import Words
from decisions.models import GRANTED, Claim, Decision, Hearing, Notice, ReserveOffer
from decisions.queries import disputes_for_group, hearings_to_answer
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


def applications_of(person: User) -> ApplicationQuerySet:
    """One's own, the newest first, each with how many messages of the City she has not read: `unread`, and the last day of
    what it is asked to complete: `due_on`.
    """
    applications = Application.objects.visible_to(person).select_related("round", "group").order_by("-changed_at", "-pk")
    asked = CompletionRequest.objects.open().filter(application=OuterRef("pk")).values("due_on")[:1]
    found = with_offers(applications).annotate(unread=_unread(person, application=OuterRef("pk")), due_on=Subquery(asked))
    return _with_claims(found)


def _with_claims(applications: ApplicationQuerySet) -> ApplicationQuerySet:
    """Each with its group's newest claim for rectification, and whether the group is asked about any: `is_heard`."""
    own = Claim.objects.filter(claimant=Claim.PARTY, decision__application=OuterRef("pk")).order_by("-received_at", "-pk")
    asked = Hearing.objects.open().filter(of_party=True, claim__decision__application=OuterRef("pk"))
    return applications.annotate(
        claim_reference=Subquery(own.values("reference")[:1]),
        claim_outcome=Subquery(own.values("outcome")[:1]),
        claimed_state=Subquery(own.values("decision__state")[:1]),
        is_heard=Exists(asked),
    )


def shown_claim(application: Any) -> tuple[str, Words] | None:
    """The reference and the state of the newest claim of a row; what it changed is told when the new decision is."""
    if application.claim_reference is None:
        return None
    if application.claim_outcome == Claim.CHANGED and application.claimed_state != Decision.REPLACED:
        return application.claim_reference, _("The decision will be changed")
    return application.claim_reference, Claim.OUTCOMES.get(application.claim_outcome, _("Pending"))


def with_offers(applications: ApplicationQuerySet) -> ApplicationQuerySet:
    """Each knows whether money from the reserve list waits for its answer, and whether anybody claims a rectification."""
    offers = ReserveOffer.objects.open().filter(place__application=OuterRef("pk"))
    claims = Claim.objects.filter(decision__application=OuterRef("pk"))
    return applications.annotate(has_offer=Exists(offers), has_claims=Exists(claims))


def still_asked(applications: Iterable[Any], at: datetime) -> list[Any]:
    """Those that can still be completed, what is due first on top."""
    waiting = [it for it in applications if it.due_on and dates.local_day(at) <= it.due_on]
    return sorted(waiting, key=lambda it: it.due_on)


@dataclass(frozen=True)
class OwnAdvice:
    """What a person has asked and agreed on with the City's advisers: her ideas that are still ideas, and her times to come."""

    ideas: list[Idea]
    appointments: list[Appointment]
    places: list[SignUp]


def advice_of(person: User, at: datetime) -> OwnAdvice:
    ideas = Idea.objects.visible_to(person).open().with_state()
    return OwnAdvice(
        ideas=list(ideas.annotate(unread=_unread(person, idea=OuterRef("pk")))),
        appointments=list(coming_appointments(person, at)),
        places=list(SignUp.objects.visible_to(person).coming(at)),
    )


def _unread(person: User, **about: OuterRef) -> Subquery:
    """How many messages of the City about it she has not read."""
    return Subquery(Thread.objects.filter(**about).with_unread(person, GROUP).values("unread")[:1])


def newest_version(application: Application) -> Version | None:
    return next(iter(versions_of(application)), None)


def versions_of(application: Application) -> list[Version]:
    """What was sent, the newest first; read once for a page and its timeline."""
    prefetch_related_objects([application], Prefetch("versions", Version.objects.select_related("sent_by")))
    return list(application.versions.all())


def published_decision(application: Application) -> Decision | None:
    return application.decisions.known().select_related("document").first() if application.published_at else None


def completion_of(application: Application, at: datetime) -> dict[str, Any]:
    """The newest request for completion, and what of it waits for the group."""
    completion = latest_completion(application)
    is_open = completion is not None and completion.takes_answers(at)
    return {"completion": completion, "asked": points_of(completion) if is_open else []}


def disputes(application: Any, decision: Decision | None, person: User, at: datetime) -> dict[str, Any]:
    """Claims in the case, and what the group is asked about them; nothing before a decision."""
    if decision is None or not application.has_claims:
        return {}
    asked = hearings_to_answer(person).filter(claim__decision__application=application)
    return {"disputes": disputes_for_group(application), "hearings": asked, "today": dates.local_day(at)}


def may_try_again(application: Application, decision: Decision | None) -> bool:
    """Whether the next round is worth telling of: where a group got nothing, or a part, or withdrew."""
    return decision.outcome != GRANTED if decision else application.status == "withdrawn"


def rounds_ahead(at: datetime) -> list[Round]:
    """Open or to come, the nearest first."""
    return [shown.round for shown in offer(at).ahead if shown.state != Round.CANCELLED]


def timeline(application: Application, decision: Decision | None, claims: Iterable[Claim] = ()) -> list[dict[str, Any]]:
    """What has happened, in the applicant's words, newest first; nothing of what the desk does before it publishes."""
    events = [] if application.entered_by_id else [{"at": application.created_at, "what": _("The application was begun")}]
    requests = application.completions
    answers = {request.answer_id for request in requests}
    for version in reversed(versions_of(application)):
        what = _("The completion was sent") if version.pk in answers else _how_it_came(version)
        events.append({"at": version.received_at, "what": what, "who": str(version.sent_by)})
    for request in requests:
        events.append({"at": request.asked_at, "what": _("We asked for more information")})
        if request.end == LAPSED:
            events.append({"at": request.ended_at, "what": _("The time to answer ended")})
    if application.status == "withdrawn":
        withdrawn = events_about(application.about).filter(act="withdraw").first()
        events.append({"at": withdrawn.at, "what": _("The application was withdrawn")})
    if decision:
        events += _of_decisions(application, decision)
        events += [event for claim in claims for event in _steps_of(claim)]
        events += [
            {"at": notice.recorded_at, "what": _how_it_was_served(notice)}
            for notice in decision.notices.all()
            if notice.audience == Notice.PARTY and notice.annulled_at is None
        ]
    return sorted(events, key=lambda event: event["at"], reverse=True)


def _of_decisions(application: Application, newest: Decision) -> list[dict[str, Any]]:
    """Only what was made known: each version, and that the grant ended. The earlier ones are asked for only where there are any."""
    versions = application.decisions.known() if newest.number > 1 else [newest]
    first, *newer = sorted(versions, key=lambda it: it.number)
    events = [{"at": first.published_at, "what": _("The decision was made known")}]
    events += [{"at": it.published_at, "what": _("A newer decision was made known")} for it in newer]
    if newest.is_lapsed:
        what = _("You gave the grant up") if newest.is_given_up else _("The grant lapsed")
        events.append({"at": newest.lapsed_at, "what": what})
    return events


def _steps_of(claim: Claim) -> list[dict[str, Any]]:
    """That it came and that it ended; what came of it is on its own page."""
    words = {"reference": claim.reference}
    steps = [{"at": claim.received_at, "what": _("A claim for rectification came: %(reference)s") % words, "who": claim.name}]
    if claim.ended_at and claim.outcome == Claim.WITHDRAWN:
        steps.append({"at": claim.ended_at, "what": _("The claim for rectification was taken back: %(reference)s") % words})
    elif claim.ended_at:
        steps.append({"at": claim.ended_at, "what": _("The claim for rectification was handled: %(reference)s") % words})
    return steps


def _how_it_was_served(notice: Notice) -> str:
    said = {"how": notice.channel_label, "sent": dates.day(notice.sent_on), "until": dates.day(notice.claim_until)}
    return _("The decision was served (%(how)s, %(sent)s). The last day for a claim is %(until)s.") % said


def _how_it_came(version: Version) -> str:
    """The coordinator who registers a paper has not sent it: she stands there as the one who wrote it down."""
    if version.is_registered:
        return _("The application arrived (%(channel)s) and was registered") % {"channel": version.channel_label}
    return pgettext("timeline", "The application was sent") if version.number == 1 else _("The application was sent again")
