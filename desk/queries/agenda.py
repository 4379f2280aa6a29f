"""What a meeting goes through: the cases of one kind in one round, in order, and the money after each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.models import User
from applications import workflow
from applications.models import Application, Version
from core.text import Words
from decisions.models import OUTCOMES, Decision, Proposal, Scenario
from decisions.models.outcomes import GRANTED, GRANTED_IN_PART
from decisions.queries import Money, bound_to, division, money_for
from reviews.queries import Standing, standings
from rounds.models import KIND_PATHS, KINDS, Round

ZERO = Decimal("0.00")
# Instead of a scenario's number in an address: what has been proposed.
PROPOSALS = "esitykset"


@dataclass(frozen=True)
class Item:
    """One case that the reader handles: what is proposed for it, why, and what is left after it."""

    place: int
    application: Application
    amount: Decimal
    smallest: Decimal
    standing: Standing | None
    outcome: Words
    reasons: str
    left: Decimal
    reserve_place: int | None = None

    @property
    def is_decided(self) -> bool:
        return self.application.status == workflow.DECIDED


@dataclass(frozen=True)
class Agenda:
    """The cases that the reader handles, and the money.

    `money` is what there was before the agenda: what its own cases are proposed or granted is not taken off yet. `others` is
    the number and euros of the cases that the reader does not handle: they are in no list, but in every total.
    """

    round: Round
    kind: str
    money: Money
    items: list[Item]
    others: tuple[int, Decimal]
    scenario: Scenario | None = None

    @property
    def about(self) -> str:
        """How the record office names what it is of."""
        return f"round:{self.round.pk}"

    @property
    def name(self) -> str:
        """What the cases are taken from."""
        return self.scenario.name if self.scenario else _("The proposals that have been made")

    @property
    def slug(self) -> str:
        """What names it in an address."""
        return str(self.scenario.pk) if self.scenario else PROPOSALS

    @property
    def kind_label(self) -> str:
        return KINDS[self.kind]

    @property
    def kind_path(self) -> str:
        return KIND_PATHS[self.kind]

    @property
    def total(self) -> Decimal:
        return sum((item.amount for item in self.items), self.others[1])

    @property
    def left_after_others(self) -> Decimal:
        return self.money.free - self.others[1]

    @property
    def remainder(self) -> Decimal:
        return self.money.free - self.total

    @property
    def end(self) -> Item | None:
        """The case at which the money ends, if it does."""
        return next((item for item in self.items if item.left < 0), None)

    @property
    def reserve(self) -> list[Item]:
        return sorted((item for item in self.items if item.reserve_place), key=lambda item: item.reserve_place or 0)

    def item(self, reference: str) -> Item | None:
        return next((item for item in self.items if item.application.reference == reference), None)

    def beside(self, item: Item) -> tuple[Item | None, Item | None]:
        """The one before and the one after it."""
        place = self.items.index(item)
        before = self.items[place - 1] if place else None
        return before, self.items[place + 1] if place + 1 < len(self.items) else None


def scenario_agenda(scenario: Scenario, person: User) -> Agenda:
    """In the order of the scenario; what it gives to a case is proposed."""
    found = division(scenario, person)
    items = [
        Item(
            place=place,
            application=case.application,
            amount=case.counted.line.amount,
            smallest=case.smallest,
            standing=case.standing,
            outcome=_outcome(case.counted.line.amount, case.application.applied),
            reasons=case.row.reason,
            left=case.counted.left,
            reserve_place=case.row.reserve_place,
        )
        for place, case in enumerate(found.cases, start=1)
    ]
    return Agenda(scenario.round, scenario.kind, found.money, items, found.others, scenario)


def _outcome(amount: Decimal, applied: Decimal) -> Words:
    """Why a case gets nothing, a scenario does not say."""
    return "" if not amount else OUTCOMES[GRANTED if amount == applied else GRANTED_IN_PART]


def proposals_agenda(round_: Round, kind: str, person: User) -> Agenda:
    """What waits for the decision maker, and what she has decided and not published: the list stays the same all through a meeting."""
    rows = list(_proposed(round_, kind, person))
    closed = [row for row in rows if not row.is_open]
    others = len(closed), sum((row.amount for row in closed), ZERO)
    money = money_for(round_, kind)
    granted = sum((row.granted or ZERO for row in rows), ZERO)
    waiting = sum((max(row.amount - (row.granted or ZERO), ZERO) for row in rows if row.status == workflow.PROPOSED), ZERO)
    elsewhere = money.proposed_elsewhere - waiting
    money = replace(money, left=money.left + granted, own=money.own + granted, proposed_elsewhere=elsewhere)
    items = _items([row for row in rows if row.is_open], person, money.free - others[1])
    return Agenda(round_, kind, money, items, others)


def _proposed(round_: Round, kind: str, person: User) -> QuerySet[Application]:
    """With the newest proposal or, where there is one, the prepared decision, and what has been granted so far."""
    proposals = Proposal.objects.filter(application=OuterRef("pk")).order_by("-proposed_at", "-pk")
    prepared = Decision.objects.prepared().filter(application=OuterRef("pk"))
    newest = Version.objects.filter(application=OuterRef("pk")).order_by("-number")
    waiting = Q(status=workflow.PROPOSED) | Q(Exists(prepared), status=workflow.DECIDED)
    said = {
        name: Coalesce(Subquery(prepared.values(name)[:1]), Subquery(proposals.values(name)[:1]))
        for name in ("outcome", "amount", "reasons")
    }
    return (
        Application.objects.filter(waiting, round=round_, kind=kind)
        .annotate(
            **said,
            granted=bound_to(OuterRef("pk")),
            is_open=Exists(Application.objects.handled_by(person).filter(pk=OuterRef("pk"))),
            smallest=Subquery(newest.values(text=KT("content__smallest_sum"))[:1]),
            reserved=F("reserve_place__place"),
        )
        .select_related("group")
        .order_by("reference")
    )


def _items(rows: list[Application], person: User, money: Decimal) -> list[Item]:
    """The best points first; what may not be seen yet last, so that its place tells nothing."""
    seen = standings(rows, person)
    points = {pk: it.points if it else None for pk, it in seen.items()}
    rows.sort(key=lambda row: (points[row.pk] is None, -(points[row.pk] or ZERO), row.reference))
    left = list(accumulate((-row.amount for row in rows), initial=money))[1:]
    return [
        Item(
            place=place,
            application=row,
            amount=row.amount,
            smallest=Decimal(row.smallest or 0),
            standing=seen[row.pk],
            outcome=OUTCOMES[row.outcome],
            reasons=row.reasons,
            left=after,
            reserve_place=row.reserved,
        )
        for place, (row, after) in enumerate(zip(rows, left, strict=True), start=1)
    ]
