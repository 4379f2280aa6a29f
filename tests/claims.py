"""Claims for rectification, hearings, notices and appeals that tests begin with."""

from __future__ import annotations

import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from accounts.models import User
from applications.actions import Upload
from decisions import actions, rules
from decisions.models import Claim, Decision, Hearing, Notice
from reviews.actions import declare
from tests import files
from tests.factories import AT, acting, make_person

DEMAND, GROUNDS = "Myöntäkää koko summa.", "Kuluja on enemmän kuin päätös sanoo."


def make_notice(decision: Decision, *, audience: str = Notice.PARTY, sent_on: date, channel: str = rules.ELECTRONIC) -> Notice:
    """As the portal counts its days; to members of the municipality always by the public list, whatever day publishing noted."""
    channel = channel if audience == Notice.PARTY else rules.PUBLIC
    served_on = rules.served_on(channel, sent_on)
    days = {"sent_on": sent_on, "served_on": served_on, "claim_until": rules.last_day(served_on)}
    facts = {"channel": channel, "rules": rules.RULES_OF, "recorded_at": AT, **days}
    return Notice.objects.standing().update_or_create(decision=decision, audience=audience, defaults=facts)[0]


def make_claim(decision: Decision, owner: User, *, at: datetime, file: str = "", **texts: str) -> Claim:
    """Made in the portal by an owner, with a page of PDF where `file` names one."""
    texts = {"demand": DEMAND, "grounds": GROUNDS, **texts}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        path.write_bytes(files.pdf())
        uploads = [Upload(path, file)] if file else []
        return actions.make_claim(decision.application, by=acting(owner, "owner"), at=at, uploads=uploads, **texts)


def register_claim(decision: Decision, coordinator: User, *, at: datetime, **more: Any) -> Claim:
    """By Kalle Kuntalainen, a member of the municipality, on paper to the desk when it is registered, unless told otherwise."""
    facts = {
        "claimant": Claim.MEMBER,
        "name": "Kalle Kuntalainen",
        "contact": "Kuvitteellinen katu 3",
        "channel": "desk",
        "received_at": at,
        "demand": "Päätös on kumottava.",
        "grounds": "Se on kunnan edun vastainen.",
        **more,
    }
    return actions.enter_claim(decision.application, by=acting(coordinator, "coordinator"), at=at, **facts)


def make_handler(
    decision: Decision, *, at: datetime, roles: tuple[str, ...] = ("coordinator",), email: str = "hilkka@joensuu.example"
) -> User:
    """Somebody of the desk who had no hand in the decision and has declared no conflict of interest."""
    person = make_person(email, name="Hilkka Käsittelijä", roles=roles)
    declare(decision.application, by=acting(person, roles[0]), at=at)
    return person


def take(claim: Claim, handler: User, *, at: datetime) -> Claim:
    role = "coordinator" if "coordinator" in handler.roles else "decider"
    return actions.hand_over_claim(claim, by=acting(handler, role), at=at, to=handler)


def ask(claim: Claim, handler: User, *, at: datetime, due_on: date, **more: Any) -> Hearing:
    """The applicant, unless told otherwise."""
    facts = {"of_party": True, "heard": "", "question": "Mitä sanotte vaatimuksesta?", "due_on": due_on, **more}
    return actions.ask_hearing(claim, by=acting(handler, "coordinator"), at=at, **facts)


def end(
    claim: Claim, handler: User, *, at: datetime, outcome: str = Claim.DISMISSED, role: str = "coordinator", **more: Any
) -> Claim:
    """By the invented board, on the day when it is written down."""
    facts = {"reasons": "Päätös on tehty oikein.", "decided_in": "Esimerkkilautakunta § 12", "decided_on": at.date(), **more}
    return actions.end_claim(claim, by=acting(handler, role), at=at, outcome=outcome, **facts)
