"""Offers at once of the last money promise it to one group only."""

from datetime import timedelta
from decimal import Decimal

import pytest

from applications.models import Application
from applications.sections import Cost
from core import dates
from decisions import actions
from decisions.models import ReserveOffer, ReservePlace
from rounds.models import Fund
from tests.decisions.test_no_overdraft import AT_ONCE, all_at_once
from tests.factories import acting, make_case_in_review, make_decision, make_group, make_programme

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_twenty_offers_at_once_of_the_last_money_one_is_made(applicant, coordinator, decider):
    programme = make_programme()
    round_, group = programme.rounds.get(number=1), make_group(applicant)
    places = []
    for number in (1, 2):
        case = make_case_in_review(applicant, group, round_, coordinator, costs=[Cost("other", "Kaikki", "3 000")])
        make_decision(case, coordinator, decider, outcome="rejected", published=True)
        facts = {"round": round_, "kind": "event", "place": number, "given_at": round_.closes_at}
        places.append(ReservePlace.objects.create(application=Application.objects.get(pk=case.pk), **facts))
    Fund.objects.filter(kind="event").update(budget=Decimal("3000.00"))
    at = round_.closes_at + timedelta(days=10)
    due_on = dates.local_day(at) + timedelta(days=7)

    def offer(number: int) -> None:
        terms = {"amount": Decimal("3000.00"), "due_on": due_on, "skip_reason": "Yhtä aikaa."}
        actions.offer_reserve(places[number % 2], by=acting(coordinator, "coordinator"), at=at, **terms)

    came = all_at_once(offer)
    assert (len(came), came.count("granted")) == (AT_ONCE, 1)
    assert ReserveOffer.objects.count() == 1
