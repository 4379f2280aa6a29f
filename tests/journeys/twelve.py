"""A closed round of twelve applications, made by the real actions inside the running portal, and what else a browser need not do.

Imported by the portal's own Django (`Portal.run`), so it knows nothing of browsers.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import override

from accounts.models import User
from applications.models import Application
from applications.sections import Cost
from core import clock, dates
from decisions.models import ReservePlace
from reviews.actions import assign_evenly, declare, score
from reviews.models import Assignment
from rounds import actions as round_actions
from rounds.models import DEVELOPMENT, EVENT, REAL_COSTS, Programme, Round, RoundTerms
from tests.factories import (
    AT,
    SYSTEM,
    acting,
    make_application,
    make_group,
    make_paper,
    make_paper_group,
    make_person,
    make_round,
    register,
    send,
)
from tests.gates import pass_gate

STAFF = {
    "coordinator": ("katri.kierros@example.org", "Katri Kierros", "coordinator"),
    "first": ("anni.arviointi@example.org", "Anni Arviointi", "reviewer"),
    "second": ("bertta.pisteet@example.org", "Bertta Pisteet", "reviewer"),
}
OWNER, COMPLETER = "oona.omistaja@example.org", "taimi.tarkentaja@example.org"
# What the round may give: less than is applied for.
SHARES = {EVENT: Decimal("16000.00"), DEVELOPMENT: Decimal("130000.00")}
CODES = ("target-group", "effect", "participation", "plan", "costs", "permanence")


@dataclass(frozen=True)
class Sample:
    """One application, and what the two reviewers give it on each criterion."""

    title: str
    kind: str
    applied: str
    points: tuple[int, int] = (0, 0)


SAMPLES = {
    "singing": Sample("Torikuoron esimerkkilaulut", EVENT, "3999.99", (5, 5)),
    "fair": Sample("Esimerkkitaitojen messut", EVENT, "5790.00", (5, 5)),
    "cafe": Sample("Kielikahvila esimerkkipihalla", EVENT, "2500.50", (4, 4)),
    "walk": Sample("Esimerkkikävely Pielisjoella", EVENT, "4100.00", (4, 3)),
    "play": Sample("Esimerkkinäytelmä kirjastossa", EVENT, "6000.00", (3, 3)),
    "quiz": Sample("Esimerkkivisailu ilman aihetta", EVENT, "1800.00", (2, 2)),
    "post": Sample("Myöhästynyt esimerkkipäivä", EVENT, "2000.50"),
    "bikes": Sample("Pyöristä työtä -esimerkki", DEVELOPMENT, "20000.01", (5, 5)),
    "garden": Sample("Esimerkkipuutarhan polku", DEVELOPMENT, "42700.00", (5, 4)),
    "kitchen": Sample("Yhteisen keittiön esimerkki", DEVELOPMENT, "56760.00", (4, 4)),
    "studio": Sample("Esimerkkistudio nuorille", DEVELOPMENT, "55670.50", (4, 3)),
    "mentors": Sample("Vertaisten esimerkkivoima", DEVELOPMENT, "37980.00", (3, 3)),
}
# The coordinator said while the round was open that she has no conflict of interest in these: they can be taken up at once.
DECLARED_EARLY = ("cafe", "walk", "play", "quiz", "bikes", "garden", "kitchen", "studio")


def make_twelve() -> None:
    """Eleven sent in time and one that came by post when the round had closed. Prints their references, by name, and the round."""
    with override("fi"):
        round_, coordinator = _closed_round(), _staff()["coordinator"]
        owners = {name: make_person(email, name=shown) for name, email, shown in _owners()}
        cases = {name: _send(sample, name, owners, round_) for name, sample in SAMPLES.items() if name != "post"}
        cases["post"] = _come_by_post(SAMPLES["post"], coordinator, round_)
        for name in DECLARED_EARLY:
            declare(cases[name], by=acting(coordinator, "coordinator"), at=round_.closes_at - timedelta(hours=2))
    references = {name: case.reference for name, case in cases.items()}
    _tell({"round": round_.number, "filter": round_.pk, "references": references})


def _owners() -> list[tuple[str, str, str]]:
    return [("all", OWNER, "Oona Omistaja"), ("cafe", COMPLETER, "Taimi Tarkentaja")]


def _staff() -> dict[str, User]:
    return {part: make_person(email, name=name, roles=[role]) for part, (email, name, role) in STAFF.items()}


def _closed_round() -> Round:
    """Closed three days ago; costs of projects are counted as they are."""
    today = dates.local_day(clock.now())
    round_ = make_round(Programme.objects.get(), opens=today - timedelta(days=40), closes=today - timedelta(days=3))
    round_actions.set_cost_model(round_.terms.get(kind=DEVELOPMENT), by=SYSTEM, at=AT, cost_model=REAL_COSTS)
    for kind, share in SHARES.items():
        RoundTerms.objects.filter(round=round_, kind=kind).update(allocation=share)
    return round_


def _send(sample: Sample, name: str, owners: dict[str, User], round_: Round) -> Application:
    owner = owners.get(name, owners["all"])
    group = make_group(owner, name=f"{sample.title} ry")
    head = "purchases" if sample.kind == EVENT else "wages"
    costs = [Cost(head, "Kaikki kulut", sample.applied.replace(".", ","))]
    return send(make_application(owner, group, round_, kind=sample.kind, costs=costs, title=sample.title), owner)


def _come_by_post(sample: Sample, coordinator: User, round_: Round) -> Application:
    group = make_paper_group(coordinator, name="Postin esimerkkiväki")
    costs = [Cost("purchases", "Kaikki kulut", sample.applied.replace(".", ","))]
    paper = make_paper(coordinator, group, round_, at=round_.closes_at + timedelta(hours=17), costs=costs, title=sample.title)
    return register(paper, coordinator, channel="post")


def pass_gates(*references: str) -> None:
    for case in _cases(references):
        pass_gate(case, _person("coordinator"), at=clock.now())


def share_out(*references: str) -> None:
    """Each case to both reviewers. Prints how many each has to do by now."""
    people = [_person("first"), _person("second")]
    with override("fi"):
        assign_evenly(_cases(references), reviewers=people, by=acting(_person("coordinator"), "coordinator"), at=clock.now())
    _tell({person.email: Assignment.objects.awaited().filter(reviewer=person).count() for person in people})


def score_the_rest() -> None:
    """Everybody who is asked, also a substitute, declares and sends what the samples say."""
    points_of = {sample.title: sample.points for sample in SAMPLES.values()}
    for place in Assignment.objects.awaited().filter(application__round=_round()).select_related("application", "reviewer"):
        case, by, at = place.application, acting(place.reviewer, "reviewer"), clock.now()
        given = points_of[case.title][place.reviewer.email == STAFF["second"][0]]
        if not case.interest_declarations.filter(person=place.reviewer).exists():
            declare(case, by=by, at=at)
        reasons = dict.fromkeys(CODES, f"Pisteet {given}: näin suunnitelma sanoo.")
        score(case, by=by, at=at, points=dict.fromkeys(CODES, given), reasons=reasons, send=True)


def tell_ends() -> None:
    """Prints of every application of the round its state, proposed sum, outcome and place on the reserve list."""
    places = dict(ReservePlace.objects.filter(round=_round()).values_list("application__reference", "place"))
    told: dict[str, Any] = {}
    for case in _round().applications.all():
        newest = case.proposals.order_by("-proposed_at", "-pk").first()
        said = [newest.outcome, str(newest.amount)] if newest else ["", ""]
        told[case.reference] = [case.status, *said, places.get(case.reference)]
    _tell(told)


def _cases(references: Iterable[str]) -> list[Application]:
    return list(Application.objects.filter(reference__in=list(references)).order_by("reference"))


def _round() -> Round:
    return Round.objects.get(applications__title=SAMPLES["singing"].title)


def _person(part: str) -> User:
    return User.objects.get(email=STAFF[part][0])


def _tell(facts: dict[str, Any]) -> None:
    print(json.dumps(facts))  # noqa: T201 -- read by the journey
