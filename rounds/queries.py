"""Questions about rounds and the money in the funds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from core.money import CENT, euros
from rounds.models import Criterion, Fund, LedgerEntry, Programme, Round

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class Movements:
    """Euros granted and released, from the ledger; `committed` is what is granted and not released."""

    granted: Decimal = ZERO
    released: Decimal = ZERO

    @property
    def committed(self) -> Decimal:
        return self.granted - self.released


def current_programme() -> Programme | None:
    return Programme.objects.order_by("-starts", "-pk").first()


def criteria_known() -> list[tuple[str, str]]:
    """Code and name of every criterion that any round has; a name that changed is the newest."""
    return list({it.code: it.name for it in Criterion.objects.order_by("round__number", "position")}.items())


def rounds_for_show(at: datetime) -> list[tuple[Round, str]]:
    """Every round with its state at that instant, the newest last; cancelled ones too, since people ask about them."""
    rounds = Round.objects.select_related("programme").prefetch_related("terms")
    return [(round_, round_.state(at)) for round_ in rounds]


def open_rounds(at: datetime) -> QuerySet[Round]:
    return Round.objects.open(at).prefetch_related("terms")


def rounds_that_opened(at: datetime) -> QuerySet[Round]:
    """Open and closed ones, the newest first: those to which something can have arrived."""
    return Round.objects.filter(cancelled_at__isnull=True, tentative=False, opens_at__lte=at).order_by("-opens_at", "-pk")


def rounds_to_come(at: datetime) -> list[Round]:
    """Rounds that open later, the tentative ones among them, the nearest first."""
    return list(Round.objects.coming(at).order_by("opens_at", "pk"))


def other_rounds(round_: Round) -> QuerySet[Round]:
    """From which its criteria can be copied, the newest first."""
    return Round.objects.exclude(pk=round_.pk).order_by("-number", "-pk")


def current_round(at: datetime) -> Round | None:
    """The round whose terms and criteria a reader wants: the open one, else the next one, else the last one."""
    rounds = Round.objects.filter(cancelled_at__isnull=True).select_related("programme").prefetch_related("terms", "criteria")
    for chosen in (rounds.open(at), rounds.coming(at).order_by("opens_at", "pk"), rounds.order_by("-closes_at", "-pk")):
        if round_ := chosen.first():
            return round_
    return None


def movements() -> dict[tuple[int, int], Movements]:
    """What the ledger says is granted and released, by (fund, round) primary keys."""
    sums: dict[tuple[int, int], dict[str, Decimal]] = {}
    entries = LedgerEntry.objects.exclude(entry=LedgerEntry.BUDGET)
    for fund, round_, entry, amount in (
        entries.order_by()
        .values_list("fund", "round", "entry")
        .annotate(Sum("amount"))
        .values_list("fund", "round", "entry", "amount__sum")
    ):
        sums.setdefault((fund, round_), {})[entry] = amount
    return {
        key: Movements(granted=parts.get(LedgerEntry.COMMIT, ZERO), released=parts.get(LedgerEntry.RELEASE, ZERO))
        for key, parts in sums.items()
    }


def bound(about: str) -> Decimal:
    """Euros that the ledger holds bound under this one name: granted and not released."""
    return _bound(LedgerEntry.objects.filter(about=about))


def bound_of_case(about: str) -> Decimal:
    """The same of all decisions of one application, of which `about` is the application's name."""
    return _bound(LedgerEntry.objects.filter(about__startswith=f"{about} decision "))


def _bound(entries: QuerySet[LedgerEntry]) -> Decimal:
    sums = dict(entries.order_by().values_list("entry").annotate(Sum("amount")))
    return (sums.get(LedgerEntry.COMMIT, ZERO) - sums.get(LedgerEntry.RELEASE, ZERO)).quantize(CENT)


def budget_history() -> list[LedgerEntry]:
    """Every budget and share, and each change of one, the newest first."""
    entries = LedgerEntry.objects.filter(entry=LedgerEntry.BUDGET).select_related("fund__programme", "round")
    return list(entries.order_by("-at", "-pk"))


def ledger_mismatches() -> list[str]:
    """A sentence for every fund whose committed sum is not what its ledger adds up to; empty when the books are right."""
    return mismatches(Fund.objects.select_related("programme"), movements())


def mismatches(funds: Iterable[Fund], moved: Mapping[tuple[int, int], Movements]) -> list[str]:
    """The same for what has been read already."""
    by_fund: dict[int, Decimal] = {}
    for (fund_number, _round), movement in moved.items():
        by_fund[fund_number] = by_fund.get(fund_number, ZERO) + movement.committed
    return [
        _("%(fund)s: %(committed)s granted by the fund, %(entered)s by its ledger.")
        % {"fund": fund, "committed": euros(fund.committed), "entered": euros(by_fund.get(fund.pk, ZERO))}
        for fund in funds
        if fund.committed != by_fund.get(fund.pk, ZERO)
    ]
