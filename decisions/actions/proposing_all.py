"""Making the proposals of a whole scenario in one act."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.actor import Actor
from decisions import queries
from decisions.actions.proposing import propose
from decisions.models import GRANTED, GRANTED_IN_PART, REJECTED, ReservePlace, Scenario
from registry.actions import record
from rounds.models import Round


@transaction.atomic
def propose_scenario(scenario: Scenario, *, by: Actor, at: datetime, edition: int) -> int:
    """Propose for every case of the scenario that the person handles; returns for how many. Binds no money.

    Refused with all sentences at once, or where somebody has saved since `edition`. A second press proposes nothing again.
    """
    if by.role != "coordinator":
        raise PermissionDenied(f"{by.role} may not propose")
    Round.objects.select_for_update().get(pk=scenario.round_id)
    scenario.refresh_from_db(fields=["edition", "proposed_at"])
    found = queries.division(scenario, by.person)
    waiting = [case for case in found.cases if case.awaits_proposal]
    if not waiting and scenario.proposed_at:
        return 0
    if scenario.edition != edition:
        raise ValidationError(_("Somebody else has saved this scenario while you had it open."), code="changed")
    if not waiting:
        raise ValidationError(_("There is no case in review in this scenario."))
    told = queries.explanations(case.application for case in waiting)
    # A place that an earlier proposal gave, and that was sent back to review, is given anew. None of them has been offered money:
    # that comes after publication, and a case whose decision is published is proposed by itself.
    ReservePlace.objects.filter(application__in=[case.application for case in waiting]).delete()
    if hindering := queries.hindrances(found, told):
        raise ValidationError([f"{reference}: {sentence}" if reference else sentence for reference, sentence in hindering])
    for case in waiting:
        _propose_one(case, told.get(case.application.pk, ""), by=by, at=at)
    scenario.proposed_at = scenario.proposed_at or at
    scenario.save(update_fields=["proposed_at"])
    about, number = f"round:{scenario.round_id}", len(waiting)
    record("propose_scenario", by=by, at=at, about=about, scenario=scenario.pk, kind=scenario.kind, cases=number)
    return len(waiting)


def _propose_one(case: queries.Case, told: str, *, by: Actor, at: datetime) -> None:
    amount, applied = case.row.amount, case.application.applied
    outcome = REJECTED if not amount else GRANTED if amount == applied else GRANTED_IN_PART
    reasons = told or case.row.reason
    if place := case.row.reserve_place:
        reasons = f"{reasons}\n\n{_reserve_words(place)}"
        facts = {"round": case.application.round, "kind": case.application.kind, "place": place}
        ReservePlace.objects.create(application=case.application, given_at=at, **facts)
    propose(case.application, by=by, at=at, outcome=outcome, amount=amount or Decimal("0.00"), reasons=reasons)


def _reserve_words(place: int) -> str:
    """In Finnish, as the letter of the decision is, whoever presses the button."""
    with override("fi"):
        return _(
            "The application has place %(place)s on the reserve list. If money becomes free, it is offered in this order."
        ) % {"place": place}
