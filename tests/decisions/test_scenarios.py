"""Scenarios change nothing but themselves; making their proposals changes every case at once, or none."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation
from django.utils.translation import gettext

from applications.models import Application, InterestDeclaration
from applications.sections import Cost
from core import dates
from decisions import actions, queries
from decisions.models import Proposal, Scenario
from registry.models import Event
from reviews.actions import declare
from rounds.models import Fund, RoundTerms
from tests.factories import acting, make_case_in_review, make_review, make_round

D = Decimal


@pytest.fixture
def cases(applicant, group, first_round, coordinator) -> list[Application]:
    """Three events for 1 000, 2 000 and 3 000 €, the last of which is of no use below 2 500 €; points 3, 4 and 4."""
    made = []
    for number, (points, smallest) in enumerate(((3, ""), (4, ""), (4, "2 500")), start=1):
        costs = [Cost("other", "Kaikki", f"{number} 000")]
        case = make_case_in_review(applicant, group, first_round, coordinator, costs=costs, smallest_sum=smallest)
        make_review(case, coordinator, role="coordinator", points=points)
        made.append(case)
    return made


@pytest.fixture
def by(coordinator):
    return acting(coordinator, "coordinator")


@pytest.fixture
def at(first_round):
    return first_round.closes_at + timedelta(days=2)


@pytest.fixture
def scenario(cases, first_round, by, at) -> Scenario:
    return actions.make_scenario(first_round, by=by, at=at, kind="event", name="Perusvaihtoehto")


def given(cases, *amounts: str, **more) -> dict[int, actions.Given]:
    return {case.pk: actions.Given(D(amount), **more) for case, amount in zip(cases, amounts, strict=True)}


def sentences(refusal) -> list[str]:
    return sorted(refusal.value.messages)


def test_a_new_scenario_gives_each_what_it_seeks_and_changes_no_case(scenario, cases):
    assert sorted(scenario.rows.values_list("amount", flat=True)) == [D("1000.00"), D("2000.00"), D("3000.00")]
    assert set(Application.objects.values_list("status", flat=True)) == {"in_review"}
    assert Event.objects.get(act="make_scenario").about == f"round:{scenario.round_id}"


def test_cases_stand_in_the_order_of_points_and_a_tie_shares_its_place(scenario, cases, coordinator):
    found = queries.division(scenario, coordinator)
    assert [(it.application, it.counted.place, it.counted.cumulative) for it in found.cases] == [
        (cases[1], 1, D("2000.00")),
        (cases[2], 1, D("5000.00")),
        (cases[0], 3, D("6000.00")),
    ]
    assert (found.funded, found.total, found.money.free) == (3, D("6000.00"), Fund.objects.get(kind="event").budget)


def test_who_is_no_coordinator_divides_nothing(scenario, first_round, decider, at):
    by = acting(decider, "decider")
    for act in (
        lambda: actions.make_scenario(first_round, by=by, at=at, kind="event", name="Toinen"),
        lambda: actions.delete_scenario(scenario, by=by, at=at),
        lambda: actions.propose_scenario(scenario, by=by, at=at, edition=1),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_each_share_keeps_to_the_rules_and_all_that_is_wrong_is_said_at_once(scenario, cases, by, at):
    with pytest.raises(ValidationError) as refusal:
        actions.save_scenario(scenario, by=by, at=at, edition=1, given=given(cases, "1000.01", "2000.00", "2499.99"))
    assert refusal.value.message_dict == {
        f"amount-{cases[0].pk}": ["The sum can't be more than the sum applied for, 1\u00a0000,00\u00a0€."],
        f"amount-{cases[2].pk}": ["The group can't do this with less than 2\u00a0500,00\u00a0€. Give at least that, or 0 €."],
    }
    actions.save_scenario(scenario, by=by, at=at, edition=1, given=given(cases, "0.00", "2000.00", "2500.00"))
    assert sorted(scenario.rows.values_list("amount", flat=True)) == [D("0.00"), D("2000.00"), D("2500.00")]


def test_of_two_who_save_the_same_edition_the_second_is_told(scenario, cases, by, at):
    actions.save_scenario(scenario, by=by, at=at, edition=1, given=given(cases, "500.00", "2000.00", "3000.00"))
    with pytest.raises(ValidationError) as refusal:
        actions.save_scenario(scenario, by=by, at=at, edition=1, given=given(cases, "0.00", "0.00", "0.00"))
    assert refusal.value.code == "changed"
    assert sum(scenario.rows.values_list("amount", flat=True)) == D("5500.00")


def test_two_cases_can_change_places_on_the_reserve_list_but_not_share_one(scenario, cases, by, at):
    def reserve(*places):
        return {case.pk: actions.Given(D(0), reserve_place=place) for case, place in zip(cases, places, strict=True)}

    actions.save_scenario(scenario, by=by, at=at, edition=1, given=reserve(1, 2, None))
    actions.save_scenario(scenario, by=by, at=at, edition=2, given=reserve(2, 1, None))
    assert dict(scenario.rows.values_list("application", "reserve_place")) == {
        cases[0].pk: 2,
        cases[1].pk: 1,
        cases[2].pk: None,
    }
    with pytest.raises(ValidationError) as refusal:
        actions.save_scenario(scenario, by=by, at=at, edition=3, given=reserve(1, 1, None))
    assert set(refusal.value.message_dict) == {f"reserve-{cases[0].pk}", f"reserve-{cases[1].pk}"}


def test_a_copy_begins_with_the_same_sums_and_names_are_used_once(scenario, by, at, cases):
    actions.save_scenario(scenario, by=by, at=at, edition=1, given=given(cases, "500.00", "2000.00", "3000.00", reason="Siksi."))
    copy = actions.copy_scenario(scenario, by=by, at=at, name="Toinen")
    rows = ("application", "amount", "reason")
    assert list(copy.rows.values_list(*rows)) == list(scenario.rows.values_list(*rows))
    with pytest.raises(ValidationError) as refusal:
        actions.rename_scenario(copy, by=by, at=at, name=" Perusvaihtoehto ")
    assert sentences(refusal) == ["There is a scenario with this name already."]


def test_proposing_names_everything_that_is_missing_and_then_changes_nothing(scenario, cases, by, at):
    Fund.objects.filter(kind="event").update(budget=D("1500.00"))
    actions.save_scenario(scenario, by=by, at=at, edition=1, given=given(cases, "1000.00", "0.00", "2500.00"))
    with pytest.raises(ValidationError) as refusal:
        actions.propose_scenario(scenario, by=by, at=at, edition=2)
    first, second, third = (case.reference for case in cases)
    assert sentences(refusal) == sorted(
        [
            f"{first}: The reasons for the decision are missing.",
            f"{second}: A case with fewer points gets money. Say why this one does not.",
            f"{second}: A case with the same points gets more. Say why.",
            f"{third}: The reasons for the decision are missing.",
            "The scenario gives 2\u00a0000,00\u00a0€ more than there is.",
        ]
    )
    assert Proposal.objects.count() == 0


def test_proposing_makes_each_proposal_with_its_outcome_and_a_second_press_none(scenario, cases, by, at):
    amounts = given(cases, "0.00", "2000.00", "2500.00", reason="Sopii ohjelmaan.")
    amounts[cases[0].pk] = actions.Given(D(0), reason="Rahat loppuivat.", reserve_place=1)
    actions.save_scenario(scenario, by=by, at=at, edition=1, given=amounts)
    assert actions.propose_scenario(scenario, by=by, at=at, edition=2) == 3
    assert actions.propose_scenario(scenario, by=by, at=at, edition=2) == 0
    with translation.override("fi"):
        sentence = "The application has place %(place)s on the reserve list. If money becomes free, it is offered in this order."
        on_reserve = gettext(sentence) % {"place": 1}
    rows = Proposal.objects.order_by("application").values_list("outcome", "amount", "reasons")
    assert list(rows) == [
        ("rejected", D("0.00"), f"Rahat loppuivat.\n\n{on_reserve}"),
        ("granted", D("2000.00"), "Sopii ohjelmaan."),
        ("granted_in_part", D("2500.00"), "Sopii ohjelmaan."),
    ]
    assert set(Application.objects.values_list("status", flat=True)) == {"proposed"}
    assert [place.application for place in scenario.round.reserve_places.all()] == [cases[0]]
    assert Fund.objects.get(kind="event").committed == 0
    with pytest.raises(ValidationError):
        actions.delete_scenario(scenario, by=by, at=at)


def test_a_case_whose_decision_is_published_is_proposed_by_itself_and_not_with_all(scenario, cases, by, at, decider, applicant):
    """A decision that is being corrected, or a case that took an offer of the reserve list up, is no part of the round any more."""
    amounts = given(cases, "0.00", "2000.00", "2500.00", reason="Sopii ohjelmaan.")
    amounts[cases[0].pk] = actions.Given(D(0), reason="Rahat loppuivat.", reserve_place=1)
    actions.save_scenario(scenario, by=by, at=at, edition=1, given=amounts)
    actions.propose_scenario(scenario, by=by, at=at, edition=2)
    deciding, owner = acting(decider, "decider"), acting(applicant, "owner")
    declare(cases[0], by=deciding, at=at)
    actions.decide(cases[0], by=deciding, at=at, outcome="rejected", amount=D(0), reasons="Rahat loppuivat.")
    actions.publish(scenario.round, by=deciding, at=at)
    due_on = dates.local_day(at) + timedelta(days=7)
    offer = actions.offer_reserve(cases[0].reserve_place, by=by, at=at, amount=D("500.00"), due_on=due_on)
    actions.accept_offer(offer, by=owner, at=at)
    later = at + timedelta(days=1)
    actions.take_up_offer(cases[0], by=deciding, at=later)
    actions.return_to_review(cases[0], by=deciding, at=later, reason="Liian vähän.")
    assert actions.propose_scenario(scenario, by=by, at=later, edition=2) == 0
    newer = actions.make_scenario(scenario.round, by=by, at=later, kind="event", name="Toinen")
    assert list(newer.rows.all()) == []
    with pytest.raises(ValidationError) as refusal:
        actions.propose_scenario(newer, by=by, at=later, edition=1)
    assert sentences(refusal) == ["There is no case in review in this scenario."]
    assert cases[0].proposals.count() == 2


def test_a_place_of_a_case_that_somebody_else_handles_is_refused_without_naming_the_case(scenario, cases, by, at):
    actions.save_scenario(scenario, by=by, at=at, edition=1, given={cases[0].pk: actions.Given(D(0), reserve_place=1)})
    typed = {cases[1].pk: actions.Given(D(0), reserve_place=1)}
    with pytest.raises(ValidationError) as refusal:
        actions.save_scenario(scenario, by=by, at=at, edition=2, given=typed)
    sentence = "Place 1 on the reserve list has been given already."
    assert refusal.value.message_dict == {f"reserve-{cases[1].pk}": [sentence]}


def test_what_is_proposed_elsewhere_is_not_there_to_divide(scenario, cases, coordinator, by, at):
    actions.propose(cases[0], by=by, at=at, outcome="granted", amount=D("1000.00"), reasons="Sopii.")
    money = queries.money_for(scenario.round, "event", None)
    assert (money.proposed_elsewhere, money.free) == (D("1000.00"), money.left - D("1000.00"))
    assert queries.money_for(scenario.round, "event", scenario).proposed_elsewhere == 0


def test_what_other_rounds_propose_comes_out_of_the_fund_and_not_of_the_share_of_a_round(
    scenario, programme, applicant, group, coordinator, by, at
):
    elsewhere = make_case_in_review(applicant, group, make_round(programme), coordinator)
    actions.propose(elsewhere, by=by, at=at, outcome="granted", amount=elsewhere.applied, reasons="Sopii.")
    fund = Fund.objects.get(kind="event")

    def free_of(share: Decimal) -> tuple[Decimal, Decimal]:
        RoundTerms.objects.filter(round=scenario.round, kind="event").update(allocation=share)
        money = queries.money_for(scenario.round, "event", scenario)
        return money.proposed_elsewhere, money.free

    assert free_of(D("4000.00")) == (0, D("4000.00"))
    # A share that is larger than what the fund has left is only words.
    assert free_of(fund.budget) == (elsewhere.applied, fund.left - elsewhere.applied)


def test_cases_of_others_are_counted_only_in_the_total(scenario, cases, by, at, coordinator):
    InterestDeclaration.objects.filter(application=cases[2]).delete()
    found = queries.division(scenario, coordinator)
    assert [it.application for it in found.cases] == [cases[1], cases[0]]
    assert (found.others, found.total) == ((1, D("3000.00")), D("6000.00"))
    assert found.cases[0].counted.left == found.money.free - D("3000.00") - D("2000.00")


def test_scenarios_side_by_side_say_for_whom_and_where(scenario, cases, by, at, coordinator):
    actions.save_scenario(scenario, by=by, at=at, edition=1, given=given(cases, "0.00", "2000.00", "3000.00"))
    (found,) = queries.compared([scenario], coordinator)
    assert (found.funded, found.total, found.reserve) == (2, D("5000.00"), 0)
    assert [(number, total) for _words, number, total in found.target_groups] == [(2, D("5000.00"))] * 2
    assert found.areas == [("Kauppatori", 2, D("5000.00"))]


def test_reading_a_scenario_asks_as_often_for_many_cases_as_for_one(scenario, cases, coordinator, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        queries.division(scenario, coordinator)
