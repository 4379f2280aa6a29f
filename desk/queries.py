"""What the desk shows, read from every app below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat, Greatest
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, User
from applications import workflow
from applications.models import Application, InterestDeclaration
from applications.queries import REMINDER_CLOCK, REMINDER_DAYS
from core import dates
from core.text import Words
from decisions.models import OUTCOMES, Decision, Proposal
from decisions.queries import decisions_to_publish
from registry.models import Event
from registry.queries import events_about
from reviews.models import Review
from rounds.models import KINDS, Fund, Round


@dataclass(frozen=True)
class Work:
    """Something that a person may have to do next in a case: `step` names it in a row, `label` follows a number."""

    code: str
    label: Words
    step: Words
    roles: frozenset[str]


HANDLERS = frozenset({"coordinator", "reviewer", "decider"})
# The order counts: a case has at most one next step for a person, the first that fits.
WORK = {
    work.code: work
    for work in (
        Work("declare", _("to declare your interests in"), _("Declare your interests"), HANDLERS),
        Work("take_up", _("to take up for review"), _("Take up for review"), frozenset({"coordinator"})),
        Work("review", _("to review"), _("Review"), frozenset({"coordinator", "reviewer"})),
        Work("propose", _("to propose a decision on"), _("Propose a decision"), frozenset({"coordinator"})),
        Work("decide", _("to decide"), _("Decide"), frozenset({"decider"})),
        Work("publish", _("to publish"), _("Publish"), frozenset({"decider"})),
    )
}
# Who has the next step where the reader has none.
OTHERS_WORK = {
    workflow.SUBMITTED: _("Waits for the coordinator"),
    workflow.IN_REVIEW: _("Waits for reviews and a proposal"),
    workflow.PROPOSED: _("Waits for the decision maker"),
    workflow.DECIDED: _("Waits for publication"),
    workflow.WITHDRAWN: _("Nothing: withdrawn"),
}
STEPS = ("submit", "take_up", "propose", "return_to_review", "decide")


def work_of(person: User) -> list[Work]:
    """The kinds of work that come to somebody in these roles."""
    return [work for work in WORK.values() if person.roles & work.roles]


def worklist(person: User, at: datetime) -> QuerySet[Application]:
    """Every row that the person may see, what has waited longest first and what waits for nobody last.

    Each knows whether it is of the person's own group (`is_own`), whether she has declared her interests (`is_declared`) or
    stepped aside (`is_disqualified`), her next step in it (`work`, the code of one, or empty), and since when it has waited.
    """
    declared = InterestDeclaration.objects.filter(application=OuterRef("pk"), person=person)
    proposals = Proposal.objects.filter(application=OuterRef("pk"))
    rows = Application.objects.listed_for(person).select_related("round", "group")
    return (
        rows.annotate(
            is_own=Exists(Membership.objects.filter(group=OuterRef("group"), person=person)),
            is_declared=Exists(declared),
            is_disqualified=Exists(declared.filter(is_disqualified=True)),
            is_reviewed=Exists(
                Review.objects.filter(version__application=OuterRef("pk"), reviewer=person, sent_at__isnull=False)
            ),
            is_prepared=Exists(Decision.objects.prepared().filter(application=OuterRef("pk"))),
            proposer=Subquery(proposals.values("proposed_by")[:1]),
        )
        .annotate(
            work=Case(*[When(_rows_of(work, person, at), then=Value(work.code)) for work in work_of(person)], default=Value("")),
            waiting_since=_waiting_since(),
            is_finished=Case(When(_FINISHED, then=Value(1)), default=Value(0)),
        )
        .order_by("is_finished", "waiting_since", "pk")
    )


_FINISHED = Q(status=workflow.WITHDRAWN) | Q(published_at__isnull=False)


def _rows_of(work: Work, person: User, at: datetime) -> Q:
    """In which rows of the worklist this is the person's next step, if nothing before it is."""
    received = Q(status=workflow.SUBMITTED, round__closes_at__lte=at)
    in_review, proposed = Q(status=workflow.IN_REVIEW), Q(status=workflow.PROPOSED)
    if work.code == "declare":
        asked = [received | in_review] if person.roles & {"coordinator", "reviewer"} else []
        asked += [proposed | Q(is_prepared=True)] if "decider" in person.roles else []
        return Q(is_own=False, is_declared=False) & reduce(or_, asked)
    rows = {
        "take_up": received,
        "review": in_review & Q(is_reviewed=False, is_late=False),
        "propose": in_review & (Q(is_reviewed=True) | Q(is_late=True)),
        "decide": proposed & (Q(round__programme__proposer_may_decide=True) | ~Q(proposer=person.pk)),
        "publish": Q(is_prepared=True),
    }
    return Q(is_own=False, is_declared=True, is_disqualified=False) & rows[work.code]


def _waiting_since() -> Case:
    """Since the last step, as the record office noted it; an application that just came, since its round closed."""
    steps = Event.objects.filter(about=Concat(Value("application:"), OuterRef("reference")), act__in=STEPS)
    last = steps.exclude(outcome="refused").order_by("-at").values("at")[:1]
    return Case(
        When(status=workflow.SUBMITTED, then=Greatest("submitted_at", "round__closes_at")),
        default=Coalesce(Subquery(last), F("submitted_at")),
    )


def waiting_for(rows: QuerySet[Application], person: User) -> list[tuple[Work, int]]:
    """What the person has to do next and in how many cases; only work of which there is some."""
    counts = dict(rows.order_by().values_list("work").annotate(Count("pk")))
    return [(work, counts[work.code]) for work in work_of(person) if counts.get(work.code)]


def next_step(row: Application, at: datetime) -> Words:
    """What comes next in a case: the reader's own step, or who has it."""
    if row.work:
        return WORK[row.work].step
    if row.is_own:
        return _("Your own group: others handle it")
    if row.is_disqualified:
        return _("You have stepped aside")
    if row.status == workflow.SUBMITTED and not row.round.has_closed(at):
        return _("The round is still open")
    if row.published_at and row.status == workflow.DECIDED:
        return _("Nothing: the decision is published")
    return OTHERS_WORK[row.status]


def days_waited(row: Application, at: datetime) -> int | None:
    """Calendar days; none where nothing waits, or not yet."""
    if row.is_finished or row.waiting_since > at:
        return None
    return (dates.local_day(at) - dates.local_day(row.waiting_since)).days


# What the record office calls an act, as the timeline of a case says it.
ACTS = {
    "begin": _("The application was begun"),
    "submit": _("The application was sent"),
    "enter": _("Began to enter an application that came on paper"),
    "register": _("Registered an application that came on paper"),
    "allow_help": _("The coordinator may help"),
    "end_help": _("The coordinator may not help any more"),
    "withdraw": _("The application was withdrawn"),
    "take_up": _("Taken up for review"),
    "declare": _("Declared interests"),
    "score": _("Reviewed"),
    "propose": _("Proposed a decision"),
    "return_to_review": _("Returned to review"),
    "decide": _("Decided"),
    "publish": _("Published the decision"),
    "store_letter": _("The decision letter was made"),
    "download": _("Downloaded the decision letter"),
    "read_attachment": _("Opened an attachment"),
    "scan": _("An attachment was checked for malware"),
}
OUTCOMES_OF_ACTS = {
    "refused": _("It was refused"),
    "no_conflict": _("No conflict of interest"),
    "stepped_aside": _("Stepped aside"),
    "saved": _("Draft saved"),
    "sent": _("Review sent"),
    "late": _("It came after the round"),
    "clean": _("No malware was found"),
    "infected": _("There was malware in it. It was deleted."),
    **OUTCOMES,
}


def timeline(application: Application) -> list[dict[str, object]]:
    """What has been done in the case, newest first, with names."""
    round_ = f"round:{application.round_id}"
    events = [
        event
        for event in events_about(application.about, round_)
        if event.act in ACTS and (event.about != round_ or _publishes(event, application))
    ]
    names = _names(events)
    return [
        {
            "at": event.at,
            "what": ACTS[event.act],
            "who": names.get(event.actor, _("The system")),
            "more": OUTCOMES_OF_ACTS.get(event.outcome, ""),
        }
        for event in events
    ]


def _publishes(event: Event, application: Application) -> bool:
    """Publishing is an act on the round, and names the decisions that it made known."""
    return any(decision.startswith(f"{application.reference}/") for decision in event.details.get("decisions", []))


def _names(events: list[Event]) -> dict[str, str]:
    keys = {int(event.actor.removeprefix("person:")) for event in events if event.actor.startswith("person:")}
    return {f"person:{person.pk}": str(person) for person in User.objects.filter(pk__in=keys)}


def case_row(person: User, at: datetime) -> QuerySet[Application]:
    """The rows of the worklist with what a case's page needs besides: whether it is open to the person, what its fund has left."""
    handled = Application.objects.handled_by(person).filter(pk=OuterRef("pk"))
    fund = Fund.objects.filter(programme=OuterRef("round__programme"), kind=OuterRef("kind"))
    left = Subquery(fund.values(left=F("budget") - F("committed"))[:1])
    return worklist(person, at).select_related("round__programme").annotate(is_open=Exists(handled), fund_left=left)


def case_proposal(row: Application) -> Proposal | None:
    """The newest one; asked for only where the row says that there is any."""
    return row.proposals.select_related("proposed_by").first() if row.proposer else None


def case_decision(row: Application) -> Decision | None:
    """The decision in force or being prepared."""
    if not (row.is_prepared or row.published_at):
        return None
    decisions = row.decisions.exclude(state=Decision.CANCELLED)
    return decisions.select_related("decided_by", "document").first()


def prepared_decision(application: Application) -> Decision | None:
    """A decision that nobody outside the desk has seen yet."""
    prepared = application.decisions.prepared()
    return prepared.select_related("decided_by", "application__group", "application__round__programme").first()


@dataclass(frozen=True)
class Publication:
    """What pressing "publish" makes known: decisions, and their euros by kind. `left_out` waits for the reader's declaration."""

    decisions: list[Decision]
    left_out: int

    @property
    def totals(self) -> list[tuple[Words, int, Decimal]]:
        """Label, number of decisions and euros of each kind that is there."""
        by_kind = {kind: [it for it in self.decisions if it.application.kind == kind] for kind in KINDS}
        return [
            (KINDS[kind], len(some), sum((it.amount for it in some), Decimal("0.00"))) for kind, some in by_kind.items() if some
        ]

    @property
    def seen(self) -> str:
        """Names the decisions, so that nothing is published that was not on the page when the button was pressed."""
        return ",".join(str(decision.pk) for decision in self.decisions)


def publication(round_: Round, person: User) -> Publication:
    decisions = list(decisions_to_publish(round_, person))
    everything = Decision.objects.prepared().filter(application__round=round_).count()
    return Publication(decisions, everything - len(decisions))


def rounds_with_prepared(person: User) -> set[int]:
    """Rounds in which the person has decisions to publish, by primary key."""
    prepared = Decision.objects.prepared().filter(application__in=Application.objects.handled_by(person))
    return set(prepared.values_list("application__round", flat=True))


def reminder_moments(round_: Round) -> list[tuple[int, datetime]]:
    """When reminders of the round go: days before closing, and the instant."""
    return [(days, dates.days_before(round_.closes_at, days, REMINDER_CLOCK)) for days in REMINDER_DAYS]


def open_round(at: datetime) -> Round | None:
    """For the empty worklist: what is being waited for."""
    return Round.objects.open(at).order_by("closes_at").first()
