"""A claim for rectification from its arrival to its outcome. The decision was published on 4.3.2018."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import Group, Membership
from core import dates
from decisions import actions, queries
from decisions.models import Claim, ClaimFile, Correction, Decision, Notice
from decisions.queries import finality
from decisions.rules import ELECTRONIC, HANDLING_RULES, POST, Hands, broken_handling
from registry.models import Event, Letter
from tests import claims
from tests.claims import end, make_claim, make_handler, make_notice, register_claim, take
from tests.factories import AT, acting, make_group, make_person

pytestmark = pytest.mark.django_db

SENT_ON = date(2018, 3, 5)


def at(day: int, hour: int = 12, *, month: int = 3) -> datetime:
    return dates.local(date(2018, month, day), time(hour))


@pytest.fixture
def served(published) -> Decision:
    """To the party electronically on 5.3., so that it has until 22.3.; on the public list then, so that members have until 26.3."""
    make_notice(published, sent_on=SENT_ON)
    make_notice(published, audience=Notice.MEMBERS, sent_on=SENT_ON)
    return published


@pytest.fixture
def handler(served):
    return make_handler(served, at=at(6))


@pytest.fixture
def decides_anew(served):
    """Another decision maker, who takes the case back."""
    return make_handler(served, at=at(6), roles=("decider",), email="pirkko@joensuu.example")


def test_an_owner_claims_and_gets_a_receipt(served, applicant, co_applicant, coordinator):
    claim = make_claim(served, applicant, at=at(10))
    assert (claim.reference, claim.decision, claim.claimant, claim.is_late) == ("OV-2018-0001", served, "party", False)
    assert (claim.name, claim.channel, claim.received_at) == ("Aino Esimerkki", "portal", at(10))
    receipts = Letter.objects.filter(kind="decisions/claim_received").values_list("to", flat=True)
    assert sorted(receipts) == [applicant.email, co_applicant.email]
    assert [letter.to for letter in Letter.objects.filter(kind="decisions/claim_made")] == [coordinator.email]
    [event] = Event.objects.filter(act="make_claim")
    assert (event.about, event.outcome, event.details["claim"]) == (served.application.about, "done", "OV-2018-0001")


def test_no_letter_says_what_is_claimed(served, applicant):
    make_claim(served, applicant, at=at(10))
    bodies = Letter.objects.filter(kind__startswith="decisions/claim").values_list("subject", "body_text", "body_html")
    assert [text for row in bodies for text in row if claims.DEMAND in text or claims.GROUNDS in text] == []


@pytest.mark.parametrize(
    ("received_at", "is_late"),
    [
        (datetime(2018, 3, 22, 21, 59, 59, 999_999, tzinfo=AT.tzinfo), False),  # 23.59.59 in Helsinki
        (datetime(2018, 3, 22, 22, 0, tzinfo=AT.tzinfo), True),  # 0.00
    ],
)
def test_the_last_day_lasts_until_midnight_in_helsinki(served, applicant, received_at, is_late):
    claim = make_claim(served, applicant, at=received_at)
    assert (claim.is_late, Event.objects.get(act="make_claim").outcome) == (is_late, "late_claim" if is_late else "done")


def test_before_the_decision_is_served_nothing_is_late(published, applicant):
    assert not make_claim(published, applicant, at=at(1, month=6)).is_late


def test_a_notice_that_went_wrong_counts_no_days(served, applicant):
    served.notices.update(annulled_at=at(20), annulled_reason="Kirje tuli takaisin.")
    assert not make_claim(served, applicant, at=at(1, month=6)).is_late


def test_a_member_is_judged_by_the_public_list_and_the_party_by_its_own_notice(served, coordinator):
    facts = {"received_at": at(24), "at": at(27)}
    member = register_claim(served, coordinator, **facts)
    party = register_claim(served, coordinator, claimant=Claim.PARTY, name="Aino Esimerkki", **facts)
    late_member = register_claim(served, coordinator, received_at=dates.local(date(2018, 3, 27), time(0)), at=at(27))
    assert [claim.is_late for claim in (member, party, late_member)] == [False, True, True]
    assert [claim.registered_by for claim in (member, party)] == [coordinator, coordinator]


def test_only_the_party_gets_a_receipt_by_email(served, coordinator):
    register_claim(served, coordinator, at=at(10))
    assert not Letter.objects.filter(kind="decisions/claim_received").exists()
    register_claim(served, coordinator, at=at(10), claimant=Claim.PARTY)
    assert Letter.objects.filter(kind="decisions/claim_received").count() == 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"received_at": at(11)}, "day"),
        ({"received_at": at(1)}, "day"),
        ({"channel": "portal"}, "channel"),
        ({"claimant": "neighbour"}, "claimant"),
        ({"demand": " "}, "demand"),
        ({"grounds": "x" * 10_001}, "grounds"),
    ],
)
def test_what_is_registered_must_be_possible(served, coordinator, change, field):
    with pytest.raises(ValidationError) as refusal:
        register_claim(served, coordinator, at=at(10), **change)
    assert (list(refusal.value.message_dict), Claim.objects.count()) == ([field], 0)


def test_the_button_pressed_twice_makes_one_claim(served, applicant):
    first, again = make_claim(served, applicant, at=at(10)), make_claim(served, applicant, at=at(10) + timedelta(minutes=1))
    later = make_claim(served, applicant, at=at(10) + timedelta(hours=2))
    assert (first == again, first == later, Claim.objects.count()) == (True, False, 2)


def test_editors_and_strangers_do_not_claim(served, applicant):
    for role in ("editor", "reader", "coordinator"):
        with pytest.raises(PermissionDenied):
            actions.make_claim(served.application, by=acting(applicant, role), at=at(10), demand="Kyllä", grounds="Koska")
    assert Claim.objects.count() == 0


def test_nothing_is_claimed_before_a_decision_is_known(prepared, applicant):
    with pytest.raises(ValidationError):
        make_claim(prepared, applicant, at=at(10))


def test_a_file_comes_with_the_claim_and_another_after_it(served, applicant, django_capture_on_commit_callbacks):
    claim = make_claim(served, applicant, at=at(10), file="Lasku.pdf")
    assert [(file.name, file.about) for file in ClaimFile.objects.all()] == [("Lasku.pdf", served.application.about)]
    claim.refresh_from_db()
    assert list(ClaimFile.objects.visible_to(applicant)) == list(claim.files.all())


def test_who_made_it_takes_it_back(served, applicant, co_applicant):
    claim = make_claim(served, applicant, at=at(10))
    with pytest.raises(PermissionDenied):
        actions.withdraw_claim(claim, by=acting(co_applicant, "owner"), at=at(11))
    assert queries.is_disputed(served.application)
    claim = actions.withdraw_claim(claim, by=acting(applicant, "owner"), at=at(11))
    assert (claim.outcome, queries.is_disputed(served.application)) == ("withdrawn", False)
    with pytest.raises(ValidationError):
        actions.withdraw_claim(claim, by=acting(applicant, "owner"), at=at(12))


@pytest.mark.parametrize("rule", HANDLING_RULES, ids=lambda rule: rule.code)
def test_each_rule_keeps_somebody_from_handling(rule):
    hands = dict(zip((it.code for it in HANDLING_RULES), ("decided", "proposed", "claims", "has_conflict"), strict=True))
    assert broken_handling(Hands(**{hands[rule.code]: True})) == [rule.sentence]


def test_who_had_a_hand_in_the_decision_does_not_handle_the_claim(served, applicant, coordinator, decider, handler):
    claim = make_claim(served, applicant, at=at(10))
    assert queries.handlers_for(claim) == [handler]
    for person, role in ((coordinator, "coordinator"), (decider, "decider")):
        with pytest.raises(ValidationError) as refusal:
            actions.hand_over_claim(claim, by=acting(person, role), at=at(11), to=person)
        assert refusal.value.messages == queries.hindrances_to_handle(person, claim)
    assert take(claim, handler, at=at(11)).handler == handler


def test_who_proposed_may_hand_over_but_nothing_else(served, applicant, coordinator, handler):
    claim = make_claim(served, applicant, at=at(10))
    by = acting(coordinator, "coordinator")
    claim = actions.hand_over_claim(claim, by=by, at=at(11), to=handler)
    assert claim.handler == handler
    with pytest.raises(ValidationError):
        end(claim, coordinator, at=at(12))


def test_who_joins_the_group_or_steps_aside_handles_no_more(served, applicant, handler):
    claim = take(make_claim(served, applicant, at=at(10)), handler, at=at(11))
    Membership.objects.create(person=handler, group=served.application.group, role=Membership.READER, joined_at=AT)
    with pytest.raises(PermissionDenied):
        end(claim, handler, at=at(12))
    assert list(Claim.objects.handled_by(handler)) == []


def test_only_the_handler_writes_the_outcome_down(served, applicant, handler):
    claim = make_claim(served, applicant, at=at(10))
    with pytest.raises(ValidationError) as refusal:
        end(claim, handler, at=at(12))
    assert refusal.value.code == "not_handler"


def test_a_dismissed_claim_is_served_and_can_be_appealed_against_for_30_days(served, applicant, handler):
    claim = take(make_claim(served, applicant, at=at(10)), handler, at=at(11))
    claim = end(claim, handler, at=at(12, month=4), electronically=True)
    # Third day from sending, and 30 days from that: 15.5.2018 is a Tuesday.
    assert (claim.served_on, claim.appeal_until) == (date(2018, 4, 15), date(2018, 5, 15))
    assert finality(served, date(2018, 5, 15)).state == "pending"
    assert finality(served, date(2018, 5, 16)).is_final
    [letter] = Letter.objects.filter(kind="decisions/claim_decided", to=applicant.email)
    assert "hyl" not in f"{letter.subject} {letter.body_text}".lower().replace(claim.reference.lower(), "")


def test_an_outcome_is_served_in_the_portal_only_with_the_groups_consent(served, applicant, handler):
    Group.objects.filter(pk=served.application.group_id).update(electronic_service=Group.BY_LETTER)
    claim = take(make_claim(served, applicant, at=at(10)), handler, at=at(11))
    with pytest.raises(ValidationError) as refusal:
        end(claim, handler, at=at(12), electronically=True)
    assert list(refusal.value.message_dict) == ["electronically"]
    claim = end(claim, handler, at=at(12))
    by, facts = acting(handler, "coordinator"), {"at": at(13), "sent_on": at(13).date()}
    with pytest.raises(ValidationError) as refusal:
        actions.serve_claim(claim, by=by, channel=ELECTRONIC, **facts)
    assert list(refusal.value.message_dict) == ["channel"]
    assert actions.serve_claim(claim, by=by, channel=POST, **facts).served_channel == POST


def test_one_that_is_posted_is_final_only_when_its_service_is_written_down(served, coordinator, handler):
    claim = take(register_claim(served, coordinator, at=at(10)), handler, at=at(11))
    claim = end(claim, handler, at=at(12, month=4), outcome=Claim.NOT_EXAMINED)
    assert (claim.must_be_served, finality(served, date(2019, 1, 1)).state) == (True, "pending")
    by = acting(coordinator, "coordinator")
    claim = actions.serve_claim(claim, by=by, at=at(13, month=4), channel=POST, sent_on=date(2018, 4, 13))
    # 20.4. and 30 days is Sunday 20.5.2018.
    assert (claim.served_on, claim.appeal_until) == (date(2018, 4, 20), date(2018, 5, 21))
    assert not Letter.objects.filter(kind="decisions/claim_decided").exists()
    with pytest.raises(ValidationError):
        actions.serve_claim(claim, by=by, at=at(14, month=4), channel=POST, sent_on=date(2018, 4, 13))


def test_a_changed_decision_goes_back_to_the_decider_and_stands_until_the_new_one(served, applicant, handler, decides_anew):
    claim = take(make_claim(served, applicant, at=at(10)), handler, at=at(11))
    with pytest.raises(ValidationError) as refusal:
        end(claim, handler, at=at(12), outcome=Claim.CHANGED)
    assert list(refusal.value.message_dict) == ["outcome"]
    claim = take(claim, decides_anew, at=at(12))
    claim = end(claim, decides_anew, at=at(13), outcome=Claim.CHANGED, role="decider")
    served.refresh_from_db()
    application = served.application
    application.refresh_from_db()
    assert (application.status, served.state, Correction.objects.get().claim) == ("proposed", Decision.PUBLISHED, claim)
    assert (claim.tells_why, claim.appeal_until, queries.is_disputed(application)) == (False, None, True)
    assert finality(served, date(2020, 1, 1)).state == "claim_pending"


def test_a_decision_that_a_claim_changes_is_not_let_stand(served, applicant, decides_anew):
    claim = take(make_claim(served, applicant, at=at(10)), decides_anew, at=at(12))
    end(claim, decides_anew, at=at(13), outcome=Claim.CHANGED, role="decider")
    application, deciding = served.application, acting(decides_anew, "decider")
    with pytest.raises(ValidationError) as refusal:
        actions.keep_decision(application, by=deciding, at=at(14))
    assert refusal.value.messages == ["A claim for rectification has changed this decision, so it can't stand. Decide anew."]
    application.refresh_from_db()
    assert (application.status, Correction.objects.open().count()) == ("proposed", 1)
    facts = {"outcome": "granted_in_part", "amount": served.amount / 2, "reasons": "Oikaistu."}
    actions.decide(application, by=deciding, at=at(14), **facts)
    actions.publish(application.round, by=deciding, at=at(15))
    assert not queries.is_disputed(application)


def test_the_other_claims_are_ended_before_a_decision_is_changed(served, applicant, coordinator, decides_anew):
    first = take(make_claim(served, applicant, at=at(10)), decides_anew, at=at(11))
    other = take(register_claim(served, coordinator, at=at(10)), decides_anew, at=at(11))
    with pytest.raises(ValidationError) as refusal:
        end(first, decides_anew, at=at(12), outcome=Claim.CHANGED, role="decider")
    assert other.reference in refusal.value.message_dict["outcome"][0]


def test_a_claim_against_an_earlier_version_keeps_the_newer_one_from_being_final(served, coordinator, decider):
    register_claim(served, coordinator, at=at(10))
    Decision.objects.filter(pk=served.pk).update(state=Decision.REPLACED)
    facts = {"outcome": served.outcome, "amount": served.amount, "reasons": "Uusi.", "decided_by": decider, "decided_at": at(20)}
    known = {"state": Decision.PUBLISHED, "published_at": at(21), "section": 99, "section_year": 2018}
    newer = Decision.objects.create(application=served.application, version=served.version, number=2, **facts, **known)
    assert (finality(newer, date(2020, 1, 1)).state, queries.is_disputed(served.application)) == ("claim_pending", True)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reasons": " "}, "reasons"),
        ({"decided_in": ""}, "decided_in"),
        ({"decided_on": None}, "decided_on"),
        ({"decided_on": date(2018, 3, 9)}, "decided_on"),
        ({"decided_on": date(2018, 3, 13)}, "decided_on"),
        ({"outcome": "won"}, "outcome"),
        ({"outcome": "withdrawn"}, "outcome"),
    ],
)
def test_an_outcome_says_who_decided_when_and_why(served, applicant, handler, change, field):
    claim = take(make_claim(served, applicant, at=at(10)), handler, at=at(11))
    with pytest.raises(ValidationError) as refusal:
        end(claim, handler, at=at(12), **change)
    assert list(refusal.value.message_dict) == [field]
    claim.refresh_from_db()
    assert claim.ended_at is None


def test_what_came_on_paper_is_taken_back_on_paper(served, coordinator, handler):
    claim = take(register_claim(served, coordinator, at=at(10)), handler, at=at(11))
    claim = end(claim, handler, at=at(12), outcome=Claim.WITHDRAWN, reasons="Soitti 12.3.", decided_in="", decided_on=None)
    assert (claim.outcome, claim.decided_in, claim.must_be_served) == ("withdrawn", "", False)


def test_two_people_end_one_claim_at_once_and_one_of_them_is_told(served, applicant, handler):
    claim = take(make_claim(served, applicant, at=at(10)), handler, at=at(11))
    same, other_window = Claim.objects.get(pk=claim.pk), Claim.objects.get(pk=claim.pk)
    end(same, handler, at=at(12))
    with pytest.raises(ValidationError) as refusal:
        end(other_window, handler, at=at(12), outcome=Claim.NOT_EXAMINED)
    assert (refusal.value.code, Claim.objects.get().outcome) == ("ended", "dismissed")
    assert Event.objects.filter(act="end_claim").count() == 1


def test_an_appeal_is_a_fact_that_payments_wait_for(served, coordinator):
    by = acting(coordinator, "coordinator")
    appeal = actions.record_appeal(served, by=by, at=at(20), filed_on=date(2018, 3, 19), reference="EHO/123/2018")
    assert (finality(served, date(2020, 1, 1)).state, queries.is_disputed(served.application)) == ("appeal_pending", True)
    actions.end_appeal(appeal, by=by, at=at(25), ended_on=date(2018, 3, 25), outcome="Valitus hylättiin.")
    assert (finality(served, date(2020, 1, 1)).state, queries.is_disputed(served.application)) == ("final", False)
    with pytest.raises(ValidationError):
        actions.end_appeal(appeal, by=by, at=at(26), ended_on=date(2018, 3, 25), outcome="Toisin.")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reference": " "}, "reference"),
        ({"filed_on": date(2018, 3, 21)}, "filed_on"),
        ({"filed_on": date(2018, 3, 2)}, "filed_on"),
    ],
)
def test_an_appeal_must_be_possible(served, coordinator, change, field):
    facts = {"filed_on": date(2018, 3, 19), "reference": "EHO/123/2018", **change}
    with pytest.raises(ValidationError) as refusal:
        actions.record_appeal(served, by=acting(coordinator, "coordinator"), at=at(20), **facts)
    assert list(refusal.value.message_dict) == [field]


def test_nobody_else_sees_a_claim(served, applicant, stranger, reviewer, finance, coordinator):
    make_group(stranger, name="Esimerkkinuoret ry", business_id="9100002-1")
    claim = make_claim(served, applicant, at=at(10))
    register_claim(served, coordinator, at=at(10))
    undeclared = make_person("ulla@joensuu.example", roles=["coordinator", "decider", "auditor"])
    for person in (stranger, reviewer, finance, undeclared):
        assert (list(Claim.objects.visible_to(person)), list(Claim.objects.handled_by(person))) == ([], [])
    assert (list(Claim.objects.visible_to(applicant)), Claim.objects.handled_by(coordinator).count()) == ([claim], 2)
