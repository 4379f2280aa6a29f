"""A grant that ends unused: who may end it, what becomes of the money, and who hears of it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from applications.models import Application
from core import dates
from decisions import actions, queries
from decisions.models import Correction, Decision, ReservePlace
from registry.models import Event, Letter
from rounds.models import Fund
from rounds.queries import ledger_mismatches
from tests.completions import ask
from tests.factories import acting, after_closing, make_case_in_review, make_decision

pytestmark = pytest.mark.django_db
D = Decimal


def lapse(decision: Decision, decider, *, reason: str = "Ryhmä ei aloittanut.") -> Decision:
    at = after_closing(decision.application, days=20)
    return actions.lapse(decision, by=acting(decider, "decider"), at=at, reason=reason)


def give_up(decision: Decision, applicant, **said: str) -> Decision:
    return actions.give_up(decision, by=acting(applicant, "owner"), at=after_closing(decision.application, days=20), **said)


def committed() -> Decimal:
    assert ledger_mismatches() == []
    return Fund.objects.get(kind="event").committed


def letters() -> list[str]:
    return sorted(Letter.objects.filter(kind="decisions/decision_lapsed").values_list("to", flat=True))


def test_a_lapsed_grant_frees_its_money_and_the_group_hears_of_it(published, decider):
    lapse(published, decider)
    published.refresh_from_db()
    assert (published.state, published.lapsed_at) == ("lapsed", after_closing(published.application, days=20))
    assert (published.lapse_reason, published.is_given_up, committed()) == ("Ryhmä ei aloittanut.", False, D("0.00"))
    assert letters() == ["aino@example.org", "lauri@example.org"]
    assert Event.objects.get(act="lapse").details == {"amount": "2000.50", "number": 1}


def test_the_group_gives_its_grant_up_and_need_not_say_why(published, applicant):
    give_up(published, applicant)
    published.refresh_from_db()
    assert (published.state, published.is_given_up, published.lapse_reason, committed()) == ("lapsed", True, "", D("0.00"))
    assert published.state_label == "Given up by the group"
    assert letters() == ["aino@example.org", "lauri@example.org"]


def test_a_lapse_has_a_reason(published, decider):
    with pytest.raises(ValidationError) as refusal:
        lapse(published, decider, reason=" \n")
    assert refusal.value.message_dict == {"reason": ["Write why the grant lapses."]}


def test_it_happens_once(published, decider, applicant):
    lapse(published, decider)
    for again in (lambda: lapse(published, decider), lambda: give_up(published, applicant)):
        with pytest.raises(ValidationError):
            again()
    assert committed() == D("0.00")


def test_a_refusal_and_what_is_not_published_do_not_lapse(case, coordinator, decider, applicant):
    prepared = make_decision(case, coordinator, decider, outcome="rejected")
    for end in (lambda: lapse(prepared, decider), lambda: give_up(prepared, applicant)):
        with pytest.raises(ValidationError):
            end()
    actions.publish(case.round, by=acting(decider, "decider"), at=after_closing(case, days=4))
    with pytest.raises(ValidationError):
        lapse(prepared, decider)


@pytest.mark.parametrize("role", ["coordinator", "reviewer", "finance", "owner"])
def test_only_the_decider_lapses(published, applicant, role):
    with pytest.raises(PermissionDenied):
        actions.lapse(published, by=acting(applicant, role), at=after_closing(published.application), reason="Syy.")


@pytest.mark.parametrize("role", ["editor", "reader", "decider", "coordinator"])
def test_only_the_owner_gives_up(published, applicant, role):
    with pytest.raises(PermissionDenied):
        actions.give_up(published, by=acting(applicant, role), at=after_closing(published.application))


def correct(published: Decision, decider) -> Correction:
    at = after_closing(published.application, days=5)
    return actions.correct(published, by=acting(decider, "decider"), at=at, ground="clerical", reason="Virhe.")


def test_what_is_being_corrected_does_not_lapse_at_the_desk(published, decider):
    correct(published, decider)
    with pytest.raises(ValidationError):
        lapse(published, decider)
    assert committed() == D("2000.50")


def correct_and_review(published: Decision, decider) -> Correction:
    correction, case = correct(published, decider), published.application
    at = after_closing(case, days=6)
    actions.return_to_review(case, by=acting(decider, "decider"), at=at, reason="Tarkistetaan kulut.")
    return correction


@pytest.mark.parametrize("begin", [correct, correct_and_review])
def test_the_group_can_give_up_while_a_correction_that_it_does_not_know_of_is_under_way(begin, published, decider, applicant):
    correction, case = begin(published, decider), published.application
    give_up(published, applicant)
    correction.refresh_from_db()
    case.refresh_from_db()
    assert (correction.ended_at is None, committed()) == (False, D("0.00"))
    assert (case.status, case.waiting_since) == ("decided", None)


def test_and_while_the_group_is_asked_to_complete_what_it_sent(published, decider, coordinator, applicant):
    correct_and_review(published, decider)
    case = Application.objects.get(pk=published.application_id)
    asked = ask(case, coordinator, at=after_closing(case, days=7))
    give_up(published, applicant)
    asked.refresh_from_db()
    case = Application.objects.get(pk=case.pk)
    assert (case.status, case.waiting_since, asked.ended_at) == ("decided", None, after_closing(case, days=20))


def test_nothing_is_granted_again_to_a_group_that_gave_its_grant_up(published, decider, applicant):
    """Also where the case was open for a new decision when the group gave up, before giving up closed it."""
    give_up(published, applicant)
    case, at = published.application, after_closing(published.application, days=21)
    words = {"outcome": "granted", "amount": D("2000.50"), "reasons": "Korjattu."}
    with pytest.raises(ValidationError):
        actions.decide(case, by=acting(decider, "decider"), at=at, **words)
    Application.objects.filter(pk=case.pk).update(status="proposed", waiting_since=at)
    with pytest.raises(ValidationError) as refusal:
        actions.decide(case, by=acting(decider, "decider"), at=at, **words)
    assert refusal.value.messages == ["The grant has ended, so nothing is decided anew. Let the decision stand."]
    assert committed() == D("0.00")
    actions.keep_decision(case, by=acting(decider, "decider"), at=at)
    case.refresh_from_db()
    assert (case.status, case.waiting_since) == ("decided", None)


def test_and_while_the_corrected_decision_waits_for_publication(published, decider, applicant):
    case = published.application
    correct(published, decider)
    words = {"outcome": "granted_in_part", "amount": D("500.00"), "reasons": "Korjattu."}
    newer = actions.decide(case, by=acting(decider, "decider"), at=after_closing(case, days=6), **words)
    give_up(published, applicant)
    newer.refresh_from_db()
    case.refresh_from_db()
    assert (newer.state, case.status, case.waiting_since, committed()) == ("cancelled", "decided", None, D("0.00"))


def test_the_freed_money_is_offered_to_the_reserve_list_and_granted(
    published, applicant, group, first_round, coordinator, decider
):
    Fund.objects.filter(kind="event").update(budget=D("2000.50"))
    waiting = make_case_in_review(applicant, group, first_round, coordinator)
    make_decision(waiting, coordinator, decider, outcome="rejected", published=True)
    waiting = Application.objects.get(pk=waiting.pk)
    at = after_closing(waiting, days=21)
    place = ReservePlace.objects.create(application=waiting, round=first_round, kind="event", place=1, given_at=at)
    offer = {"by": acting(coordinator, "coordinator"), "amount": D("2000.50"), "due_on": dates.local_day(at) + timedelta(days=7)}
    with pytest.raises(ValidationError):
        actions.offer_reserve(place, at=at, **offer)
    give_up(published, applicant)
    made = actions.offer_reserve(place, at=at, **offer)
    actions.accept_offer(made, by=acting(applicant, "owner"), at=at)
    proposal = actions.take_up_offer(waiting, by=acting(decider, "decider"), at=at)
    assert queries.kept_parts(proposal).approved == D("2000.50")
    waiting.refresh_from_db()
    words = {"outcome": "granted", "amount": D("2000.50"), "reasons": "Rahaa vapautui."}
    actions.decide(waiting, by=acting(decider, "decider"), at=at, **words)
    assert committed() == D("2000.50")


def test_a_group_that_gave_its_grant_up_is_offered_nothing_from_a_place_it_once_had(published, applicant, first_round):
    facts = {"round": first_round, "kind": "event", "place": 1, "given_at": published.published_at}
    ReservePlace.objects.create(application=published.application, **facts)
    give_up(published, applicant)
    assert queries.in_line(first_round, "event") == []
