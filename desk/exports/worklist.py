"""The worklist as a table: exactly the rows that the filters show, each in 24 columns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.models import User
from applications.models import HANDLERS, Application, CompletionRequest
from core.dates import stamp
from core.sheets import Cell, Sheet
from decisions.models import OUTCOMES, Decision, Proposal
from desk.queries import BALLS, ball, days_waited, state_words, with_state
from reviews.models import GateAnswer, Review
from reviews.queries import Standing, unsent_assignments

ROWS_AT_ONCE = 500
# The columns of the database that the cells are made of: reading whole rows would take half as long again.
_READ = (
    "reference", "title", "kind", "status", "submitted_at", "is_late", "applied", "waiting_since", "published_at",
    "round__number", "round__opens_at", "round__closes_at", "round__reviews_wanted", "group__name", "group__business_id",
    "group__carrier_business_id", "handler__name", "handler__email",
)  # fmt: skip
# Instead of what only those see who have declared no conflict of interest, or audit.
CLOSED: list[Cell] = [None] * 10


def worklist_headings() -> list[str]:
    return [
        _("Reference"), _("Title"), _("Group"), _("Business ID"), _("Kind"), _("Round"), _("State"), _("Received"), _("Late"),
        _("Applied"), _("Handler"), _("Who does the next step"), _("Waiting since"), _("Waiting, days"), _("Completion due"),
        _("Checks answered no"), _("Reviews sent"), _("Reviews wanted"), _("Points"), _("Per cent of points"), _("Proposed"),
        _("Decided"), _("Outcome"), _("Published"),
    ]  # fmt: skip


def worklist_sheet(
    rows: QuerySet[Application], *, person: User, at: datetime, filters: str, points: dict[int, Standing | None]
) -> Sheet:
    """`rows` in any order, narrowed already; `points` as the person may see them. Rows are read a few hundred at a time."""
    count = rows.count()
    facts = [
        (_("Report"), _("Applications in the worklist")),
        (_("Filter"), filters),
        (_("Applications"), str(count)),
        (_("Made on"), stamp(at, seconds=True)),
        (_("Made by"), str(person)),
        (
            _("Left empty"),
            _("What you may not see: of a case whose interests you have not declared, and points that wait for yours."),
        ),
    ]
    headings = worklist_headings()
    widths = [(0, 0, 14), (1, 2, 32), (3, len(headings) - 1, 15)]
    return Sheet(_("Applications"), headings, _lines(rows, person, at, points), facts, widths)


def _lines(rows: QuerySet[Application], person: User, at: datetime, points: dict[int, Standing | None]) -> Iterator[list[Cell]]:
    applied = Decimal("0.00")
    for row in _with_columns(rows, person).iterator(ROWS_AT_ONCE):
        applied += row.applied
        is_open = row.is_declared or not person.roles & HANDLERS
        yield [*_row_cells(row, at, is_open), *(_case_cells(row, points.get(row.pk)) if is_open else CLOSED)]
    empty: list[Cell] = [None] * len(worklist_headings())
    yield empty
    yield [_("Total"), *empty[1:9], applied, *empty[10:]]


def _with_columns(rows: QuerySet[Application], person: User) -> QuerySet[Application]:
    of_row = {"application": OuterRef("pk")}
    # What holds or waits for publication; a replaced decision and one that lapsed grant nothing.
    proposals, decisions = Proposal.objects.filter(**of_row), Decision.objects.binding().filter(**of_row)
    due = CompletionRequest.objects.filter(**of_row, ended_at__isnull=True)
    refused = GateAnswer.objects.filter(**of_row, holds=False).order_by().values("application").annotate(count=Count("pk"))
    sent = Review.objects.filter(version__application=OuterRef("pk"), sent_at__isnull=False).order_by()
    reviewers = sent.values("version__application").annotate(count=Count("reviewer", distinct=True))
    word = FilteredRelation("interest_declarations", condition=Q(interest_declarations__person=person))
    return with_state(Application.objects.filter(pk__in=rows.order_by().values("pk"))).annotate(own_word=word).annotate(
        is_declared=ExpressionWrapper(Q(own_word__isnull=False), BooleanField()),
        is_asked=Exists(unsent_assignments().filter(application=OuterRef("pk"))),
        due_on=Subquery(due.values("due_on")[:1]),
        refused_checks=_counted(refused),
        reviews_sent=_counted(reviewers),
        proposed_sum=Subquery(proposals.values("amount")[:1]),
        decided_sum=Subquery(decisions.values("amount")[:1]),
        outcome=Subquery(decisions.values("outcome")[:1]),
    ).select_related("round", "group", "handler").only(*_READ).order_by(F("waiting_since").asc(nulls_last=True), "pk")  # fmt: skip


def _counted(rows: QuerySet) -> Coalesce:
    return Coalesce(Subquery(rows.values("count")[:1], output_field=IntegerField()), 0)


def _row_cells(row: Application, at: datetime, is_open: bool) -> list[Cell]:
    """What everybody at the desk sees in a list, and who answers for the group."""
    business_id = (row.group.business_id or row.group.carrier_business_id) if is_open else None
    return [
        row.reference, str(row), row.group.name, business_id, str(row.kind_label), str(row.round),
        ", ".join(str(words) for words in state_words(row)), row.submitted_at, _("yes") if row.is_late else "", row.applied,
        str(row.handler) if row.handler else "", str(BALLS[ball(row, at)]), row.waiting_since, days_waited(row, at),
    ]  # fmt: skip


def _case_cells(row: Application, standing: Standing | None) -> list[Cell]:
    """What only those see who have declared no conflict of interest, or audit."""
    return [
        row.due_on, row.refused_checks, row.reviews_sent, row.round.reviews_wanted,
        standing.points if standing else None, standing.percent if standing else None, row.proposed_sum, row.decided_sum,
        str(OUTCOMES[row.outcome]) if row.outcome else "", row.published_at,
    ]  # fmt: skip
