"""Somebody is heard on a claim for rectification."""

from datetime import date, datetime, time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from core import dates
from decisions import actions
from decisions.models import Claim, Hearing
from registry.models import Event, Letter
from tests.claims import ask, end, make_handler, register_claim, take
from tests.factories import acting, make_group

pytestmark = pytest.mark.django_db

DUE = date(2018, 3, 26)


def at(day: int, hour: int = 12) -> datetime:
    return dates.local(date(2018, 3, day), time(hour))


@pytest.fixture
def handler(published):
    return make_handler(published, at=at(6))


@pytest.fixture
def claim(published, coordinator, handler) -> Claim:
    """Of a member of the municipality, taken by the handler."""
    return take(register_claim(published, coordinator, at=at(10)), handler, at=at(11))


def test_the_group_is_asked_by_letter_and_an_owner_answers(claim, handler, applicant, co_applicant):
    hearing = ask(claim, handler, at=at(12), due_on=DUE)
    asked = Letter.objects.filter(kind="decisions/hearing_asked")
    assert sorted(asked.values_list("to", flat=True)) == [applicant.email, co_applicant.email]
    assert not any("Mitä sanotte" in letter.body_text for letter in asked)
    with pytest.raises(PermissionDenied):
        actions.answer_hearing(hearing, by=acting(co_applicant, "editor"), at=at(13), answer="Olemme eri mieltä.")
    hearing = actions.answer_hearing(hearing, by=acting(applicant, "owner"), at=at(13), answer="Olemme eri mieltä.")
    assert (hearing.answer, hearing.answered_at, hearing.answer_channel) == ("Olemme eri mieltä.", at(13), "portal")
    assert Event.objects.filter(act="answer_hearing", about=claim.decision.application.about).count() == 1


def test_who_handles_the_claim_hears_of_the_answer_and_reads_it_in_the_portal(claim, handler, applicant):
    hearing = ask(claim, handler, at=at(12), due_on=DUE)
    actions.answer_hearing(hearing, by=acting(applicant, "owner"), at=at(13), answer="Olemme eri mieltä.")
    letter = Letter.objects.get(kind="decisions/hearing_answered")
    assert (letter.to, letter.status) == (handler.email, "queued")
    assert f"/tyopoyta/oikaisuvaatimukset/{claim.reference}/" in letter.body_text
    assert [it for it in ("Olemme eri", "Mitä sanotte") if it in letter.subject + letter.body_text + letter.body_html] == []
    end(claim, handler, at=at(13))
    assert Letter.objects.get(kind="decisions/hearing_answered").status == "cancelled"


def test_nobody_is_written_to_when_nobody_handles_the_claim_or_she_wrote_the_answer_down_herself(claim, handler, applicant):
    first, second = (
        ask(claim, handler, at=at(12), due_on=DUE, question=question) for question in ("Mitä sanotte?", "Entä tästä?")
    )
    facts = {"answer": "Eri mieltä.", "channel": "desk", "answered_at": at(13)}
    actions.record_hearing(first, by=acting(handler, "coordinator"), at=at(13), **facts)
    actions.hand_over_claim(claim, by=acting(handler, "coordinator"), at=at(13), to=None)
    actions.answer_hearing(second, by=acting(applicant, "owner"), at=at(14), answer="Olemme eri mieltä.")
    assert not Letter.objects.filter(kind="decisions/hearing_answered").exists()


def test_an_owner_of_another_group_does_not_answer(claim, handler, stranger):
    make_group(stranger, name="Esimerkkinuoret ry", business_id="9100002-1")
    hearing = ask(claim, handler, at=at(12), due_on=DUE)
    with pytest.raises(PermissionDenied):
        actions.answer_hearing(hearing, by=acting(stranger, "owner"), at=at(13), answer="Vieras vastaa.")
    assert list(Hearing.objects.visible_to(stranger)) == []


def test_a_late_answer_is_taken_until_the_claim_has_ended(claim, handler, applicant):
    hearing = ask(claim, handler, at=at(12), due_on=date(2018, 3, 13))
    other = ask(claim, handler, at=at(12), due_on=date(2018, 3, 13), question="Entä tästä?")
    assert actions.answer_hearing(hearing, by=acting(applicant, "owner"), at=at(20), answer="Myöhässä.").answer == "Myöhässä."
    end(claim, handler, at=at(21))
    with pytest.raises(ValidationError) as refusal:
        actions.answer_hearing(other, by=acting(applicant, "owner"), at=at(22), answer="Liian myöhässä.")
    assert refusal.value.code == "ended"


def test_one_answer_is_enough(claim, handler, applicant):
    hearing = ask(claim, handler, at=at(12), due_on=DUE)
    actions.answer_hearing(hearing, by=acting(applicant, "owner"), at=at(13), answer="Ensin.")
    with pytest.raises(ValidationError) as refusal:
        actions.answer_hearing(hearing, by=acting(applicant, "owner"), at=at(14), answer="Sitten.")
    assert (refusal.value.code, Hearing.objects.get().answer) == ("answered", "Ensin.")


def test_somebody_else_is_asked_outside_the_portal(claim, handler, applicant):
    hearing = ask(claim, handler, at=at(12), due_on=DUE, of_party=False, heard="Esimerkkikirjasto")
    assert (Letter.objects.filter(kind="decisions/hearing_asked").count(), list(Hearing.objects.visible_to(applicant))) == (0, [])
    facts = {"answer": "Tila oli varattu.", "channel": "email", "answered_at": at(13)}
    hearing = actions.record_hearing(hearing, by=acting(handler, "coordinator"), at=at(14), **facts)
    assert (hearing.answer, hearing.answered_at, hearing.answered_by) == ("Tila oli varattu.", at(13), handler)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"answer": " "}, "answer"),
        ({"answer": "x" * 10_001}, "answer"),
        ({"channel": "portal"}, "channel"),
        ({"answered_at": at(15)}, "day"),
        ({"answered_at": at(11)}, "day"),
    ],
)
def test_an_answer_that_is_written_down_must_be_possible(claim, handler, change, field):
    hearing = ask(claim, handler, at=at(12), due_on=DUE)
    facts = {"answer": "Tila oli varattu.", "channel": "email", "answered_at": at(13), **change}
    with pytest.raises(ValidationError) as refusal:
        actions.record_hearing(hearing, by=acting(handler, "coordinator"), at=at(14), **facts)
    assert list(refusal.value.message_dict) == [field]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"question": " "}, "question"),
        ({"of_party": False}, "heard"),
        ({"due_on": date(2018, 3, 12)}, "due_on"),
        ({"due_on": date(2019, 3, 13)}, "due_on"),
        ({"due_on": date(9999, 12, 31)}, "due_on"),
    ],
)
def test_a_question_has_somebody_to_answer_it_and_time(claim, handler, change, field):
    with pytest.raises(ValidationError) as refusal:
        ask(claim, handler, at=at(12), **{"due_on": DUE, **change})
    assert list(refusal.value.message_dict) == [field]


def test_who_proposed_asks_nobody(claim, coordinator):
    with pytest.raises(ValidationError):
        ask(claim, coordinator, at=at(12), due_on=DUE)
    assert Hearing.objects.count() == 0
