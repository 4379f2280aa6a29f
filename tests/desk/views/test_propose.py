"""Proposing a decision: outcome, sum, reasons."""

from decimal import Decimal

import pytest

from decisions.models import Proposal, Reason, ReasonUse
from rounds.models import Fund
from tests.applications.views.reading import sentences
from tests.desk.views.reading import forms, main, page_of, summary, typed
from tests.explaining import make_reasons
from tests.factories import make_decision, make_message, make_person, make_proposal

pytestmark = pytest.mark.django_db
IN_PART = {"outcome": "granted_in_part", "amount": "1 500,50 €", "reasons": "Osa riittää."}


def propose(browser, case, **answers: str):
    return browser.post(page_of(case, "esitys/"), answers)


@pytest.mark.parametrize(
    ("answers", "amount"),
    [
        (IN_PART, "1500.50"),
        ({"outcome": "granted", "amount": "", "reasons": "Sopii."}, "2000.50"),
        ({"outcome": "granted", "amount": "2000,50", "reasons": "Sopii."}, "2000.50"),
        ({"outcome": "rejected", "amount": "", "reasons": "Ei sovi."}, "0.00"),
        ({"outcome": "not_examined", "reasons": "Myöhässä."}, "0.00"),
        ({"outcome": "rejected", "amount": "0", "reasons": "Ei sovi."}, "0.00"),
    ],
)
def test_it_puts_the_case_before_the_decision_maker(client_of, coordinator, case, answers, amount):
    browser = client_of(coordinator)
    answer = propose(browser, case, **answers)
    case.refresh_from_db()
    assert (answer.status_code, answer.headers["Location"], case.status) == (303, page_of(case), "proposed")
    assert sentences(browser.get(page_of(case))) == ["The proposal is before the decision maker."]
    proposal = Proposal.objects.get()
    assert (proposal.outcome, proposal.amount, proposal.reasons) == (answers["outcome"], Decimal(amount), answers["reasons"])


def test_it_binds_no_money(client_of, coordinator, case):
    propose(client_of(coordinator), case, **IN_PART)
    assert Fund.objects.get(kind="event").committed == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"amount": "1e5"}, "Write the whole sum in digits, for example 100 000."),
        ({"amount": "-1"}, "Write the sum without a minus sign."),
        ({"amount": "NaN"}, "Write the sum in digits only, for example 1 234,50."),
        ({"amount": ""}, "A part is more than 0 € and less than the sum applied for, 2 000,50 €."),
        ({"amount": "2 000,50"}, "A part is more than 0 € and less than the sum applied for, 2 000,50 €."),
        ({"outcome": ""}, "Choose an outcome."),
        ({"outcome": "maybe"}, "Choose an outcome."),
        ({"reasons": "  "}, "Write the reasons for the decision."),
        ({"outcome": "rejected"}, "Leave the sum empty: nothing is granted with this outcome."),
        (
            {"outcome": "granted"},
            "Granted means the whole sum applied for, 2 000,50 €. Choose “granted in part” for a smaller sum.",
        ),
    ],
)
def test_a_refusal_says_what_to_mend_and_keeps_what_was_typed(client_of, coordinator, case, changes, sentence):
    answers = {**IN_PART, **changes}
    page = propose(client_of(coordinator), case, **answers)
    assert (page.status_code, summary(page)) == (422, [sentence])
    assert (typed(page, "amount"), typed(page, "reasons")) == (answers["amount"], answers["reasons"].strip())
    assert not Proposal.objects.exists()


def test_the_error_leads_to_the_field(client_of, coordinator, case):
    page = propose(client_of(coordinator), case, **{**IN_PART, "reasons": ""})
    assert 'href="#id_reasons"' in page.content.decode()
    assert "Error:" in page.content.decode().partition("</title>")[0]


def test_who_was_too_late_keeps_what_was_typed(client_of, coordinator, case):
    make_proposal(case, coordinator)
    page = propose(client_of(coordinator), case, **IN_PART)
    assert (page.status_code, summary(page)) == (422, ["This can't be done: the application is now in the state “Proposed”."])
    assert typed(page, "reasons") == "Osa riittää."
    assert Proposal.objects.count() == 1


@pytest.mark.parametrize("role", ["applicant", "reviewer", "decider", "auditor", "finance", "admin"])
def test_only_the_coordinator_proposes(client_of, request, case, role):
    assert propose(client_of(request.getfixturevalue(role)), case, **IN_PART).status_code == 403


def test_not_before_a_declaration(client_of, coordinator, received):
    assert propose(client_of(coordinator), received, **IN_PART).status_code == 403


def test_it_is_only_posted_to(client_of, coordinator, case):
    assert client_of(coordinator).get(page_of(case, "esitys/")).status_code == 405


def test_the_case_then_shows_the_proposal(client_of, coordinator, case):
    browser = client_of(coordinator)
    propose(browser, case, **IN_PART)
    text = main(browser.get(page_of(case)))
    assert ["Granted in part, 1 500,50 €" in text, "Osa riittää." in text] == [True, True]


def test_an_adviser_is_named_and_told_why_she_does_not_propose(client_of, coordinator, case):
    make_message(case, coordinator)
    browser = client_of(coordinator)
    shown = browser.get(page_of(case))
    assert "Advised by: Kaisa Koordinaattori (Message in the portal)." in main(shown)
    assert "esitys" in forms(shown)
    type(case.round.programme).objects.update(adviser_may_propose=False)
    shown = browser.get(page_of(case))
    assert "You have advised on this application, so somebody else proposes the decision." in main(shown)
    assert "esitys" not in forms(shown)
    refused = propose(browser, case, **IN_PART)
    assert refused.status_code == 422
    assert Proposal.objects.count() == 0


def test_who_declares_and_who_reads_the_draft_of_the_decision_see_the_adviser_too(
    client_of, coordinator, reviewer, decider, case
):
    make_message(case, coordinator)
    other = make_person("toinen@joensuu.example", roles=["reviewer"])
    assert "Advised by: Kaisa Koordinaattori" in main(client_of(other).get(page_of(case)))
    make_decision(case, coordinator, decider)
    assert "Advised by: Kaisa Koordinaattori" in main(client_of(decider).get(page_of(case, "esikatselu/")))


PARTS = {
    "cost-purchases": "500,50",
    "cost-venue_rent": "1 000",
    "conditions": "Avoinna kaikille.",
    "payment-1": "500",
    "when-1": "Kun päätös on lainvoimainen",
    "payment-2": "1 000,50",
    "when-2": "Raportin jälkeen",
}


def test_the_parts_are_proposed_and_stand_on_the_case(client_of, coordinator, case):
    browser = client_of(coordinator)
    assert propose(browser, case, **IN_PART, **PARTS).status_code == 303
    text = main(browser.get(page_of(case)))
    assert "Purchased services: 500,50 € Venue rents: 1 000,00 €" in " ".join(text.split())
    assert "Avoinna kaikille." in text
    assert "500,00 €: Kun päätös on lainvoimainen" in text


def test_parts_that_do_not_add_up_are_refused_and_kept_as_they_were_typed(client_of, coordinator, case):
    page = propose(client_of(coordinator), case, **IN_PART, **PARTS | {"cost-venue_rent": "900", "payment-2": "1 000"})
    assert (page.status_code, [it.replace("\u00a0", " ") for it in summary(page)]) == (
        422,
        [
            "The approved costs are 1 400,50 € together. They must be 1 500,50 €: the sum granted, 1 500,50 €, and what the "
            "application has from elsewhere, 0,00 €. The difference is 100,00 €.",
            "The instalments are 1 500,00 € together, and 1 500,50 € is granted. The difference is 0,50 €.",
        ],
    )
    kept = {name: typed(page, name) for name in PARTS}
    assert kept == PARTS | {"cost-venue_rent": "900", "payment-2": "1 000"}
    assert not Proposal.objects.exists()


def test_reasons_of_the_bank_are_written_into_the_words_without_proposing(client_of, coordinator, case):
    make_reasons()
    reason = Reason.objects.filter(use="part").first()
    answers = {**IN_PART, "bank": [reason.code], "cost-venue_rent": "x", "act": "insert"}
    page = propose(client_of(coordinator), case, **answers)
    assert (page.status_code, typed(page, "amount"), typed(page, "cost-venue_rent")) == (200, IN_PART["amount"], "x")
    assert typed(page, "reasons").split("\n\n") == ["Osa riittää.", reason.text_fi]
    assert (Proposal.objects.count(), ReasonUse.objects.count()) == (0, 0)


def test_what_is_chosen_is_counted_and_comes_into_the_words_once(client_of, coordinator, case):
    make_reasons()
    reason = Reason.objects.filter(use="part").first()
    propose(client_of(coordinator), case, **{**IN_PART, "reasons": f"Osa.\n\n{reason.text_fi}", "bank": [reason.code]})
    assert Proposal.objects.get().reasons.count(reason.text_fi) == 1
    assert list(ReasonUse.objects.values_list("reason__code", "application__reference")) == [(reason.code, case.reference)]


def test_the_sum_is_divided_over_the_costs_without_proposing(client_of, coordinator, case):
    page = propose(client_of(coordinator), case, **IN_PART, **{"cost-venue_rent": "1", "act": "divide"})
    assert (typed(page, "cost-purchases"), typed(page, "cost-venue_rent")) == ("600,43", "900,07")
    page = propose(client_of(coordinator), case, outcome="granted_in_part", amount="paljon", act="divide")
    assert "Write the sum in digits only, for example 1 234,50." in main(page)
    assert not Proposal.objects.exists()
