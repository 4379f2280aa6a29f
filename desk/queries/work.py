"""The worklist: every row that a person may see, and what comes next in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from advice.queries import has_advised
from applications import workflow
from applications.models import Application, InterestDeclaration
from core import dates
from core.text import Words
from decisions.models import Correction, Decision, Proposal
from reviews.models import GateAnswer, Review
from reviews.queries import unsent_assignments


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
        Work("gate", _("to check for eligibility"), _("Check the eligibility"), frozenset({"coordinator"})),
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
    workflow.INCOMPLETE: _("Waits for the group to complete it"),
    workflow.PROPOSED: _("Waits for the decision maker"),
    workflow.DECIDED: _("Waits for publication"),
    workflow.WITHDRAWN: _("Nothing: withdrawn"),
}


def work_of(person: User) -> list[Work]:
    """The kinds of work that come to somebody in these roles."""
    return [work for work in WORK.values() if person.roles & work.roles]


def worklist(person: User, at: datetime) -> QuerySet[Application]:
    """Every row that the person may see, what has waited longest first and what waits for nobody last.

    Each knows whether she has declared her interests (`is_declared`) or advised on it (`is_adviser`), whether its gate holds,
    or not, or nobody has answered (`gate_holds`), her next step in it (`work`, the code of one, or empty), who is asked to
    review it and has not, whether anybody at the desk has looked at it, and whether its decision is being corrected or its grant
    has lapsed. This is dear for each row: a long list is
    narrowed and cut into pages first (`narrowed`).
    """
    declarations = InterestDeclaration.objects.filter(application=OuterRef("pk"))
    return (
        with_state(with_steps(Application.objects.listed_for(person), person, at))
        .annotate(is_untouched=~Exists(declarations))
        .select_related("round", "group", "handler")
        .order_by(F("waiting_since").asc(nulls_last=True), "pk")
    )


def with_steps(rows: QuerySet[Application], person: User, at: datetime) -> QuerySet[Application]:
    """Rows that know the person's next step. Her declaration is joined, since asking once a step would cost each row several."""
    word = FilteredRelation("interest_declarations", condition=Q(interest_declarations__person=person))
    proposals = Proposal.objects.filter(application=OuterRef("pk"))
    gate = GateAnswer.objects.filter(application=OuterRef("pk"))
    sent = Review.objects.filter(version__application=OuterRef("pk"), reviewer=person, sent_at__isnull=False)
    return (
        rows.annotate(own_word=word)
        .annotate(
            is_declared=ExpressionWrapper(Q(own_word__isnull=False), BooleanField()),
            is_adviser=has_advised(person),
            is_reviewed=Exists(sent),
            # Any answer means that the gate is done, since two of its checks always need a person and she answers all at once.
            gate_holds=Subquery(gate.order_by("holds").values("holds")[:1]),
            is_prepared=Exists(Decision.objects.prepared().filter(application=OuterRef("pk"))),
            proposer=Subquery(proposals.values("proposed_by")[:1]),
            is_asked=Exists(unsent_assignments().filter(application=OuterRef("pk"))),
        )
        .annotate(
            work=Case(*[When(_rows_of(work, person, at), then=Value(work.code)) for work in work_of(person)], default=Value(""))
        )
    )


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
        "gate": in_review & Q(gate_holds__isnull=True, is_late=False),
        "review": in_review & Q(is_reviewed=False, is_late=False, gate_holds=True),
        "propose": in_review
        & (Q(is_reviewed=True) | Q(is_late=True) | Q(gate_holds=False))
        & (Q(round__programme__adviser_may_propose=True) | Q(is_adviser=False)),
        "decide": proposed & (Q(round__programme__proposer_may_decide=True) | ~Q(proposer=person.pk)),
        "publish": Q(is_prepared=True),
    }
    return Q(is_declared=True) & rows[work.code]


def waiting_of_all(person: User, at: datetime) -> tuple[list[tuple[Work, int]], int]:
    """What the person has to do next and in how many cases, only work of which there is some; and how many rows she sees in all.

    One question for both, since each walks over every row.
    """
    counts = dict(
        with_steps(Application.objects.listed_for(person), person, at).order_by().values_list("work").annotate(Count("pk"))
    )
    return [(work, counts[work.code]) for work in work_of(person) if counts.get(work.code)], sum(counts.values())


def with_state(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Rows that know what has become of their decision: whether it is being corrected, or has lapsed."""
    of_case = Decision.objects.filter(application=OuterRef("pk"))
    return rows.annotate(
        is_correcting=Exists(Correction.objects.open().filter(decision__application=OuterRef("pk"))),
        is_lapsed=Exists(of_case.filter(state=Decision.LAPSED)) & ~Exists(of_case.binding()),
    )


def state_words(row: Application) -> list[Words]:
    """The state of a row `with_state`, and what has become of its decision."""
    words: list[Words] = [row.status_for_staff]
    if row.is_correcting:
        words.append(_("correction under way"))
    if row.is_lapsed:
        words.append(_("the grant has lapsed"))
    return words


def next_step(row: Application, at: datetime) -> Words:
    """What comes next in a case: the reader's own step, or who has it."""
    if row.work:
        return WORK[row.work].step
    if row.status == workflow.SUBMITTED and not row.round.has_closed(at):
        return _("The round is still open")
    if row.published_at and row.status == workflow.DECIDED and not row.is_prepared:
        return _("Nothing: the decision is published")
    return OTHERS_WORK[row.status]


def days_waited(row: Application, at: datetime) -> int | None:
    """Calendar days; none where nothing waits, or not yet."""
    if row.waiting_since is None or row.waiting_since > at:
        return None
    return (dates.local_day(at) - dates.local_day(row.waiting_since)).days


# Who has the ball: who does the next step, whoever the reader is.
APPLICANT, COORDINATOR, REVIEWERS, DECIDER, NOBODY = "applicant", "coordinator", "reviewers", "decider", "nobody"
BALLS = {
    APPLICANT: _("The group"),
    COORDINATOR: _("The coordinator"),
    REVIEWERS: _("The reviewers"),
    DECIDER: _("The decision maker"),
    NOBODY: _("Nobody"),
}


def ball(row: Application, at: datetime) -> str:
    """Who has the next step in a row of `worklist`, a code of `BALLS`. The same in the database: `has_ball`."""
    if row.waiting_since is None or row.waiting_since > at:
        return NOBODY
    if row.status == workflow.IN_REVIEW:
        return REVIEWERS if row.is_asked else COORDINATOR
    return {workflow.SUBMITTED: COORDINATOR, workflow.INCOMPLETE: APPLICANT}.get(row.status, DECIDER)


def has_ball(code: str, at: datetime) -> Q:
    waits, in_review = Q(waiting_since__lte=at), Q(status=workflow.IN_REVIEW)
    asked = Exists(unsent_assignments().filter(application=OuterRef("pk")))
    return {
        APPLICANT: waits & Q(status=workflow.INCOMPLETE),
        COORDINATOR: waits & (Q(status=workflow.SUBMITTED) | (in_review & ~Q(asked))),
        REVIEWERS: waits & in_review & Q(asked),
        DECIDER: waits & Q(status__in=[workflow.PROPOSED, workflow.DECIDED]),
        NOBODY: Q(waiting_since__isnull=True) | Q(waiting_since__gt=at),
    }[code]
