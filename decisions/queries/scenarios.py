"""Scenarios as a person may see them: their cases in order, the money, and what stands in the way of proposing them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.fields.json import KT
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from applications import workflow
from applications.models import Application, Version
from core.money import euros
from decisions import rules
from decisions.models import Explanation, Proposal, ReserveOffer, ReservePlace, Scenario, ScenarioRow
from decisions.queries.deciding import bound_to, still_to_bind
from decisions.queries.division import BELOW, PASSED_OVER, TIE, ZERO, Counted, Line, counted
from reviews.models import Assignment
from reviews.queries import Standing, awaits_discussion, standings
from rounds.models import Fund, Round, RoundTerms, in_cents

NEEDS = {
    PASSED_OVER: gettext_lazy("A case with fewer points gets money. Say why this one does not."),
    TIE: gettext_lazy("A case with the same points gets more. Say why."),
    BELOW: gettext_lazy("The points are below the threshold. Say why this is funded."),
}


@dataclass(frozen=True)
class Money:
    """What a scenario has to give, in euros: what the fund, or the round's share of it, has left, less what is promised elsewhere.

    `own` is what its own cases have been granted; it is in `left`.
    """

    left: Decimal
    ceiling: Decimal = ZERO
    offered: Decimal = ZERO
    proposed_elsewhere: Decimal = ZERO
    own: Decimal = ZERO

    @property
    def free(self) -> Decimal:
        return self.left - self.offered - self.proposed_elsewhere


@dataclass(frozen=True)
class Case:
    """One row of a scenario for somebody who handles the case."""

    application: Application
    row: ScenarioRow
    standing: Standing | None
    counted: Counted
    ceiling: Decimal

    @property
    def smallest(self) -> Decimal:
        return self.counted.line.smallest

    @property
    def needs(self) -> list[str]:
        """Sentences; a place on the reserve list is the reason that money ended."""
        return [str(NEEDS[code]) for code in self.counted.needs]

    @property
    def awaits_proposal(self) -> bool:
        """Whether making the proposals of the scenario proposes it: see `cases_to_divide`."""
        return self.application.status == workflow.IN_REVIEW and self.application.published_at is None

    @property
    def lacks_reason(self) -> bool:
        return bool(self.counted.needs) and not self.row.reason.strip()

    @property
    def broken(self) -> list[str]:
        line = self.counted.line
        return rules.broken_share(rules.Share(line.amount, line.applied, self.ceiling, line.smallest))


@dataclass(frozen=True)
class Division:
    """A scenario as one person sees it. `others` is the number and euros of the cases that she does not handle."""

    scenario: Scenario
    cases: list[Case]
    money: Money
    others: tuple[int, Decimal] = (0, ZERO)

    @property
    def total(self) -> Decimal:
        return sum((case.counted.line.amount for case in self.cases), ZERO) + self.others[1]

    @property
    def left(self) -> Decimal:
        return self.money.free - self.total

    @property
    def over(self) -> Decimal:
        return max(-self.left, ZERO)

    @property
    def funded(self) -> int:
        return sum(1 for case in self.cases if case.counted.line.amount)

    @property
    def reserve(self) -> list[Case]:
        return sorted((it for it in self.cases if it.row.reserve_place), key=lambda it: it.row.reserve_place)


def scenarios_of(person: User, number: int, kind: str) -> QuerySet[Scenario]:
    """Of the round of this number, each with whole totals (`funded`, `total`), also of cases that the person does not handle."""
    if not person.roles & {"coordinator", "decider", "auditor"}:
        return Scenario.objects.none()
    funded = Count("rows", filter=Q(rows__amount__gt=0))
    return (
        Scenario.objects.filter(round__number=number, kind=kind)
        .select_related("made_by", "round")
        .annotate(funded=funded, total=Sum("rows__amount", default=ZERO))
    )


def cases_to_divide(round_: Round, kind: str) -> QuerySet[Application]:
    """In review, in time and not decided yet: what a new scenario is made of.

    A case whose published decision is being changed is proposed by itself: it has its money, or what it accepted from the reserve
    list, and a division of the round must not propose it with all the others.
    """
    rows = Application.objects.filter(round=round_, kind=kind, status=workflow.IN_REVIEW, is_late=False)
    return rows.filter(published_at__isnull=True)


def smallest_sums(applications: Iterable[Application]) -> dict[int, Decimal]:
    """What each group named as the smallest sum of use, in the version that was sent last; 0 where it named none."""
    rows = Application.objects.filter(pk__in=[it.pk for it in applications]).order_by()
    named = rows.annotate(smallest=_smallest()).values_list("pk", "smallest")
    return {pk: Decimal(text or ZERO) for pk, text in named}


def _smallest() -> Subquery:
    """As text, empty or none where the group named no such sum."""
    newest = Version.objects.filter(application=OuterRef("pk")).order_by("-number")
    return Subquery(newest.values(text=KT("content__smallest_sum"))[:1])


def money_for(round_: Round, kind: str, scenario: Scenario | None = None) -> Money:
    """Of the fund, or of the round's share where that has less to give: what other rounds promise comes out of the fund alone.

    One question. What the scenario's own cases were proposed or granted is the scenario's, and counted once.
    """
    terms = RoundTerms.objects.filter(round=round_, kind=kind)
    offers = ReserveOffer.objects.promised().filter(place__kind=kind, place__round__programme=OuterRef("programme"))
    newest = Proposal.objects.filter(application=OuterRef("pk")).order_by("-proposed_at", "-pk")
    own = ScenarioRow.objects.filter(scenario=scenario)
    waiting = Application.objects.filter(status=workflow.PROPOSED, kind=kind, round__programme=OuterRef("programme"))
    waiting = waiting.exclude(pk__in=own.values("application")).annotate(proposed=Subquery(newest.values("amount")[:1]))
    waiting = waiting.annotate(more=still_to_bind())
    granted = Application.objects.filter(pk__in=own.values("application")).annotate(bound=bound_to(OuterRef("pk")))
    fund = (
        Fund.objects.filter(programme=round_.programme_id, kind=kind)
        .annotate(
            ceiling=Subquery(terms.values("ceiling")[:1]),
            share_left=Subquery(terms.values(left=in_cents(F("allocation") - F("committed")))[:1]),
            offered=_sum(offers, "amount"),
            offered_here=_sum(offers.filter(place__round=round_), "amount"),
            elsewhere=_sum(waiting, "more"),
            elsewhere_here=_sum(waiting.filter(round=round_), "more"),
            own=_sum(granted, "bound"),
        )
        .first()
    )
    if fund is None:
        return Money(ZERO)
    own_sum = fund.own or ZERO
    pots = [Money(fund.left + own_sum, fund.ceiling, fund.offered or ZERO, fund.elsewhere or ZERO, own_sum)]
    if fund.share_left is not None:
        here = fund.offered_here or ZERO, fund.elsewhere_here or ZERO
        pots.append(Money(fund.share_left + own_sum, fund.ceiling, *here, own_sum))
    return min(pots, key=lambda pot: pot.free)


def _sum(rows: QuerySet, column: str) -> Subquery:
    """Of the whole set, in one row."""
    return Subquery(rows.order_by().values(one=F("pk") * 0).annotate(total=Sum(column)).values("total")[:1])


def division(scenario: Scenario, person: User) -> Division:
    """The scenario in order. A case that came into review after the scenario was made joins it with 0 €."""
    rows = {row.application_id: row for row in scenario.rows.all()}
    universe = Application.objects.filter(Q(pk__in=cases_to_divide(scenario.round, scenario.kind).values("pk")) | Q(pk__in=rows))
    handled = Application.objects.handled_by(person).filter(pk=OuterRef("pk"))
    found = list(universe.select_related("group", "round").annotate(is_open=Exists(handled), smallest=_smallest()).order_by("pk"))
    mine = [it for it in found if it.is_open]
    others = [rows[it.pk].amount if it.pk in rows else ZERO for it in found if not it.is_open]
    points = standings(mine, person)
    money = money_for(scenario.round, scenario.kind, scenario)
    drafts = [_Draft(it, rows.get(it.pk) or _new_row(scenario, it), points[it.pk], Decimal(it.smallest or ZERO)) for it in mine]
    return _in_order(Division(scenario, [], money, (len(others), sum(others, ZERO))), drafts)


def recounted(found: Division, typed: Mapping[int, ScenarioRow]) -> Division:
    """The same as it would be with what somebody has typed, by application; asks nothing of the database."""
    drafts = [_Draft(it.application, typed.get(it.application.pk, it.row), it.standing, it.smallest) for it in found.cases]
    return _in_order(found, drafts)


@dataclass(frozen=True)
class _Draft:
    """A case before it has its place."""

    application: Application
    row: ScenarioRow
    standing: Standing | None
    smallest: Decimal

    @property
    def line(self) -> Line:
        return Line(
            key=self.application.pk,
            applied=self.application.applied,
            smallest=self.smallest,
            points=self.standing.points if self.standing else None,
            is_below=bool(self.standing and self.standing.is_below_threshold),
            rank=self.row.rank,
            amount=self.row.amount,
        )


def _in_order(found: Division, drafts: Iterable[_Draft]) -> Division:
    by_key = {draft.application.pk: draft for draft in drafts}
    rows = counted([draft.line for draft in by_key.values()], found.money.free - found.others[1])
    pairs = [(by_key[row.line.key], row) for row in rows]
    cases = [Case(draft.application, draft.row, draft.standing, row, found.money.ceiling) for draft, row in pairs]
    return replace(found, cases=cases)


def _new_row(scenario: Scenario, application: Application) -> ScenarioRow:
    return ScenarioRow(scenario=scenario, application=application, amount=ZERO, rank=0)


def explanations(applications: Iterable[Application]) -> dict[int, str]:
    """What each applicant is told, where somebody has written it."""
    rows = Explanation.objects.filter(application__in=[it.pk for it in applications])
    return {pk: text for pk, text in rows.values_list("application", "text") if text.strip()}


def hindrances(found: Division, told: Mapping[int, str]) -> list[tuple[str, str]]:
    """All that stands in the way of making the proposals: (reference or nothing, sentence); `told` as of `explanations`."""
    waiting = [case for case in found.cases if case.awaits_proposal]
    keys = [case.application.pk for case in waiting]
    awaited = Assignment.objects.awaited().filter(application__in=keys).order_by()
    unsent = dict(awaited.values_list("application").annotate(number=Count("pk")))
    apart = set(Application.objects.filter(awaits_discussion(), pk__in=keys).values_list("pk", flat=True))
    taken = set(
        ReservePlace.objects.filter(round=found.scenario.round_id, kind=found.scenario.kind).values_list("place", flat=True)
    )
    hindering: list[tuple[str, str]] = []
    for case in waiting:
        key, reference = case.application.pk, case.application.reference
        sentences = [*_of_points(case, unsent.get(key, 0), key in apart), *case.broken]
        if case.lacks_reason:
            sentences += case.needs
        elif key not in told and not case.row.reason.strip():
            sentences.append(_("The reasons for the decision are missing."))
        if case.row.reserve_place in taken:
            sentences.append(_("Place %(place)s on the reserve list has been given already.") % {"place": case.row.reserve_place})
        hindering += [(reference, sentence) for sentence in sentences]
    if found.over:
        sentence = _("The scenario gives %(over)s more than there is.") % {"over": euros(found.over)}
        hindering.append(("", sentence))
    return hindering


def _of_points(case: Case, unsent: int, awaits_talk: bool) -> list[str]:
    if unsent:
        return [_("Reviews are still missing: %(count)s.") % {"count": unsent}]
    if case.standing is None:
        return [_("There is no review yet that you may see. Send your own first, or wait for the others.")]
    if awaits_talk:
        return [_("The points are far apart. Record what was talked over.")]
    return []
