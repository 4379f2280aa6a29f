"""Freed money is offered in order, never the same euros twice, and only a new decision grants it."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from applications.models import Application, InterestDeclaration
from applications.sections import Cost
from core import dates
from core.actor import Actor
from decisions import actions, queries
from decisions.models import Decision, ReserveOffer, ReservePlace
from registry.models import Letter
from rounds.models import Fund
from rounds.queries import ledger_mismatches
from tests.claims import end, make_claim, make_handler, take
from tests.factories import acting, make_case_in_review, make_decision

D = Decimal


@pytest.fixture
def at(first_round) -> datetime:
    return first_round.closes_at + timedelta(days=10)


@pytest.fixture
def due_on(at) -> date:
    return dates.local_day(at) + timedelta(days=7)


@pytest.fixture
def by(coordinator) -> Actor:
    return acting(coordinator, "coordinator")


@pytest.fixture
def places(applicant, group, first_round, coordinator, decider) -> list[ReservePlace]:
    """Two events for 3 000 € each, refused and published; the first is of no use below 2 000 €."""
    found = []
    for number, smallest in ((1, "2 000"), (2, "")):
        costs = [Cost("other", "Kaikki", "3 000")]
        case = make_case_in_review(applicant, group, first_round, coordinator, costs=costs, smallest_sum=smallest)
        make_decision(case, coordinator, decider, outcome="rejected", published=True)
        facts = {"round": first_round, "kind": "event", "place": number, "given_at": first_round.closes_at}
        found.append(ReservePlace.objects.create(application=Application.objects.get(pk=case.pk), **facts))
    return found


def offered(place, by, at, due_on, amount="2500.00", **more) -> ReserveOffer:
    return actions.offer_reserve(place, by=by, at=at, amount=D(amount), due_on=due_on, **more)


def leave(amount: str) -> None:
    Fund.objects.filter(kind="event").update(budget=D(amount))


def test_an_offer_tells_the_group_and_binds_no_money(places, by, at, due_on):
    offered(places[0], by, at, due_on)
    assert Letter.objects.filter(kind="decisions/reserve_offered").count() == 2
    assert Fund.objects.get(kind="event").committed == 0
    money = queries.money_for(places[0].round, "event")
    assert money.offered == D("2500.00")


@pytest.mark.parametrize(
    ("amount", "days", "field", "sentence"),
    [
        ("3000.01", 7, "amount", "The sum can't be more than the sum applied for, 3 000,00 €."),
        ("1999.99", 7, "amount", "The group can't do this with less than 2 000,00 €. Give at least that, or 0 €."),
        ("0.00", 7, "amount", "Write the sum that is offered."),
        ("2500.00", 0, "due_on", "Give the group at least until tomorrow."),
        ("2500.00", 366, "due_on", "The day is more than a year away. Check the year."),
    ],
)
def test_an_offer_keeps_to_the_rules(places, by, at, amount, days, field, sentence):
    with pytest.raises(ValidationError) as refusal:
        offered(places[0], by, at, dates.local_day(at) + timedelta(days=days), amount)
    assert {key: [it.replace("\u00a0", " ") for it in found] for key, found in refusal.value.message_dict.items()} == {
        field: [sentence]
    }


def test_it_goes_in_order_unless_there_is_a_reason_which_is_kept(places, by, at, due_on):
    with pytest.raises(ValidationError) as refusal:
        offered(places[1], by, at, due_on)
    first = places[0].application.reference
    assert refusal.value.message_dict == {"skip_reason": [f"{first} is before this in order. Say why it is passed over."]}
    assert offered(places[1], by, at, due_on, skip_reason="Ryhmä on lopettanut.").skip_reason == "Ryhmä on lopettanut."


def test_the_same_euros_are_not_offered_twice(places, by, at, due_on):
    leave("4000.00")
    offered(places[0], by, at, due_on)
    with pytest.raises(ValidationError) as refusal:
        offered(places[1], by, at, due_on)
    assert refusal.value.message_dict == {"amount": ["1\u00a0500,00\u00a0€ is free. More can't be offered."]}
    assert offered(places[1], by, at, due_on, "1500.00").amount == D("1500.00")


def test_only_the_coordinator_offers_and_only_an_owner_answers(places, by, decider, co_applicant, at, due_on):
    with pytest.raises(PermissionDenied):
        offered(places[0], acting(decider, "decider"), at, due_on)
    offer = offered(places[0], by, at, due_on)
    with pytest.raises(PermissionDenied):
        actions.accept_offer(offer, by=acting(co_applicant, "editor"), at=at)


def test_an_accepted_offer_becomes_a_second_decision_that_binds_the_money(places, by, applicant, decider, at, due_on):
    place, deciding = places[0], acting(decider, "decider")
    actions.accept_offer(offered(place, by, at, due_on), by=acting(applicant, "owner"), at=at)
    assert queries.money_for(place.round, "event").offered == D("2500.00")
    proposal = actions.take_up_offer(place.application, by=deciding, at=at + timedelta(hours=1))
    assert (proposal.outcome, proposal.amount, proposal.proposed_by) == ("granted_in_part", D("2500.00"), by.person)
    money = queries.money_for(place.round, "event")
    assert (money.offered, money.proposed_elsewhere) == (D("0.00"), D("2500.00"))
    case = Application.objects.get(pk=place.application.pk)
    with translation.override("en"):
        assert (case.status, str(case.status_for_applicant)) == ("proposed", "Decision made")
    facts = {"outcome": "granted_in_part", "amount": D("2500.00"), "reasons": proposal.reasons}
    actions.decide(case, by=deciding, at=at + timedelta(hours=2), **facts)
    assert queries.published_decision(case).number == 1
    actions.publish(case.round, by=deciding, at=at + timedelta(hours=3))
    newest = queries.published_decision(case)
    assert (newest.number, newest.outcome, newest.amount) == (2, "granted_in_part", D("2500.00"))
    assert Decision.objects.filter(application=case).count() == 2
    assert Letter.objects.filter(kind="decisions/decision_published", about=case.about).count() == 4
    assert (Fund.objects.get(kind="event").committed, ledger_mismatches()) == (D("2500.00"), [])
    assert queries.money_for(place.round, "event").offered == 0
    assert queries.in_line(place.round, "event") == [places[1]]


def test_a_case_is_reopened_only_after_its_group_has_accepted(places, by, decider, at, due_on):
    offered(places[0], by, at, due_on)
    with pytest.raises(ValidationError) as refusal:
        actions.take_up_offer(places[0].application, by=acting(decider, "decider"), at=at)
    assert refusal.value.messages == ["There is no accepted offer in this case."]


def test_a_declined_offer_frees_its_euros_and_the_next_is_in_line(places, by, applicant, at, due_on):
    leave("3000.00")
    offer = offered(places[0], by, at, due_on)
    actions.decline_offer(offer, by=acting(applicant, "owner"), at=at)
    assert queries.in_line(places[0].round, "event") == [places[1]]
    assert queries.money_for(places[0].round, "event").free == D("3000.00")
    with pytest.raises(ValidationError):
        actions.accept_offer(offer, by=acting(applicant, "owner"), at=at)


def test_what_is_not_answered_in_time_lapses_once_and_offers_nothing_to_the_next(places, by, at, due_on):
    offered(places[0], by, at, due_on)
    last = dates.bounds_of_day(due_on)[1]
    system = Actor.system("beat")
    assert actions.lapse_offers(by=system, at=last - timedelta(seconds=1)) == 0
    assert [actions.lapse_offers(by=system, at=last) for _press in range(2)] == [1, 0]
    assert ReserveOffer.objects.get().end == "lapsed"
    assert Letter.objects.filter(kind="decisions/reserve_lapsed").count() == 2


def test_nothing_is_accepted_when_the_money_has_gone(places, by, applicant, at, due_on):
    offer = offered(places[0], by, at, due_on)
    leave("2499.99")
    with pytest.raises(ValidationError) as refusal:
        actions.accept_offer(offer, by=acting(applicant, "owner"), at=at)
    assert refusal.value.messages == ["The money is not there any more. Call us: we tell what has happened."]


def test_nothing_is_offered_before_the_refusal_is_published(applicant, group, first_round, coordinator, decider, by, at, due_on):
    case = make_case_in_review(applicant, group, first_round, coordinator)
    make_decision(case, coordinator, decider, outcome="rejected")
    place = ReservePlace.objects.create(application=case, round=first_round, kind="event", place=1, given_at=at)
    with pytest.raises(ValidationError):
        offered(place, by, at, due_on)


def test_who_does_not_handle_a_case_sees_only_that_there_is_a_place(places, by, coordinator, at, due_on):
    InterestDeclaration.objects.filter(application=places[0].application, person=coordinator).delete()
    found = queries.reserve_of(coordinator, places[0].round, "event")
    assert ([it.place for it in found.places], found.others) == ([2], 1)


@pytest.fixture
def decides_anew(places, at):
    """A decision maker who had no hand in the refusals."""
    return make_handler(places[0].application.decisions.get(), at=at, roles=("decider",))


def rectified(place, applicant, decides_anew, at) -> Decision:
    """The refusal is changed because of a claim, and all that was sought is granted; known to the desk alone."""
    reopened(place, applicant, decides_anew, at)
    return granted(place, decides_anew, at + timedelta(days=2))


def reopened(place, applicant, decides_anew, at) -> None:
    claim = take(make_claim(place.application.decisions.get(), applicant, at=at), decides_anew, at=at)
    end(claim, decides_anew, at=at + timedelta(days=1), outcome="changed", role="decider")


def granted(place, decider, at, *, amount: str = "3000.00") -> Decision:
    facts = {"outcome": "granted" if amount == "3000.00" else "granted_in_part", "amount": D(amount), "reasons": "Oikaistu."}
    return actions.decide(place.application, by=acting(decider, "decider"), at=at, **facts)


def promised() -> Decimal:
    assert ledger_mismatches() == []
    return queries.money_for(ReservePlace.objects.first().round, "event").offered


def to_take_up(by) -> set[int]:
    return queries.reserve_of(by.person, ReservePlace.objects.first().round, "event").to_take_up


@pytest.mark.parametrize("come", [reopened, rectified])
def test_nothing_is_accepted_while_the_refusal_is_decided_anew(come, places, by, applicant, decides_anew, at, due_on):
    offer = offered(places[0], by, at, due_on)
    come(places[0], applicant, decides_anew, at)
    with pytest.raises(ValidationError) as refusal:
        actions.accept_offer(offer, by=acting(applicant, "owner"), at=at + timedelta(days=3))
    assert refusal.value.messages == ["The offer can't be accepted just now. Call us: we tell what has happened."]


def test_a_grant_ends_the_offer_that_waits_for_an_answer(places, by, applicant, decides_anew, at, due_on):
    offer = offered(places[0], by, at, due_on)
    rectified(places[0], applicant, decides_anew, at)
    assert promised() == D("2500.00")
    published_at = at + timedelta(days=3)
    actions.publish(places[0].round, by=acting(decides_anew, "decider"), at=published_at)
    offer.refresh_from_db()
    assert (offer.end, offer.ended_at, promised()) == ("overtaken", published_at, D("0.00"))
    assert str(offer.end_label) == "Ended by a newer decision"
    with pytest.raises(ValidationError):
        actions.accept_offer(offer, by=acting(applicant, "owner"), at=published_at)
    assert actions.lapse_offers(by=Actor.system("beat"), at=dates.bounds_of_day(due_on)[1]) == 0


def test_a_grant_frees_what_was_promised_by_an_accepted_offer_and_is_not_reopened_by_it(
    places, by, applicant, decides_anew, at, due_on
):
    place, deciding = places[0], acting(decides_anew, "decider")
    actions.accept_offer(offered(place, by, at, due_on), by=acting(applicant, "owner"), at=at)
    rectified(place, applicant, decides_anew, at)
    assert promised() == D("0.00")
    actions.publish(place.round, by=deciding, at=at + timedelta(days=3))
    assert (promised(), place.offers.get().end) == (D("0.00"), "accepted")
    with pytest.raises(ValidationError):
        actions.take_up_offer(place.application, by=deciding, at=at + timedelta(days=4))
    assert Decision.objects.in_force().get(application=place.application).amount == D("3000.00")


def test_a_refusal_that_is_only_corrected_keeps_the_promise(places, by, applicant, decider, at, due_on):
    place, deciding, case = places[0], acting(decider, "decider"), places[0].application
    actions.accept_offer(offered(place, by, at, due_on), by=acting(applicant, "owner"), at=at)
    held = case.decisions.get()
    actions.correct(held, by=deciding, at=at, ground="clerical", reason="Nimi oli väärin.")
    actions.decide(case, by=deciding, at=at + timedelta(days=1), outcome="rejected", amount=D(0), reasons="Korjattu.")
    with pytest.raises(ValidationError):
        actions.take_up_offer(case, by=deciding, at=at + timedelta(days=1))
    actions.publish(case.round, by=deciding, at=at + timedelta(days=2))
    assert (promised(), to_take_up(by)) == (D("2500.00"), {place.pk})
    assert actions.take_up_offer(case, by=deciding, at=at + timedelta(days=3)).amount == D("2500.00")


def test_a_case_that_was_taken_up_and_sent_back_to_review_keeps_its_money(places, by, applicant, decider, at, due_on):
    place, deciding = places[0], acting(decider, "decider")
    actions.accept_offer(offered(place, by, at, due_on), by=acting(applicant, "owner"), at=at)
    actions.take_up_offer(place.application, by=deciding, at=at + timedelta(days=1))
    assert promised() == D("0.00")
    actions.return_to_review(place.application, by=deciding, at=at + timedelta(days=2), reason="Liian vähän.")
    assert promised() == D("2500.00")
    later, refused = at + timedelta(days=3), {"outcome": "rejected", "amount": D(0), "reasons": "Ei sittenkään."}
    actions.propose(place.application, by=by, at=later, **refused)
    actions.decide(place.application, by=deciding, at=later, **refused)
    assert (promised(), to_take_up(by)) == (D("0.00"), set())
