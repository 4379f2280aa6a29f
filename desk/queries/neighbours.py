"""Which case comes before and after one in a list, and which is the next to review."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, Subquery, Value, Window
from django.db.models.functions import Coalesce, Lag, Lead, RowNumber

from accounts.models import User
from applications.models import Application
from desk.queries.narrowing import Chosen, narrowed, ordered


@dataclass(frozen=True)
class Place:
    """`number` of `count` in the list; references, empty at its ends. A case that has left the list has no number."""

    number: int = 0
    count: int = 0
    previous: str = ""
    next: str = ""


def place(application: Application, person: User, at: datetime, chosen: Chosen, sort: str = "") -> Place:
    """Where the case stands in the list that `chosen` and `sort` make; one question, however long the list.

    The database numbers the rows, and only the two beside the case are read.
    """
    rows = ordered(narrowed(person, at, chosen), sort, person, at)
    order: Any = rows.query.order_by
    beside = rows.annotate(
        number=Window(RowNumber(), order_by=order),
        count=Window(Count("pk")),
        before=Window(Lag("pk"), order_by=order),
        after=Window(Lead("pk"), order_by=order),
    ).filter(Q(before=application.pk) | Q(after=application.pk))
    found = {row.after == application.pk: row for row in beside}
    previous, following = found.get(True), found.get(False)
    if previous:
        return Place(previous.number + 1, previous.count, previous.reference, following.reference if following else "")
    return Place(following.number - 1, following.count, "", following.reference) if following else Place()


def next_to_review(application: Application, person: User, at: datetime, chosen: Chosen) -> str:
    """The reference of the next in the list that waits for the person's review; after the last one, the first again.

    One question whose two parts stop at the first row that fits, by the index of the waiting time.
    """
    rows = narrowed(person, at, replace(chosen, waits="review")).exclude(pk=application.pk).filter(waiting_since__isnull=False)
    rows = rows.order_by("waiting_since", "pk")
    since = application.waiting_since
    later = rows.filter(Q(waiting_since__gt=since) | Q(waiting_since=since, pk__gt=application.pk)) if since else rows
    found = Coalesce(Subquery(later.values("reference")[:1]), Subquery(rows.values("reference")[:1]), Value(""))
    return Application.objects.filter(pk=application.pk).values_list(found, flat=True).get()
