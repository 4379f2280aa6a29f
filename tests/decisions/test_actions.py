"""From the proposal to the stored letter: who acts, what it costs, what can be undone."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import storages

from applications.models import Application, InterestDeclaration, Version
from decisions import actions
from decisions.models import Decision, Proposal
from registry.models import Document, Event, Letter
from registry.queries import open_document
from rounds.models import Fund, LedgerEntry, RoundTerms
from rounds.queries import ledger_mismatches
from tests.factories import (
    SYSTEM,
    acting,
    after_closing,
    make_case_in_review,
    make_decision,
    make_message,
    make_person,
    make_proposal,
)

pytestmark = pytest.mark.django_db


def status_of(case: Application) -> str:
    return Application.objects.get(pk=case.pk).status


def committed() -> Decimal:
    return Fund.objects.get(kind="event").committed


def decide(case, decider, *, outcome="granted", amount=None, reasons="Sopii."):
    amount = case.applied if amount is None else Decimal(amount)
    by, at = acting(decider, "decider"), after_closing(case, days=3)
    return actions.decide(case, by=by, at=at, outcome=outcome, amount=amount, reasons=reasons)


def publish(case, decider, *, days=4):
    return actions.publish(case.round, by=acting(decider, "decider"), at=after_closing(case, days=days))


def withdraw(case, owner):
    actions.withdraw(case, by=acting(owner, "owner"), at=after_closing(case, days=5))


def last_event() -> tuple[str, str, str]:
    event = Event.objects.order_by("-pk").first()
    return event.act, event.role, event.outcome


def test_a_proposal_puts_the_case_before_the_decider_and_binds_no_money(case, coordinator):
    proposal = make_proposal(case, coordinator, outcome="granted_in_part", amount=Decimal("1500"), reasons=" Osa\r\nriittää ")
    assert (status_of(case), committed()) == ("proposed", 0)
    assert (proposal.reasons, proposal.proposed_by) == (" Osa\nriittää ", coordinator)
    assert last_event() == ("propose", "coordinator", "granted_in_part")


@pytest.mark.parametrize(("outcome", "amount"), [("granted", "1.00"), ("granted_in_part", "2000.50"), ("rejected", "1.00")])
def test_a_proposal_that_breaks_a_rule_leaves_no_trace(case, coordinator, outcome, amount):
    with pytest.raises(ValidationError) as refusal:
        make_proposal(case, coordinator, outcome=outcome, amount=Decimal(amount))
    assert list(refusal.value.message_dict) == ["amount"]
    assert (status_of(case), Proposal.objects.count()) == ("in_review", 0)


def test_a_reviewer_can_not_propose(case, reviewer):
    with pytest.raises(PermissionDenied):
        actions.propose(
            case,
            by=acting(reviewer, "reviewer"),
            at=after_closing(case),
            outcome="granted",
            amount=case.applied,
            reasons="Sopii.",
        )


def test_a_returned_proposal_is_kept_with_the_reason(case, proposal, decider):
    actions.return_to_review(case, by=acting(decider, "decider"), at=after_closing(case, days=3), reason="Tarkista matkat.")
    assert (status_of(case), Proposal.objects.count()) == ("in_review", 1)
    assert Proposal.objects.get().return_reason == "Tarkista matkat."
    event = Event.objects.order_by("-pk").first()
    assert (event.act, event.details) == ("return_to_review", {})


def test_a_proposal_is_returned_only_with_a_reason(case, proposal, decider):
    with pytest.raises(ValidationError) as refusal:
        actions.return_to_review(case, by=acting(decider, "decider"), at=after_closing(case), reason="  ")
    assert refusal.value.message_dict == {"reason": ["Write why you send the case back."]}
    assert status_of(case) == "proposed"


def test_a_favourable_decision_binds_its_sum(case, proposal, decider):
    decision = decide(case, decider, outcome="granted_in_part", amount="1200.40")
    assert (status_of(case), committed()) == ("decided", Decimal("1200.40"))
    entry = LedgerEntry.objects.get(entry="commit")
    assert (entry.amount, entry.about, entry.round) == (Decimal("1200.40"), decision.about, case.round)
    assert last_event() == ("decide", "decider", "granted_in_part")
    assert ledger_mismatches() == []


@pytest.mark.parametrize("outcome", ["rejected", "not_examined"])
def test_an_unfavourable_decision_binds_nothing(case, proposal, decider, outcome):
    decide(case, decider, outcome=outcome, amount="0")
    assert (status_of(case), committed(), LedgerEntry.objects.filter(entry="commit").count()) == ("decided", 0, 0)


def test_a_decision_that_the_fund_can_not_bear_is_refused_whole(case, proposal, decider):
    Fund.objects.filter(kind="event").update(budget=Decimal("2000.49"))
    with pytest.raises(ValidationError) as refusal:
        decide(case, decider)
    assert refusal.value.messages == ["The fund has 2\u00a0000,49\u00a0€ left. 2\u00a0000,50\u00a0€ can't be granted."]
    assert (status_of(case), committed(), Decision.objects.count()) == ("proposed", 0, 0)


def test_the_last_cent_of_the_fund_can_be_granted(case, proposal, decider):
    Fund.objects.filter(kind="event").update(budget=Decimal("2000.50"))
    decide(case, decider)
    assert Fund.objects.get(kind="event").left == 0


def test_a_round_with_a_share_of_its_own_keeps_to_it(case, proposal, decider):
    RoundTerms.objects.filter(round=case.round, kind="event").update(allocation=Decimal("1500.00"))
    with pytest.raises(ValidationError) as refusal:
        decide(case, decider)
    assert refusal.value.messages == ["This round's share has 1\u00a0500,00\u00a0€ left. 2\u00a0000,50\u00a0€ can't be granted."]
    assert (status_of(case), committed()) == ("proposed", 0)


def test_who_proposed_may_not_decide_unless_the_programme_allows_it(case, programme):
    both = make_person("molemmat@joensuu.example", roles=["coordinator", "decider"])
    make_proposal(case, both)
    with pytest.raises(PermissionDenied):
        decide(case, both)
    assert (status_of(case), committed(), Decision.objects.count()) == ("proposed", 0, 0)
    programme.proposer_may_decide = True
    programme.save()
    decide(case, both)
    assert status_of(case) == "decided"


def test_a_second_decision_on_the_same_proposal_is_refused_in_words(case, proposal, decider):
    decide(case, decider)
    with pytest.raises(ValidationError) as refusal:
        decide(case, decider)
    assert refusal.value.messages == ["This can't be done: the application is now in the state “Decided”."]
    assert committed() == case.applied


def test_a_coordinator_can_not_decide(case, proposal, coordinator):
    with pytest.raises(PermissionDenied):
        actions.decide(
            case,
            by=acting(coordinator, "coordinator"),
            at=after_closing(case),
            outcome="granted",
            amount=case.applied,
            reasons="Sopii.",
        )


def test_publishing_shows_the_decisions_of_a_round_at_once(case, first_round, applicant, group, coordinator, decider):
    other = make_case_in_review(applicant, group, first_round, coordinator)
    for each, outcome in ((case, "granted"), (other, "rejected")):
        make_decision(each, coordinator, decider, outcome=outcome)
    assert [decision.application for decision in publish(case, decider)] == [case, other]
    at = after_closing(case, days=4)
    assert set(Application.objects.values_list("published_at", flat=True)) == {at}
    assert list(Decision.objects.order_by("section").values_list("state", "section", "published_at")) == [
        ("published", 1, at),
        ("published", 2, at),
    ]
    first_round.refresh_from_db()
    assert (first_round.decided_at, last_event()) == (at, ("publish", "decider", "done"))


def test_sections_run_through_a_year_and_start_again_with_the_next(first_round, applicant, group, coordinator, decider):
    def publish_one(days: int) -> int:
        case = make_case_in_review(applicant, group, first_round, coordinator)
        make_decision(case, coordinator, decider)
        [decision] = publish(case, decider, days=days)
        return decision.section

    # 28.2.2018 and 306 days make 31.12.2018.
    assert [publish_one(days) for days in (4, 5, 306, 307, 308)] == [1, 2, 3, 1, 2]


def test_only_the_cases_that_one_handles_are_published(prepared, case, decider):
    InterestDeclaration.objects.filter(person=decider).update(is_disqualified=True, ground="party")
    with pytest.raises(ValidationError) as refusal:
        publish(case, decider)
    assert refusal.value.messages == ["There is nothing to publish in this round."]
    assert Decision.objects.get().state == "prepared"


def test_a_round_is_not_published_twice(published, case, decider):
    with pytest.raises(ValidationError):
        publish(case, decider)
    assert Letter.objects.filter(kind="decisions/decision_published").count() == 2


def test_withdrawing_a_prepared_decision_frees_the_money(prepared, case, applicant, decider):
    assert committed() == case.applied
    withdraw(case, applicant)
    assert (status_of(case), committed(), Decision.objects.get().state) == ("withdrawn", 0, "cancelled")
    assert list(LedgerEntry.objects.exclude(entry="budget").values_list("entry", "amount", "about")) == [
        ("commit", case.applied, prepared.about),
        ("release", case.applied, prepared.about),
    ]
    assert ledger_mismatches() == []
    with pytest.raises(ValidationError):
        publish(case, decider)


@pytest.mark.parametrize("outcome", ["rejected", "not_examined"])
def test_withdrawing_a_case_that_got_nothing_frees_nothing(case, coordinator, decider, applicant, outcome):
    make_decision(case, coordinator, decider, outcome=outcome)
    withdraw(case, applicant)
    assert (status_of(case), LedgerEntry.objects.exclude(entry="budget").count()) == ("withdrawn", 0)


def test_a_case_is_withdrawn_before_any_decision_too(case, proposal, applicant):
    withdraw(case, applicant)
    assert (status_of(case), Decision.objects.count()) == ("withdrawn", 0)


def test_what_is_published_can_not_be_withdrawn_even_from_a_page_opened_before(prepared, case, applicant, decider):
    opened_before = Application.objects.get(pk=case.pk)
    publish(case, decider)
    with pytest.raises(ValidationError) as refusal:
        withdraw(opened_before, applicant)
    assert refusal.value.messages == ["The decision has been made. Talk with us about what can be done."]
    assert (status_of(case), committed()) == ("decided", case.applied)


def render(case) -> int:
    return actions.render_letters(by=SYSTEM, at=after_closing(case, days=4) + timedelta(minutes=1))


def test_a_letter_is_made_once_and_kept_with_its_digest(published, case):
    assert [render(case), render(case)] == [1, 0]
    document = Document.objects.get()
    with open_document(document) as file:
        content = file.read()
    assert content.startswith(b"%PDF-")
    assert (document.key, document.size, document.about) == ("decision:PK-2018-0001/1", len(content), case.about)
    events = Event.objects.filter(act="store_letter")
    assert [event.details for event in events] == [{"sha256": document.sha256, "number": 1}]


def test_nothing_is_made_of_a_decision_that_is_not_published(prepared, case):
    assert (render(case), Document.objects.count()) == (0, 0)


def test_a_letter_that_can_not_be_made_holds_up_no_other(case, first_round, applicant, group, coordinator, decider, caplog):
    other = make_case_in_review(applicant, group, first_round, coordinator)
    for each in (case, other):
        make_decision(each, coordinator, decider)
    publish(case, decider)
    Version.objects.filter(application=case).update(content={})
    assert [render(case), render(case)] == [1, 0]
    assert Document.objects.get().about == other.about
    assert "The letter of decision PK-2018-0001/1 could not be made." in caplog.messages


def test_a_lost_race_of_two_workers_leaves_one_letter_one_file_and_one_event(published, case):
    render(case)
    first = Document.objects.get()
    Decision.objects.update(document=None)
    render(case)
    assert (Decision.objects.get().document, Document.objects.get()) == (first, first)
    assert storages["documents"].exists(first.path)


def test_a_download_is_noted_without_a_name(published, case, applicant):
    actions.download(published, by=acting(applicant, "owner"), at=after_closing(case, days=5))
    event = Event.objects.order_by("-pk").first()
    assert (event.act, event.actor, event.role, event.about) == ("download", f"person:{applicant.pk}", "owner", case.about)
    assert event.details == {"number": 1}


def test_an_adviser_proposes_unless_the_programme_forbids_it(case, programme, coordinator):
    make_message(case, coordinator)
    programme.adviser_may_propose = False
    programme.save()
    with pytest.raises(ValidationError) as refusal:
        make_proposal(case, coordinator)
    assert refusal.value.messages == ["You have advised on this application, so somebody else proposes the decision."]
    assert (status_of(case), case.proposals.count()) == ("in_review", 0)
    make_proposal(case, make_person("toinen@joensuu.example", roles=["coordinator"]))
    assert status_of(case) == "proposed"


def test_an_adviser_may_propose_where_nothing_else_is_set(case, coordinator):
    make_message(case, coordinator)
    make_proposal(case, coordinator)
    assert status_of(case) == "proposed"
