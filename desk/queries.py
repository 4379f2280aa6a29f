"""What the desk shows, read from every app below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications import workflow
from applications.actions import REMINDER_CLOCK, REMINDER_DAYS
from applications.models import Application, InterestDeclaration
from core import dates
from decisions.models import OUTCOMES, Decision
from registry.models import Event
from registry.queries import events_about
from rounds.models import Round

# What the record office calls an act, as the timeline of a case says it.
ACTS = {
    "begin": _("The application was begun"),
    "save": _("The group changed its answers"),
    "submit": _("The application was sent"),
    "withdraw": _("The application was withdrawn"),
    "take_up": _("Taken up for review"),
    "declare": _("Declared interests"),
    "score": _("Reviewed"),
    "propose": _("Proposed a decision"),
    "return_to_review": _("Returned to review"),
    "decide": _("Decided"),
    "store_letter": _("The decision letter was made"),
    "download": _("Downloaded the decision letter"),
    "view": _("Opened the case"),
}
OUTCOMES_OF_ACTS = {
    "refused": _("It was refused"),
    "no_conflict": _("No conflict of interest"),
    "stepped_aside": _("Stepped aside"),
    "saved": _("Draft saved"),
    "sent": _("Review sent"),
    **OUTCOMES,
}
# Too many of them to be worth a line each.
LEFT_OUT = {"save", "view"}


def worklist(person: User) -> QuerySet[Application]:
    """Every row that the person may see, what has waited longest first, with whether she has declared her interests."""
    declared = InterestDeclaration.objects.filter(application=OuterRef("pk"), person=person)
    rows = Application.objects.listed_for(person).select_related("round", "group")
    return rows.annotate(is_declared=Exists(declared), is_disqualified=Exists(declared.filter(is_disqualified=True))).order_by(
        "submitted_at", "pk"
    )


@dataclass(frozen=True)
class Waiting:
    """One kind of work that waits for somebody: how much, and where the list of it is."""

    label: str
    count: int
    query: str


def waiting_for(person: User, rows: QuerySet[Application], at: datetime) -> list[Waiting]:
    """What the person is expected to do next, by her roles; only kinds of which there is some."""
    status = list(rows.filter(round__closes_at__lte=at).values_list("status", "is_declared", "is_disqualified"))

    def count(*wanted: str, declared: bool | None = None) -> int:
        return sum(
            state in wanted and not aside and (declared is None or is_declared == declared)
            for state, is_declared, aside in status
        )

    work: list[Waiting] = []
    if person.roles & {"coordinator", "reviewer", "decider"}:
        states = [workflow.PROPOSED] if person.roles == {"decider"} else [workflow.SUBMITTED, workflow.IN_REVIEW]
        work.append(Waiting(_("to declare your interests in"), count(*states, declared=False), "waits=declaration"))
    if person.roles & {"coordinator", "reviewer"}:
        work.append(Waiting(_("to review"), count(workflow.IN_REVIEW, declared=True), "status=in_review"))
    if "decider" in person.roles:
        work.append(Waiting(_("to decide"), count(workflow.PROPOSED, declared=True), "status=proposed"))
        work.append(Waiting(_("to publish"), _to_publish(person), "status=decided"))
    return [it for it in work if it.count]


def _to_publish(person: User) -> int:
    return Decision.objects.prepared().filter(application__in=Application.objects.handled_by(person)).count()


def timeline(application: Application) -> list[dict[str, object]]:
    """What has been done in the case, newest first, with names."""
    events = [event for event in events_about(application.about) if event.act in ACTS and event.act not in LEFT_OUT]
    names = _names(events)
    return [
        {
            "at": event.at,
            "what": ACTS[event.act],
            "who": names.get(event.actor, _("The system")),
            "more": event.details.get("reason") or OUTCOMES_OF_ACTS.get(event.outcome, ""),
        }
        for event in events
    ]


def _names(events: list[Event]) -> dict[str, str]:
    keys = {int(event.actor.removeprefix("person:")) for event in events if event.actor.startswith("person:")}
    return {f"person:{person.pk}": str(person) for person in User.objects.filter(pk__in=keys)}


def reminder_moments(round_: Round) -> list[tuple[int, datetime]]:
    """When reminders of the round go: days before closing, and the instant."""
    return [(days, dates.days_before(round_.closes_at, days, REMINDER_CLOCK)) for days in REMINDER_DAYS]


def rounds_with_prepared(person: User) -> set[int]:
    """Rounds in which the person has decisions to publish, by primary key."""
    prepared = Decision.objects.prepared().filter(application__in=Application.objects.handled_by(person))
    return set(prepared.values_list("application__round", flat=True))


def days_waited(application: Application, at: datetime) -> int:
    return (at - application.submitted_at) // timedelta(days=1)
