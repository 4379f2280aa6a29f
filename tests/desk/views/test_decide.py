"""Deciding, which binds the money and tells the applicant nothing yet."""

from decimal import Decimal

import pytest
from django.db.models import F

from decisions.models import Decision
from reviews.actions import declare
from rounds.models import Fund
from tests.applications.views.reading import sentences
from tests.desk.views.reading import main, page_of, summary, typed
from tests.factories import acting, after_closing, make_person, make_proposal

pytestmark = pytest.mark.django_db
GRANTED = {"outcome": "granted", "amount": "", "reasons": "Sopii ohjelman kohderyhmälle."}


def decide(browser, case, **answers: str):
    return browser.post(page_of(case, "paatos/"), answers)


def event_fund() -> Fund:
    return Fund.objects.get(kind="event")


def test_it_binds_the_money_and_waits_for_publication(client_of, decider, case, proposal):
    browser = client_of(decider)
    answer = decide(browser, case, **GRANTED)
    case.refresh_from_db()
    assert (answer.status_code, answer.headers["Location"], case.status) == (303, page_of(case), "decided")
    assert sentences(browser.get(page_of(case))) == [
        "The decision is prepared. The applicant sees nothing before you publish it."
    ]
    assert (Decision.objects.get().state, event_fund().committed) == ("prepared", Decimal("2000.50"))


def test_the_applicant_sees_nothing_of_it(client_of, decider, applicant, case, proposal):
    before = main(client_of(applicant).get(f"/hakemukset/{case.reference}/"))
    decide(client_of(decider), case, **GRANTED)
    assert main(client_of(applicant).get(f"/hakemukset/{case.reference}/")) == before


def test_the_decider_may_decide_otherwise_than_was_proposed(client_of, decider, case, proposal):
    decide(client_of(decider), case, outcome="rejected", reasons="Ei sovi.")
    decision = Decision.objects.get()
    assert (decision.outcome, decision.amount, event_fund().committed) == ("rejected", 0, 0)


def test_a_fund_without_enough_money_says_what_is_left_and_keeps_what_was_typed(client_of, decider, case, proposal):
    Fund.objects.filter(kind="event").update(committed=F("budget") - Decimal("2000.00"))
    page = decide(client_of(decider), case, **{**GRANTED, "reasons": "Uudet perustelut."})
    assert (page.status_code, [it.replace("\u00a0", " ") for it in summary(page)]) == (
        422,
        ["The fund has 2 000,00 € left. 2 000,50 € can't be granted."],
    )
    assert typed(page, "reasons") == "Uudet perustelut."
    assert (Decision.objects.count(), event_fund().left) == (0, Decimal("2000.00"))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"reasons": ""}, "Write the reasons for the decision."),
        ({"outcome": ""}, "Choose an outcome."),
        ({"amount": "two thousand"}, "Write the sum in digits only, for example 1 234,50."),
    ],
)
def test_a_refusal_says_what_to_mend(client_of, decider, case, proposal, changes, sentence):
    page = decide(client_of(decider), case, **{**GRANTED, **changes})
    assert (page.status_code, [it.replace("\u00a0", " ") for it in summary(page)]) == (422, [sentence])
    assert not Decision.objects.exists()


def test_a_second_press_decides_once_and_keeps_what_was_typed(client_of, decider, case, proposal):
    browser = client_of(decider)
    decide(browser, case, **GRANTED)
    page = decide(browser, case, **{**GRANTED, "reasons": "Toinen kerta."})
    assert (page.status_code, summary(page)) == (422, ["This can't be done: the application is now in the state “Decided”."])
    assert typed(page, "reasons") == "Toinen kerta."
    assert (Decision.objects.count(), event_fund().committed) == (1, Decimal("2000.50"))


def test_a_case_that_nobody_has_proposed_is_not_decided(client_of, decider, case):
    declare(case, by=acting(decider, "decider"), at=after_closing(case))
    page = decide(client_of(decider), case, **GRANTED)
    assert (page.status_code, summary(page)) == (422, ["This can't be done: the application is now in the state “In review”."])


def test_who_proposed_does_not_decide(client_of, case):
    both = make_person("molemmat@joensuu.example", roles=["coordinator", "decider"])
    declare(case, by=acting(both, "coordinator"), at=after_closing(case))
    make_proposal(case, both)
    assert decide(client_of(both), case, **GRANTED).status_code == 403
    assert not Decision.objects.exists()


@pytest.mark.parametrize("role", ["applicant", "coordinator", "reviewer", "auditor", "finance", "admin"])
def test_only_the_decider_decides(client_of, request, case, proposal, role):
    assert decide(client_of(request.getfixturevalue(role)), case, **GRANTED).status_code == 403


def test_not_before_a_declaration(client_of, decider, coordinator, case):
    make_proposal(case, coordinator)
    assert decide(client_of(decider), case, **GRANTED).status_code == 403


def test_it_is_only_posted_to(client_of, decider, case, proposal):
    assert client_of(decider).get(page_of(case, "paatos/")).status_code == 405
