"""The reserve list: offering freed money in order, the group's answer, and reopening the case for a new decision.

An offer binds no money, but its euros are counted as promised, so that they are not offered twice: docs/decisions tells why.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from applications import actions as application_actions
from applications import queries as application_queries
from applications.models import Application
from applications.workflow import DECIDED
from core import dates
from core.actor import Actor
from core.money import euros
from core.text import clean_text
from decisions import letters, queries, rules
from decisions.actions.parts import keep_parts
from decisions.models import (
    ACCEPTED,
    DECLINED,
    GRANTED,
    GRANTED_IN_PART,
    LAPSED,
    OVERTAKEN,
    Decision,
    Proposal,
    ReserveOffer,
    ReservePlace,
)
from registry.actions import post, record
from rounds.models import Fund, Round


@transaction.atomic
def offer_reserve(
    place: ReservePlace, *, by: Actor, at: datetime, amount: Decimal, due_on: date, skip_reason: str = ""
) -> ReserveOffer:
    """Offer free money, in euros, to a case on the reserve list until the end of a day.

    Refused out of order without a reason, and where the fund, or the round's share, has not so much that nobody is promised.
    """
    if by.role != "coordinator":
        raise PermissionDenied(f"{by.role} may not offer")
    application = _locked(place)
    application_queries.refuse_conflicted(application, by)
    line = queries.in_line(application.round, place.kind)
    if place not in line:
        raise ValidationError(
            _("This case can't be offered money: it has been offered already, or its decision is not published.")
        )
    broken = {**_broken_sum(application, amount), **_broken_day(due_on, at)}
    if place != line[0] and not skip_reason.strip():
        sentence = _("%(first)s is before this in order. Say why it is passed over.")
        broken["skip_reason"] = [sentence % {"first": line[0].application.reference}]
    free = queries.money_for(application.round, place.kind).free
    if amount > free:
        broken.setdefault("amount", []).append(_("%(free)s is free. More can't be offered.") % {"free": euros(free)})
    if broken:
        raise ValidationError(broken)
    reason = clean_text(skip_reason) if place != line[0] else ""
    offer = ReserveOffer.objects.create(
        place=place, amount=amount, due_on=due_on, offered_by=by.person, offered_at=at, skip_reason=reason
    )
    for person in application_queries.people_to_tell(application):
        post(letters.reserve_offered(offer, person), at=at)
    record("offer_reserve", by=by, at=at, about=application.about, amount=str(amount), place=place.place, skips=bool(reason))
    return offer


@transaction.atomic
def accept_offer(offer: ReserveOffer, *, by: Actor, at: datetime) -> None:
    """The group takes the money. The decider reopens the case, since only a decision binds it.

    Refused while the refusal is decided anew, of which the group knows nothing: what comes of that may grant more.
    """
    application = _answering(offer, by=by, at=at)
    if application.status != DECIDED or not queries.holds_refusal(application):
        raise ValidationError(_("The offer can't be accepted just now. Call us: we tell what has happened."))
    money = queries.money_for(application.round, application.kind)
    # This offer is among those that are counted as promised.
    if money.left < money.offered:
        raise ValidationError(_("The money is not there any more. Call us: we tell what has happened."))
    _end(offer, ACCEPTED, at)
    record("accept_offer", by=by, at=at, about=application.about, amount=str(offer.amount))


@transaction.atomic
def decline_offer(offer: ReserveOffer, *, by: Actor, at: datetime) -> None:
    application = _answering(offer, by=by, at=at)
    _end(offer, DECLINED, at)
    record("decline_offer", by=by, at=at, about=application.about)


@transaction.atomic
def overtake_offers(decisions: Sequence[Decision], *, at: datetime) -> None:
    """End the offers that wait for an answer where the case is granted money all the same. The caller holds the locks."""
    granted = [it.application_id for it in decisions if it.is_favourable]
    for offer in ReserveOffer.objects.open().filter(place__application__in=granted):
        _end(offer, OVERTAKEN, at)


def lapse_offers(*, by: Actor, at: datetime) -> int:
    """End the offers whose day is over; returns how many. Nothing is offered to the next: a person does that."""
    late = ReserveOffer.objects.open().filter(due_on__lt=dates.local_day(at))
    return sum(_lapse(offer, by=by, at=at) for offer in late.select_related("place__application__round"))


@transaction.atomic
def _lapse(offer: ReserveOffer, *, by: Actor, at: datetime) -> int:
    application = _locked(offer.place)
    if not ReserveOffer.objects.open().filter(pk=offer.pk).exists():
        return 0
    _end(offer, LAPSED, at)
    for person in application_queries.people_to_tell(application):
        post(letters.reserve_lapsed(offer, person), at=at)
    record("lapse_offers", by=by, at=at, about=application.about)
    return 1


@transaction.atomic
def take_up_offer(application: Application, *, by: Actor, at: datetime) -> Proposal:
    """Take a case whose group accepted an offer back to the decider, as a proposal by who offered; the first decision stands."""
    Round.objects.select_for_update().get(pk=application.round_id)
    offer = ReserveOffer.objects.taken_up().filter(place__application=application).select_related("place__application").first()
    if offer is None:
        raise ValidationError(_("There is no accepted offer in this case."))
    application = application_actions.move(application, "take_up_offer", by=by, at=at)
    if not queries.holds_refusal(application):
        raise ValidationError(_("The refusal is being corrected, or does not hold any more. Look at the case first."))
    outcome = GRANTED if offer.amount == application.applied else GRANTED_IN_PART
    proposal = Proposal.objects.create(
        application=application,
        outcome=outcome,
        amount=offer.amount,
        reasons=_words(offer),
        proposed_by=offer.offered_by,
        proposed_at=at,
    )
    keep_parts(proposal, queries.filled_parts(application, outcome=outcome, amount=offer.amount, parts=rules.Parts()))
    record("take_up_offer", by=by, at=at, about=application.about, amount=str(offer.amount))
    return proposal


def _words(offer: ReserveOffer) -> str:
    """In Finnish, as the letter of the decision is."""
    with override("fi"):
        sentence = _(
            "The application was on place %(place)s of the reserve list. Money became free, and the group accepted the offer "
            "of %(amount)s on %(day)s."
        )
        return sentence % {"place": offer.place.place, "amount": euros(offer.amount), "day": dates.day(offer.ended_at)}


def _locked(place: ReservePlace) -> Application:
    """In the order of the house: round, application, fund. The fund's lock makes offers of two rounds wait for each other."""
    Round.objects.select_for_update().get(pk=place.round_id)
    application = application_queries.locked(place.application)
    Fund.objects.select_for_update().get(programme=place.round.programme_id, kind=place.kind)
    return application


def _answering(offer: ReserveOffer, *, by: Actor, at: datetime) -> Application:
    if by.role != "owner":
        raise PermissionDenied(f"{by.role} may not answer an offer")
    application = _locked(offer.place)
    if not ReserveOffer.objects.open().filter(pk=offer.pk).exists() or offer.due_on < dates.local_day(at):
        raise ValidationError(_("This offer can't be answered any more."))
    return application


def _end(offer: ReserveOffer, end: str, at: datetime) -> None:
    offer.end, offer.ended_at = end, at
    offer.save(update_fields=["end", "ended_at"])


def _broken_sum(application: Application, amount: Decimal) -> dict[str, list[str]]:
    ceiling = application.round.terms.get(kind=application.kind).ceiling
    smallest = queries.smallest_sums([application])[application.pk]
    sentences = rules.broken_share(rules.Share(amount, application.applied, ceiling, smallest))
    if not amount:
        sentences = [_("Write the sum that is offered.")]
    return {"amount": sentences} if sentences else {}


def _broken_day(due_on: date, at: datetime) -> dict[str, list[str]]:
    today = dates.local_day(at)
    if due_on <= today:
        return {"due_on": [_("Give the group at least until tomorrow.")]}
    if due_on > today + application_queries.LONGEST_TO_ANSWER:
        return {"due_on": [_("The day is more than a year away. Check the year.")]}
    return {}
