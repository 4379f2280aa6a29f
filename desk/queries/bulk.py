"""What would happen to many cases at once: every row, and why not where it can't."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from applications import workflow
from applications.models import Application
from core.text import Words
from desk.queries.narrowing import Chosen, narrowed, ordered
from desk.queries.work import worklist

# So many are looked through before they are confirmed, and done while somebody waits.
MOST_AT_ONCE = 200


@dataclass(frozen=True)
class BulkAct:
    """`label` asks for it, `done` says afterwards what became of a row."""

    code: str
    label: Words
    done: Words


TAKE_UP, HAND_OVER = "take_up", "hand_over"
BULK_ACTS = {
    act.code: act
    for act in (
        BulkAct(TAKE_UP, gettext_lazy("Take up for review"), gettext_lazy("Taken up for review")),
        BulkAct(HAND_OVER, gettext_lazy("Hand over to a handler"), gettext_lazy("Handed over")),
    )
}


@dataclass(frozen=True)
class BulkRow:
    """One row of the preview; `why_not` is empty where the act is possible."""

    application: Application
    why_not: str


def bulk_rows(person: User, at: datetime, references: Iterable[str], act: str, to: User | None) -> list[BulkRow]:
    """In the order of the worklist; what the person may not see is left out, as if it were not there."""
    rows = worklist(person, at).filter(reference__in=list(references)[:MOST_AT_ONCE])
    return [BulkRow(row, _why_not(row, at, act, to)) for row in rows]


def references_of(person: User, at: datetime, chosen: Chosen) -> list[str]:
    """All that the filters show, at most one more than can be done at once."""
    rows = ordered(narrowed(person, at, chosen), "", person, at)
    return list(rows.values_list("reference", flat=True)[: MOST_AT_ONCE + 1])


def _why_not(row: Application, at: datetime, act: str, to: User | None) -> str:
    if act == HAND_OVER:
        if row.status == workflow.WITHDRAWN:
            return _("It is withdrawn.")
        return _("Nothing changes: it is so already.") if row.handler == to else ""
    if not row.is_declared:
        return _("Declare your interests first.")
    if row.status != workflow.SUBMITTED:
        return _("Nothing to do: its state is “%(state)s”.") % {"state": row.status_for_staff}
    return "" if row.round.has_closed(at) else _("The round is still open.")
