"""The reserve list: who is next in order, what is offered to whom, and what money there is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from accounts.models import User
from applications import workflow
from applications.models import Application
from decisions.models import FAVOURABLE, Decision, ReserveOffer, ReservePlace
from decisions.queries.scenarios import Money, money_for, smallest_sums
from rounds.models import Round


@dataclass(frozen=True)
class Reserve:
    """The list of one kind in one round as a person may see it; `others` is how many of its cases she does not handle.

    `to_take_up` are the keys of places whose group has accepted an offer, and whose case has not been reopened since.

    Places that nobody may be offered any more are those whose case was withdrawn or already has been offered money.
    """

    places: list[ReservePlace]
    smallest: dict[int, Decimal]
    money: Money
    others: int
    next_in_line: ReservePlace | None
    to_take_up: set[int]

    @property
    def rows(self) -> list[tuple[ReservePlace, Decimal]]:
        return [(place, self.smallest[place.application_id]) for place in self.places]


def reserve_of(person: User, round_: Round, kind: str) -> Reserve:
    everything = list(_places(round_, kind))
    handled = set(Application.objects.handled_by(person).filter(reserve_place__in=everything).values_list("pk", flat=True))
    mine = [place for place in everything if place.application_id in handled]
    smallest = smallest_sums([place.application for place in mine])
    money = money_for(round_, kind)
    accepted = set(ReserveOffer.objects.taken_up().filter(place__in=mine).values_list("place", flat=True))
    return Reserve(mine, smallest, money, len(everything) - len(mine), next(iter(_waiting(everything)), None), accepted)


def in_line(round_: Round, kind: str) -> list[ReservePlace]:
    """Those who can be offered money, in order: the refusal is published, and nothing has been offered yet."""
    return _waiting(list(_places(round_, kind)))


def offer_to_answer(person: User, application: Application) -> ReserveOffer | None:
    """What the person's group is offered just now."""
    offers = ReserveOffer.objects.visible_to(person).open().filter(place__application=application)
    return offers.select_related("place").first()


def holds_refusal(application: Application) -> bool:
    """Whether a refusal holds in the case and no newer decision waits for publication: then an offer may turn it into a grant."""
    held = list(application.decisions.binding())
    return len(held) == 1 and held[0].is_in_force and not held[0].is_favourable


def _places(round_: Round, kind: str) -> QuerySet[ReservePlace]:
    offers = ReserveOffer.objects.select_related("offered_by")
    places = ReservePlace.objects.filter(round=round_, kind=kind).select_related("application__group", "application__round")
    of_case = Decision.objects.filter(application=OuterRef("application"))
    granted, lapsed = of_case.binding().filter(outcome__in=FAVOURABLE), of_case.filter(state=Decision.LAPSED)
    return places.prefetch_related(Prefetch("offers", offers)).annotate(is_granted=Exists(granted), is_lapsed=Exists(lapsed))


def _waiting(places: list[ReservePlace]) -> list[ReservePlace]:
    return [place for place in places if _can_be_offered(place) and not place.offers.all()]


def _can_be_offered(place: Any) -> bool:
    """Where the decision maker granted money all the same, the place has lost its point, also if that grant lapsed later."""
    application = place.application
    return (
        not (place.is_granted or place.is_lapsed)
        and application.status == workflow.DECIDED
        and application.published_at is not None
    )
