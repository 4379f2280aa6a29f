"""What we tell applicants about decisions."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from core import dates
from decisions.models import Claim, Decision, Hearing, Notice, Publication, ReserveOffer
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


def claim_day_moved(notice: Notice, person: User) -> Draft:
    """Another day of service counts, and with it another last day for a claim; which one, only the portal tells."""
    application = notice.decision.application
    return Draft(
        name="decisions/claim_day_moved",
        key=f"decisions/claim_day_moved:{notice.pk}:{person.pk}",
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


def publication_stopped(publication: Publication, person: User) -> Draft:
    """At the set time nothing was published, and why. The letter names no case."""
    return Draft(
        name="decisions/publication_stopped",
        key=f"decisions/publication_stopped:{publication.pk}:{person.pk}",
        about=f"round:{publication.round_id}",
        to=person.email,
        language=person.language,
        context={"publication": publication, "round": publication.round, "programme": publication.round.programme},
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


def claim_received(claim: Claim, person: User) -> Draft:
    """The receipt of a claim for rectification: that it came, and when."""
    return Draft(
        name="decisions/claim_received",
        key=f"decisions/claim_received:{claim.reference}:{person.pk}",
        about=claim.decision.application.about,
        to=person.email,
        language=person.language,
        context=_of_claim(claim),
    )


def claim_made(claim: Claim, person: User) -> Draft:
    """To a coordinator: a claim waits for somebody to handle it. The letter says nothing of what it claims."""
    return Draft(
        name="decisions/claim_made",
        key=f"decisions/claim_made:{claim.reference}:{person.pk}",
        about=claim.decision.application.about,
        to=person.email,
        language=person.language,
        context=_of_claim(claim),
    )


def hearing_asked(hearing: Hearing, person: User) -> Draft:
    """The group is asked what it says about a claim, and by when."""
    return Draft(
        name="decisions/hearing_asked",
        key=f"decisions/hearing_asked:{hearing.pk}:{person.pk}",
        about=hearing.claim.decision.application.about,
        to=person.email,
        language=person.language,
        context={**_of_claim(hearing.claim), "hearing": hearing},
    )


def hearing_near(hearing: Hearing, person: User, *, at: datetime) -> Draft:
    """The last day is near and the group has not answered. A letter that is late says how many days are left now."""
    days = (hearing.due_on - dates.local_day(at)).days
    return Draft(
        name="decisions/hearing_near",
        key=f"decisions/hearing_near:{hearing.pk}:{person.pk}",
        about=hearing.claim.decision.application.about,
        to=person.email,
        language=person.language,
        context={**_of_claim(hearing.claim), "hearing": hearing, "days": days},
        not_after=hearing.due_at,
    )


def hearing_answered(hearing: Hearing, handler: User) -> Draft:
    """To who handles a claim: the group has answered in the portal. The letter does not tell what."""
    return Draft(
        name="decisions/hearing_answered",
        key=f"decisions/hearing_answered:{hearing.pk}",
        about=hearing.claim.decision.application.about,
        to=handler.email,
        language=handler.language,
        context=_of_claim(hearing.claim),
    )


def hearing_over(newest: Hearing, handler: User) -> Draft:
    """To who handles a claim: nobody has time to answer any more, and an answer is missing. Once after the `newest` question."""
    return Draft(
        name="decisions/hearing_over",
        key=f"decisions/hearing_over:{newest.pk}",
        about=newest.claim.decision.application.about,
        to=handler.email,
        language=handler.language,
        context=_of_claim(newest.claim),
    )


def claim_decided(claim: Claim, person: User) -> Draft:
    """There is an outcome to read in the portal. The letter does not tell which."""
    return Draft(
        name="decisions/claim_decided",
        key=f"decisions/claim_decided:{claim.reference}:{person.pk}",
        about=claim.decision.application.about,
        to=person.email,
        language=person.language,
        context=_of_claim(claim),
    )


def _of_claim(claim: Claim) -> dict[str, object]:
    application = claim.decision.application
    return {"application": application, "claim": claim, "programme": application.round.programme}
