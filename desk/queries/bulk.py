"""What would happen to many cases at once: every row, and why not where it can't."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
from reviews.queries import AWAITED_STATES, even_split

# So many are looked through before they are confirmed, and done while somebody waits.
MOST_AT_ONCE = 200


@dataclass(frozen=True)
class BulkAct:
    """`label` asks for it, `done` says afterwards what became of a row."""

    code: str
    label: Words
    done: Words


TAKE_UP, ASSIGN_EVENLY, HAND_OVER = "take_up", "assign_evenly", "hand_over"
BULK_ACTS = {
    act.code: act
    for act in (
        BulkAct(TAKE_UP, gettext_lazy("Take up for review"), gettext_lazy("Taken up for review")),
        BulkAct(ASSIGN_EVENLY, gettext_lazy("Share out to reviewers evenly"), gettext_lazy("Asked to review")),
        BulkAct(HAND_OVER, gettext_lazy("Hand over to a handler"), gettext_lazy("Handed over")),
    )
}


@dataclass(frozen=True)
class BulkRow:
    """One row of the preview; `why_not` is empty where the act is possible, and `people` are whom it asks."""

    application: Application
    why_not: str
    people: tuple[User, ...] = ()
    is_short: bool = False


def bulk_rows(
    person: User, at: datetime, references: Iterable[str], act: str, *, to: User | None, reviewers: Sequence[User] = ()
) -> list[BulkRow]:
    """In the order of the worklist; what the person may not see is left out, as if it were not there."""
    rows = worklist(person, at).filter(reference__in=list(references)[:MOST_AT_ONCE])
    if act == ASSIGN_EVENLY:
        return _shared_out(list(rows), reviewers)
    return [BulkRow(row, _why_not(row, at, act, to)) for row in rows]


def _shared_out(rows: list[Application], reviewers: Sequence[User]) -> list[BulkRow]:
    """Split in the order in which the action does it, so that what is shown is what happens."""
    closed = {row.pk: sentence for row in rows if (sentence := _why_not_assigned(row))}
    split = even_split(sorted((row for row in rows if row.pk not in closed), key=lambda row: row.pk), reviewers)
    asked: dict[int, list[User]] = {}
    for row, reviewer in split.pairs:
        asked.setdefault(row.pk, []).append(reviewer)
    short = {row.pk for row in split.short}
    return [_shared_row(row, closed.get(row.pk, ""), asked.get(row.pk, []), row.pk in short) for row in rows]


def _shared_row(row: Application, why_not: str, asked: list[User], is_short: bool) -> BulkRow:
    if not why_not and not asked:
        nobody, enough = _("Nobody of those chosen can review it."), _("It has all the reviewers that it needs.")
        why_not = nobody if is_short else enough
    return BulkRow(row, why_not, tuple(asked), is_short)


def _why_not_assigned(row: Application) -> str:
    if not row.is_declared:
        return _("Declare your interests first.")
    if row.is_late:
        return _("It came too late, so it is not scored.")
    return "" if row.status in AWAITED_STATES else _nothing_to_do(row)


def references_of(person: User, at: datetime, chosen: Chosen) -> list[str]:
    """All that the filters show, at most one more than can be done at once."""
    rows = ordered(narrowed(person, at, chosen), "", person, at)
    return list(rows.values_list("reference", flat=True)[: MOST_AT_ONCE + 1])


def still_listed(person: User, references: Iterable[str]) -> set[str]:
    """Those whose row the person may see now: she may have stepped aside since."""
    return set(Application.objects.listed_for(person).filter(reference__in=list(references)).values_list("reference", flat=True))


def _why_not(row: Application, at: datetime, act: str, to: User | None) -> str:
    if act == HAND_OVER:
        if row.status == workflow.WITHDRAWN:
            return _("It is withdrawn.")
        return _("Nothing changes: it is so already.") if row.handler == to else ""
    if not row.is_declared:
        return _("Declare your interests first.")
    if row.status != workflow.SUBMITTED:
        return _nothing_to_do(row)
    return "" if row.round.has_closed(at) else _("The round is still open.")


def _nothing_to_do(row: Application) -> str:
    return _("Nothing to do: its state is “%(state)s”.") % {"state": row.status_for_staff}
