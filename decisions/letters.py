"""What we tell applicants about decisions."""

from __future__ import annotations

from accounts.models import User
from decisions.models import Decision, ReserveOffer
from registry.letters import Draft


def decision_published(decision: Decision, person: User) -> Draft:
    """There is a decision to read in the portal. The letter does not tell what was decided."""
    application = decision.application
    return Draft(
        name="decisions/decision_published",
        key=f"decisions/decision_published:{application.reference}:{decision.number}:{person.pk}",
        about=application.about,
        to=person.email,
        language=person.language,
        context={"application": application, "programme": application.round.programme},
    )


def decision_lapsed(decision: Decision, person: User) -> Draft:
    """A grant does not hold any more: it lapsed, or the group gave it up. What it was, only the portal tells."""
    application = decision.application
    return Draft(
        name="decisions/decision_lapsed",
        key=f"decisions/decision_lapsed:{application.reference}:{decision.number}:{person.pk}",
        about=application.about,
        to=person.email,
        language=person.language,
        context={"application": application, "decision": decision, "programme": application.round.programme},
    )


def reserve_offered(offer: ReserveOffer, person: User) -> Draft:
    """There is money for a case that waited, and until when it can be taken."""
    return Draft(
        name="decisions/reserve_offered",
        key=f"decisions/reserve_offered:{offer.pk}:{person.pk}",
        about=offer.place.application.about,
        to=person.email,
        language=person.language,
        context=_of_offer(offer),
    )


def reserve_lapsed(offer: ReserveOffer, person: User) -> Draft:
    """Nobody answered an offer in time."""
    return Draft(
        name="decisions/reserve_lapsed",
        key=f"decisions/reserve_lapsed:{offer.pk}:{person.pk}",
        about=offer.place.application.about,
        to=person.email,
        language=person.language,
        context=_of_offer(offer),
    )


def _of_offer(offer: ReserveOffer) -> dict[str, object]:
    application = offer.place.application
    return {"application": application, "offer": offer, "programme": application.round.programme}
