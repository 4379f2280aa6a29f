"""How a granted sum is divided over the costs, and what its parts must be."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from applications import sections
from applications.sections import Cost
from core.money import CENT, percentage
from decisions import actions, queries
from decisions.models import GrantedCost, PlannedPayment, Proposal
from decisions.rules import FLAT_RATE, WAGES, Heads, Parts, Snapshot, broken, divided, filled, split
from rounds.models import DEVELOPMENT
from tests.factories import acting, after_closing, make_case_in_review, make_proposal, use_flat_rate

D = Decimal
sums = st.decimals(min_value=D("0.01"), max_value=D("69999.99"), places=2)
percents = st.decimals(min_value=D("0.01"), max_value=D("100"), places=2)


@given(parts=st.lists(sums, min_size=1, max_size=6), share=st.integers(min_value=0, max_value=1000))
def test_a_divided_sum_is_whole_to_the_cent_and_nobody_gets_more_than_its_estimate(parts, share):
    estimate = {str(place): amount for place, amount in enumerate(parts)}
    total = (sum(parts) * share / 1000).quantize(CENT)
    found = divided(estimate, total)
    assert sum(found.values()) == total
    assert [code for code in estimate if not 0 <= found[code] <= estimate[code]] == []


def test_the_cents_go_to_who_would_lose_most():
    assert divided({"a": D("1.00"), "b": D("1.00"), "c": D("1.00")}, D("1.00")) == {
        "a": D("0.34"),
        "b": D("0.33"),
        "c": D("0.33"),
    }
    assert divided({"a": D("10.00"), "b": D("90.00")}, D("33.33")) == {"a": D("3.33"), "b": D("30.00")}


@given(wages=sums, percent=percents, share=st.integers(min_value=1, max_value=1000))
def test_a_flat_rate_is_never_more_than_its_percentage_of_approved_wages_and_at_most_a_cent_less(wages, percent, share):
    whole = wages + percentage(wages, percent)
    together = (whole * share / 1000).quantize(CENT)
    approved, flat = split(together, percent)
    assert approved + flat == together
    assert D(0) <= percentage(approved, percent) - flat <= CENT
    assert approved <= wages


@given(wages=sums, other=sums, elsewhere=sums, percent=percents, share=st.integers(min_value=1, max_value=999))
def test_what_the_portal_fills_in_breaks_no_rule(wages, other, elsewhere, percent, share):
    costs = {"wages": wages, "other": other, FLAT_RATE: percentage(wages, percent)}
    costs = {code: amount for code, amount in costs.items() if amount}
    elsewhere = min(elsewhere, sum(costs.values()) - CENT)
    heads = Heads(costs, elsewhere, percent)
    applied = sum(costs.values()) - elsewhere
    amount = (applied * share / 1000).quantize(CENT)
    whole = Snapshot("granted", applied, applied, D("999999"), "Sopii.", heads=heads, costs=filled(heads, applied, {}))
    assert broken(whole) == {}
    assert whole.costs == costs
    if 0 < amount < applied:
        assert broken(replace(whole, outcome="granted_in_part", amount=amount, costs=filled(heads, amount, {}))) == {}


def test_what_somebody_typed_stays_and_the_rest_is_divided_over_the_others():
    heads = Heads({"wages": D("1000.00"), "travel": D("100.00"), "other": D("300.00"), FLAT_RATE: D("170.00")}, D(0), D("17"))
    found = filled(heads, D("1000.00"), {"wages": D("700.00")})
    assert found == {"wages": D("700.00"), "travel": D("45.25"), "other": D("135.75"), FLAT_RATE: D("119.00")}
    assert sum(found.values()) == D("1000.00")


LABELS = {"purchases": "Purchased services", "venue_rent": "Venue rents"}
HEADS = Heads({"purchases": D("800.50"), "venue_rent": D("1200.00")}, D("100.00"), None, LABELS)
RIGHT = Snapshot(
    "granted_in_part",
    D("1000.00"),
    D("1900.50"),
    D("8000.00"),
    "Sopii.",
    heads=HEADS,
    costs={"purchases": D("500.00"), "venue_rent": D("600.00")},
)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, {}),
        (
            {"costs": {"purchases": D("500.00"), "venue_rent": D("500.00")}},
            {
                "cost-purchases": [
                    "The approved costs are 1 000,00 € together. They must be 1 100,00 €: the sum granted, 1 000,00 €, and what "
                    "the application has from elsewhere, 100,00 €. The difference is 100,00 €."
                ]
            },
        ),
        (
            {"costs": {"purchases": D("800.51"), "venue_rent": D("299.49")}},
            {"cost-purchases": ["Purchased services: at most 800,50 € can be approved, as the application estimates."]},
        ),
        (
            {"costs": {"purchases": D("-100.00"), "venue_rent": D("1200.00")}},
            {"cost-purchases": ["Purchased services: a sum can't be negative."]},
        ),
        ({"payments": [(D("400.00"), "Heti"), (D("600.00"), "Raportin jälkeen")]}, {}),
        (
            {"payments": [(D("400.00"), "Heti")]},
            {"payment-1": ["The instalments are 400,00 € together, and 1 000,00 € is granted. The difference is 600,00 €."]},
        ),
        (
            {"payments": [(D("1000.00"), " ")]},
            {"payment-1": ["Each instalment has a sum above 0 €, and says in words when it is paid."]},
        ),
        (
            {"payments": [(D("1200.00"), "Heti"), (D("-200.00"), "Myöhemmin")]},
            {"payment-1": ["Each instalment has a sum above 0 €, and says in words when it is paid."]},
        ),
        ({"payments": [(D("200.00"), "Heti")] * 5}, {"payment-1": ["The money is paid in four instalments at most."]}),
    ],
)
def test_the_parts_make_the_whole(changes, said):
    found = broken(replace(RIGHT, **changes))
    assert {name: [it.replace("\u00a0", " ") for it in sentences] for name, sentences in found.items()} == {
        name: [it.replace("\u00a0", " ") for it in sentences] for name, sentences in said.items()
    }


def test_a_flat_rate_beyond_its_wages_is_refused():
    heads = Heads({"wages": D("1000.00"), FLAT_RATE: D("170.00")}, D(0), D("17"))
    snapshot = Snapshot("granted_in_part", D("200.00"), D("1170.00"), D("8000"), "Sopii.", heads=heads)
    assert broken(replace(snapshot, costs={"wages": D("170.94"), FLAT_RATE: D("29.06")})) == {}
    assert broken(replace(snapshot, costs={"wages": D("170.93"), FLAT_RATE: D("29.07")})) == {
        f"cost-{FLAT_RATE}": ["The flat rate can't be more than its percentage of the wages that are approved."]
    }


@pytest.mark.django_db
def test_a_proposal_keeps_its_parts_and_fills_what_nobody_typed(case, coordinator):
    parts = Parts({"venue_rent": D("900.00")}, "Avaa ovet kaikille.", [(D("1500.50"), "Kun päätös on lainvoimainen")])
    by, at = acting(coordinator, "coordinator"), after_closing(case, days=2)
    terms = {"outcome": "granted_in_part", "amount": D("1500.50"), "reasons": "Osa."}
    proposal = actions.propose(case, by=by, at=at, **terms, parts=parts)
    kept = queries.kept_parts(proposal)
    assert kept.rows == [("Purchased services", D("600.50")), ("Venue rents", D("900.00"))]
    assert (kept.conditions, kept.parts.payments) == ("Avaa ovet kaikille.", parts.payments)


@pytest.mark.django_db
def test_a_refusal_has_no_parts(case, coordinator):
    parts = Parts({"venue_rent": D("900.00")}, "Ehto", [(D("1"), "Heti")])
    by, at = acting(coordinator, "coordinator"), after_closing(case, days=2)
    proposal = actions.propose(case, by=by, at=at, outcome="rejected", amount=D(0), reasons="Ei.", parts=parts)
    assert (GrantedCost.objects.count(), PlannedPayment.objects.count(), proposal.conditions) == (0, 0, "")


@pytest.mark.django_db
def test_parts_that_break_a_rule_propose_nothing(case, coordinator):
    parts = Parts({"venue_rent": D("1200.01")})
    by, at = acting(coordinator, "coordinator"), after_closing(case, days=2)
    with pytest.raises(ValidationError) as refusal:
        actions.propose(case, by=by, at=at, outcome="granted", amount=D("2000.50"), reasons="Kyllä.", parts=parts)
    assert set(refusal.value.message_dict) == {"cost-venue_rent"}
    assert Proposal.objects.count() == 0


@pytest.mark.django_db
def test_the_flat_rate_of_a_project_is_one_of_its_heads(applicant, group, first_round, coordinator):
    use_flat_rate(first_round, D("17.00"))
    lines = [Cost("wages", "Ohjaaja", "10 000"), Cost("travel", "Matkat", "300")]
    case = make_case_in_review(applicant, group, first_round, coordinator, kind=DEVELOPMENT, costs=lines)
    assert queries.kept_parts(make_proposal(case, coordinator)).rows == [
        ("Wages", D("10000.00")),
        ("Travel", D("300.00")),
        ("Flat-rate costs", D("1700.00")),
    ]


def test_the_rules_know_wages_by_the_name_that_the_estimate_has_for_them():
    assert WAGES == sections.WAGES
