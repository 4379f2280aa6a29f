"""A claim's page at the desk, and what a case's page says of claims and appeals."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from applications.models import Application
from core import dates
from decisions import permissions
from decisions.models import Appeal, Claim
from decisions.queries import claims_of_case, deadlines, handlers_for, hindrances_to_handle

# Two weeks, as is usual; the handler judges each time.
USUAL_TIME = timedelta(days=14)


def claim_page(claim: Claim, person: User) -> dict[str, Any]:
    """The claim, what it is against, who is heard, and what this person may do now."""
    handles, hindrances = permissions.can_handle_claims(person), hindrances_to_handle(person, claim)
    is_pending, is_mine = claim.ended_at is None, claim.handler_id == person.pk
    people = handlers_for(claim) if handles and is_pending else []
    return {
        "claim": claim,
        "application": claim.decision.application,
        "decision": claim.decision,
        "days": deadlines(claim.decision),
        "files": claim.files.all(),
        "hearings": claim.hearings.select_related("asked_by", "answered_by"),
        "hindrances": hindrances if handles else [],
        "is_mine": is_mine and not hindrances,
        "may_take": is_pending and person in people and not is_mine,
        "may_hand_over": handles and is_pending,
        "may_handle": is_pending and is_mine and handles and not hindrances,
        "may_add_file": is_pending and permissions.can_register_claim(person),
        "may_serve": handles and claim.must_be_served,
        "people": people,
        "person": person,
    }


def hearing_to_ask(claim: Claim, at: datetime) -> dict[str, str]:
    """How the form begins: the applicant is heard where a member of the municipality claims."""
    day = dates.local_day(at) + USUAL_TIME
    while not dates.is_working_day(day):
        day += timedelta(days=1)
    return {"due_on": dates.day(day), "who": "" if claim.is_of_party else "applicant"}


def disputes(application: Application, person: User) -> dict[str, Any]:
    """For the page of a case: nothing before its decision is published, and nothing to those who read no claims."""
    if not (application.published_at and permissions.can_read_claims(person)):
        return {}
    claims = claims_of_case(application)
    appeals = list(Appeal.objects.filter(decision__application=application))
    waits = [claim for claim in claims if claim.ended_at is None or (claim.outcome == Claim.CHANGED and not claim.tells_why)]
    return {
        "claims": claims,
        "appeals": appeals,
        "claims_wait": bool(waits),
        "appeals_wait": any(appeal.ended_on is None for appeal in appeals),
        "may_register_claim": permissions.can_register_claim(person),
        "tells_disputes": True,
    }
