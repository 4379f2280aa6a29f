"""Narrowing, sorting and cutting the worklist: by columns that have an index, and the dear facts only for the rows of a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, StaffRole, User
from applications import workflow
from applications.models import Application
from core import dates
from core.folding import fold
from core.text import clean_line
from decisions.models import Claim, Decision
from desk.queries.work import WORK, has_ball, with_steps, worklist

ME, UNHANDLED = "me", "none"
MOST_WORDS = 6


@dataclass(frozen=True)
class Chosen:
    """What a list is narrowed to; what is None or empty narrows nothing. `handler` is ME, UNHANDLED or a person's number."""

    waits: str = ""
    words: str = ""
    round: int | None = None
    kind: str = ""
    status: str = ""
    handler: str = ""
    ball: str = ""
    at_least: Decimal | None = None
    at_most: Decimal | None = None
    days: int | None = None
    finality: str = ""


def narrowed(person: User, at: datetime, chosen: Chosen) -> QuerySet[Application]:
    """The rows that the person may see and that fit, without order and without what only a page shows."""
    rows = Application.objects.listed_for(person).filter(**_exact(person, chosen))
    if chosen.days is not None:
        waited_on = dates.local_day(at) - timedelta(days=chosen.days)
        rows = rows.filter(waiting_since__lt=dates.bounds_of_day(waited_on)[1])
    if chosen.ball:
        rows = rows.filter(has_ball(chosen.ball, at))
    if chosen.finality:
        rows = rows.filter(has_finality(chosen.finality, at))
    for word in fold(clean_line(chosen.words)).split()[:MOST_WORDS]:
        rows = rows.filter(_named(word))
    return with_steps(rows, person, at).filter(work=chosen.waits) if chosen.waits else rows


def _exact(person: User, chosen: Chosen) -> dict[str, object]:
    """What is compared with a column as it is."""
    handler: dict[str, object] = {}
    if chosen.handler:
        named: dict[str, dict[str, object]] = {ME: {"handler": person.pk}, UNHANDLED: {"handler__isnull": True}}
        handler = named.get(chosen.handler, {"handler": chosen.handler})
    compared = {
        "round": chosen.round,
        "kind": chosen.kind,
        "status": chosen.status,
        "applied__gte": chosen.at_least,
        "applied__lte": chosen.at_most,
    }
    return {**handler, **{name: value for name, value in compared.items() if value not in {None, ""}}}


# What a published decision can be narrowed to.
FINAL, NOT_FINAL, DISPUTED = "final", "not_final", "disputed"
FINALITIES = {FINAL: _("Legally final"), NOT_FINAL: _("Not final yet"), DISPUTED: _("A claim for rectification is pending")}


def has_finality(code: str, at: datetime) -> Q:
    """Cases whose decision that holds is final, is not, or is claimed against."""
    of_case = Decision.objects.in_force().filter(application=OuterRef("pk"))
    final = Exists(Decision.objects.final(dates.local_day(at)).filter(application=OuterRef("pk")))
    pending = Exists(Claim.objects.pending().filter(decision__application=OuterRef("pk")))
    return {FINAL: Q(final), NOT_FINAL: Q(Exists(of_case)) & ~Q(final), DISPUTED: Q(pending)}[code]


def _named(word: str) -> Q:
    """In the number, the title, the group or one of its people; in nothing that the group has answered."""
    people = Membership.objects.filter(Q(person__name_folded__contains=word) | Q(person__email__contains=word))
    return (
        Q(reference__icontains=word)
        | Q(title_folded__contains=word)
        | Q(group__name_folded__contains=word)
        | Q(group__in=people.values("group"))
    )


# What a list can be sorted by: the order of each column. The default comes first.
SORTS = {
    "waiting": F("waiting_since"),
    "title": F("title_folded"),
    "kind": F("kind"),
    "applied": F("applied"),
    "status": Case(*[When(status=code, then=Value(place)) for place, code in enumerate(workflow.STATUSES)], default=Value(99)),
    "next": Case(*[When(work=code, then=Value(place)) for place, code in enumerate(WORK)], default=Value(99)),
    "handler": F("handler__name_folded"),
}


def ordered(rows: QuerySet[Application], sort: str, person: User, at: datetime) -> QuerySet[Application]:
    """By a column of SORTS, backwards with a minus; what has nothing there comes last both ways. A nonsense sorts by waiting."""
    name = sort.removeprefix("-")
    if name not in SORTS:
        name = sort = "waiting"
    if name == "next":
        rows = with_steps(rows, person, at)
    key = SORTS[name]
    return rows.order_by(key.desc(nulls_last=True) if sort.startswith("-") else key.asc(nulls_last=True), "pk")


def rows_of(person: User, at: datetime, keys: Iterable[int]) -> list[Application]:
    """Whole rows of a page, in the order of `keys`."""
    rows = worklist(person, at).order_by().in_bulk(list(keys))
    return [rows[key] for key in keys if key in rows]


def handlers_to_choose() -> QuerySet[User]:
    """Who can be responsible for a case at the desk."""
    coordinators = StaffRole.objects.filter(role="coordinator").values("person")
    return User.objects.active().filter(pk__in=coordinators).order_by("name", "pk")
