"""What else the group of a case, or the body that answers for it, has applied for and got, and what may pay for the same twice.

Rows of other cases are those that the reader may see at all; what stands in their answers is read only where she handles them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Case, DecimalField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext as _

from accounts.models import Group, User
from applications.models import Application, Version
from applications.queries import as_sent
from applications.sections import OTHER
from applications.workflow import WITHDRAWN
from core import dates
from core.folding import fold
from core.money import euros
from decisions.models import OUTCOMES, Decision

# The newest are shown; a body that carries many free groups can have applied a hundred times.
MOST_SHOWN = 50


@dataclass(frozen=True)
class Earlier:
    """Other applications of the same hands, the newest first, and what was granted to them in all."""

    rows: list[Application]
    granted: Decimal


def earlier(application: Application, person: User) -> Earlier:
    rows = [_with_outcome(row) for row in _others(person, application).filter(_same_hands(application.group))[:MOST_SHOWN]]
    return Earlier(rows, sum((row.granted for row in rows if row.granted), Decimal("0.00")))


def possible_double_funding(application: Application, person: User, version: Version | None = None) -> list[str]:
    """Reasons, in words, to ask the group whether the same costs are paid twice. Each may have a good explanation.

    `version` is the newest, where the caller has it already.
    """
    version = version or application.versions.first()
    rows = list(_others(person, application).filter(_same_hands(application.group) | _same_title(application))[:MOST_SHOWN])
    in_force = [row for row in rows if row.status != WITHDRAWN and (row.granted is None or row.granted)]
    return [*_named_alike(application, in_force), *_at_the_same_time(version, in_force), *_other_money(version)]


def _others(person: User, application: Application) -> QuerySet[Application]:
    """What is granted is known of decisions that are published, and so known to everybody."""
    newest = Decision.objects.filter(application=OuterRef("pk"), state__in=(Decision.PUBLISHED, Decision.LAPSED))
    nothing = Value(Decimal("0.00"), output_field=DecimalField())
    granted = newest.annotate(granted=Case(When(state=Decision.LAPSED, then=nothing), default=F("amount")))
    handled = Application.objects.handled_by(person).filter(pk=OuterRef("pk"))
    return (
        Application.objects.listed_for(person)
        .exclude(pk=application.pk)
        .annotate(
            outcome=Subquery(newest.values("outcome")[:1]),
            granted=Subquery(granted.values("granted")[:1]),
            is_lapsed=Exists(newest.filter(state=Decision.LAPSED)) & ~Exists(newest.in_force()),
            is_open=Exists(handled),
        )
        .select_related("group", "round")
        .order_by("-submitted_at", "-pk")
    )


def _same_hands(group: Group) -> Q:
    """The group itself, or another that the same registered body is or carries."""
    named = Q(group=group)
    for number in {group.business_id, group.carrier_business_id} - {""}:
        named |= Q(group__business_id=number) | Q(group__carrier_business_id=number)
    return named


def _same_title(application: Application) -> Q:
    title = fold(application.title)
    return Q(title_folded=title) if title else Q(pk__in=[])


def _with_outcome(row: Application) -> Application:
    row.outcome_label = OUTCOMES[row.outcome] if row.outcome else ""
    if row.is_lapsed:
        row.outcome_label = _("%(outcome)s, and lapsed later") % {"outcome": row.outcome_label}
    return row


def _named_alike(application: Application, rows: Iterable[Application]) -> list[str]:
    """Of others: that a group applies again under the same name is no news, and its own stand in the list."""
    title = fold(application.title)
    sentence = _("Application %(reference)s has the same name. Its applicant is %(group)s.")
    others = [row for row in rows if not _is_of_same_hands(row.group, application.group)]
    return [sentence % {"reference": row.reference, "group": row.group} for row in others if title and fold(row.title) == title]


def _at_the_same_time(version: Version, rows: Iterable[Application]) -> list[str]:
    """Only what the same hands do at the same time, in the cases that the reader handles."""
    own = _period(version)
    group = version.application.group
    open_rows = [row for row in rows if row.is_open and _is_of_same_hands(row.group, group)]
    if own is None or not open_rows:
        return []
    newest: dict[int, Version] = {}
    for sent in Version.objects.filter(application__in=open_rows).order_by("application", "-number"):
        newest.setdefault(sent.application_id, sent)
    periods = [(row, _period(newest[row.pk])) for row in open_rows if row.pk in newest]
    sentence = _("Application %(reference)s of the same applicant is for the same time: %(days)s.")
    return [
        sentence % {"reference": row.reference, "days": _days(period)}
        for row, period in periods
        if period and period[0] <= own[1] and own[0] <= period[1]
    ]


def _is_of_same_hands(one: Group, other: Group) -> bool:
    numbers = {one.business_id, one.carrier_business_id} & {other.business_id, other.carrier_business_id}
    return one == other or bool(numbers - {""})


def _other_money(version: Version) -> list[str]:
    sentence = _("The group has told of other funding: %(what)s, %(amount)s.")
    lines = [line for line in as_sent(version).estimate.funding if line.source == OTHER and not line.is_empty]
    return [
        sentence % {"what": line.what, "amount": euros(line.amount) if line.amount is not None else line.amount_text}
        for line in lines
    ]


def _period(version: Version) -> tuple[date, date] | None:
    """The first and last day; None where no day is settled yet."""
    answers = {answer["name"]: answer["text"] for section in version.content["sections"] for answer in section["answers"]}
    first = _day(answers.get("starts") or answers.get("event_day"))
    last = _day(answers.get("ends") or answers.get("event_last_day"))
    return (first, last or first) if first else None


def _day(text: str | None) -> date | None:
    try:
        return dates.read_day(text or "")
    except ValueError:
        return None


def _days(period: tuple[date, date]) -> str:
    first, last = period
    return dates.day(first) if first == last else f"{dates.day(first)}–{dates.day(last)}"
