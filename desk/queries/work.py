"""The worklist: every row that a person may see, and what comes next in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat, Greatest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from advice.queries import has_advised
from applications import workflow
from applications.models import Application, InterestDeclaration
from core import dates
from core.text import Words
from decisions.models import Decision, Proposal
from registry.models import Event
from reviews.models import Review


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

    Each knows whether she has declared her interests (`is_declared`) or advised on it (`is_adviser`), her next step in it
    (`work`, the code of one, or empty), and since when it has waited.
    """
    declared = InterestDeclaration.objects.filter(application=OuterRef("pk"), person=person)
    proposals = Proposal.objects.filter(application=OuterRef("pk"))
    rows = Application.objects.listed_for(person).select_related("round", "group")
    return (
        rows.annotate(
            is_declared=Exists(declared),
            is_adviser=has_advised(person),
            is_reviewed=Exists(
                Review.objects.filter(version__application=OuterRef("pk"), reviewer=person, sent_at__isnull=False)
            ),
            is_prepared=Exists(Decision.objects.prepared().filter(application=OuterRef("pk"))),
            proposer=Subquery(proposals.values("proposed_by")[:1]),
        )
        .annotate(
            work=Case(*[When(_rows_of(work, person, at), then=Value(work.code)) for work in work_of(person)], default=Value("")),
            waits_since=_waiting_since(),
            is_finished=Case(When(_FINISHED, then=Value(1)), default=Value(0)),
        )
        .order_by("is_finished", "waits_since", "pk")
    )


_FINISHED = Q(status=workflow.WITHDRAWN) | Q(published_at__isnull=False)


def _rows_of(work: Work, person: User, at: datetime) -> Q:
    """In which rows of the worklist this is the person's next step, if nothing before it is."""
    received = Q(status=workflow.SUBMITTED, round__closes_at__lte=at)
    in_review, proposed = Q(status=workflow.IN_REVIEW), Q(status=workflow.PROPOSED)
    if work.code == "declare":
        asked = [received | in_review] if person.roles & {"coordinator", "reviewer"} else []
        asked += [proposed | Q(is_prepared=True)] if "decider" in person.roles else []
        return Q(is_declared=False) & reduce(or_, asked)
    rows = {
        "take_up": received,
        "review": in_review & Q(is_reviewed=False, is_late=False),
        "propose": in_review
        & (Q(is_reviewed=True) | Q(is_late=True))
        & (Q(round__programme__adviser_may_propose=True) | Q(is_adviser=False)),
        "decide": proposed & (Q(round__programme__proposer_may_decide=True) | ~Q(proposer=person.pk)),
        "publish": Q(is_prepared=True),
    }
    return Q(is_declared=True) & rows[work.code]


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
    if row.status == workflow.SUBMITTED and not row.round.has_closed(at):
        return _("The round is still open")
    if row.published_at and row.status == workflow.DECIDED:
        return _("Nothing: the decision is published")
    return OTHERS_WORK[row.status]


def days_waited(row: Application, at: datetime) -> int | None:
    """Calendar days; none where nothing waits, or not yet."""
    if row.is_finished or row.waits_since > at:
        return None
    return (dates.local_day(at) - dates.local_day(row.waits_since)).days
