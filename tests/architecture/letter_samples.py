"""One sample of every letter, by its name; a letter without a sample fails the suite."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import accounts.letters
import advice.letters
import applications.letters
import decisions.letters
import reviews.letters
from accounts.models import User
from advice.models import GROUP, Appointment, Note, Slot, Thread
from advice.queries import Reader
from applications.models import Application, Attachment, CompletionPoint, CompletionRequest
from applications.queries import AskedPart, in_order
from decisions.models import GRANTED, Claim, Decision, Hearing, Notice, Publication, ReserveOffer, ReservePlace
from registry.letters import Draft
from reviews.models import Assignment
from tests.factories import AT, make_idea, make_invitation, make_person
from tests.meetings import make_meeting, make_place
from tests.questions import make_question

# Each is given a sent application of a group, and makes the letter to the person who sent it.
SAMPLES: dict[str, Callable[[Application], Draft]] = {
    "reviews/assigned": lambda sent: reviews.letters.assigned(_person(sent), [sent], at=AT),
    "reviews/reviews_waiting": lambda sent: reviews.letters.reviews_waiting(_person(sent), [sent], at=AT),
    "accounts/invited": lambda sent: accounts.letters.invited(_person(sent), roles=["Coordinator"], at=AT),
    "accounts/invited_to_group": lambda sent: accounts.letters.invited_to_group(
        make_invitation(sent.group, _person(sent)), language="fi"
    ),
    "accounts/code_requested": lambda sent: accounts.letters.code_requested(
        _person(sent).email, code="123456", language="fi", key="sample", at=AT, lives=timedelta(minutes=10)
    ),
    "advice/message_received": lambda sent: advice.letters.message_received(
        Thread(application=sent), Reader(_person(sent).email, "fi", "1", 0), side=GROUP
    ),
    "advice/idea_received": lambda sent: advice.letters.idea_received(
        make_idea(email="uusi@example.org"), programme=sent.round.programme
    ),
    "advice/idea_told": lambda sent: advice.letters.idea_told(
        _person(sent), waiting=2, first=make_idea(_person(sent)), day=AT.date(), not_before=None
    ),
    "advice/round_opened": lambda sent: advice.letters.round_opened(sent.round, [make_idea(_person(sent))]),
    "advice/appointment_booked": lambda sent: advice.letters.appointment_booked(
        _appointment(sent), _person(sent), programme=sent.round.programme
    ),
    "advice/appointment_moved": lambda sent: advice.letters.appointment_moved(
        _appointment(sent), _person(sent), before=_slot(), programme=sent.round.programme
    ),
    "advice/appointment_cancelled": lambda sent: advice.letters.appointment_cancelled(
        _appointment(sent), _person(sent), slot=_slot(), programme=sent.round.programme
    ),
    "advice/appointment_near": lambda sent: advice.letters.appointment_near(
        _appointment(sent), _person(sent), programme=sent.round.programme
    ),
    "advice/note_pinned": lambda sent: advice.letters.note_pinned(Note(pk=1, application=sent), _person(sent)),
    "advice/question_answered": lambda sent: advice.letters.question_answered(make_question(_person(sent)), **_ours(sent)),
    "advice/signed_up": lambda sent: advice.letters.signed_up(_place(sent), **_ours(sent)),
    "advice/moved_up": lambda sent: advice.letters.moved_up(_place(sent), **_ours(sent)),
    "advice/sign_up_cancelled": lambda sent: advice.letters.sign_up_cancelled(_place(sent), **_ours(sent)),
    "advice/meeting_changed": lambda sent: advice.letters.meeting_changed(_place(sent), **_ours(sent)),
    "advice/meeting_cancelled": lambda sent: advice.letters.meeting_cancelled(_place(sent), **_ours(sent)),
    "advice/meeting_near": lambda sent: advice.letters.meeting_near(_place(sent), **_ours(sent)),
    "applications/submitted": lambda sent: applications.letters.submitted(sent, _person(sent), version=sent.versions.get()),
    "applications/registered": lambda sent: applications.letters.registered(sent, _person(sent), version=sent.versions.get()),
    "applications/withdrawn": lambda sent: applications.letters.withdrawn(sent, _person(sent), at=AT),
    "applications/malware_found": lambda sent: applications.letters.malware_found(
        Attachment(pk=1, application=sent, name="Säännöt.docx"), _person(sent), at=AT
    ),
    "applications/completion_requested": lambda sent: applications.letters.completion_requested(
        _completion(sent), _person(sent), asked=_asked(sent)
    ),
    "applications/completion_near": lambda sent: applications.letters.completion_near(
        _completion(sent), _person(sent), asked=_asked(sent), rung=3, at=AT
    ),
    "applications/completion_received": lambda sent: applications.letters.completion_received(
        _completion(sent), _person(sent), version=sent.versions.first()
    ),
    "applications/completion_lapsed": lambda sent: applications.letters.completion_lapsed(_completion(sent), _person(sent)),
    "applications/deadline_near": lambda sent: applications.letters.deadline_near(
        sent.round, _person(sent), drafts=[(sent, ["Costs"])], rung=3, at=AT
    ),
    "applications/round_extended": lambda sent: applications.letters.round_extended(sent.round, _person(sent), before=AT),
    "applications/removal_near": lambda sent: applications.letters.removal_near(sent, _person(sent), on=AT.date()),
    "decisions/decision_published": lambda sent: decisions.letters.decision_published(
        Decision(application=sent, number=1, outcome=GRANTED, amount=sent.applied, decided_at=AT), _person(sent)
    ),
    "decisions/claim_day_moved": lambda sent: decisions.letters.claim_day_moved(
        Notice(pk=1, decision=Decision(application=sent, number=1)), _person(sent)
    ),
    "decisions/publication_stopped": lambda sent: decisions.letters.publication_stopped(
        Publication(pk=1, round=sent.round, due_at=AT, hindrance="changed"), _person(sent)
    ),
    "decisions/decision_lapsed": lambda sent: decisions.letters.decision_lapsed(
        Decision(application=sent, number=1, outcome=GRANTED, amount=sent.applied, is_given_up=True, lapsed_at=AT), _person(sent)
    ),
    "reviews/substitute_asked": lambda sent: reviews.letters.substitute_asked(
        Assignment(pk=1, application=sent, reviewer=_person(sent), assigned_at=AT)
    ),
    "reviews/reviewer_needed": lambda sent: reviews.letters.reviewer_needed(sent, _person(sent), place=Assignment(pk=1)),
    "reviews/handler_needed": lambda sent: reviews.letters.handler_needed(sent, _person(sent), left=User(pk=1)),
    "decisions/reserve_offered": lambda sent: decisions.letters.reserve_offered(_offer(sent), _person(sent)),
    "decisions/reserve_lapsed": lambda sent: decisions.letters.reserve_lapsed(_offer(sent), _person(sent)),
    "decisions/claim_received": lambda sent: decisions.letters.claim_received(_claim(sent), _person(sent)),
    "decisions/claim_made": lambda sent: decisions.letters.claim_made(_claim(sent), _person(sent)),
    "decisions/claim_decided": lambda sent: decisions.letters.claim_decided(_claim(sent), _person(sent)),
    "decisions/hearing_asked": lambda sent: decisions.letters.hearing_asked(_hearing(sent), _person(sent)),
    "decisions/hearing_near": lambda sent: decisions.letters.hearing_near(_hearing(sent), _person(sent), at=AT),
    "decisions/hearing_answered": lambda sent: decisions.letters.hearing_answered(_hearing(sent), _person(sent)),
    "decisions/hearing_over": lambda sent: decisions.letters.hearing_over(_hearing(sent), _person(sent)),
}


def _person(sent: Application):
    return sent.group.memberships.order_by("pk").first().person


def _completion(sent: Application) -> CompletionRequest:
    day = AT.date() + timedelta(days=21)
    return CompletionRequest(pk=1, application=sent, text="Mehu & mansikka?", due_on=day, asked_at=AT)


def _asked(sent: Application) -> list[AskedPart]:
    return in_order([CompletionPoint(request=_completion(sent), section="kustannukset", reason="costs", text="Mitä & mistä?")])


def _offer(sent: Application) -> ReserveOffer:
    place = ReservePlace(application=sent, place=1)
    return ReserveOffer(pk=1, place=place, amount=sent.applied, due_on=AT.date(), offered_at=AT)


def _claim(sent: Application) -> Claim:
    decision = Decision(application=sent, number=1, outcome=GRANTED, amount=sent.applied, decided_at=AT)
    return Claim(reference="OV-2018-0001", decision=decision, claimant=Claim.PARTY, demand="Mehu & mansikka", received_at=AT)


def _hearing(sent: Application) -> Hearing:
    return Hearing(pk=1, claim=_claim(sent), question="Mehu & mansikka?", due_on=AT.date() + timedelta(days=1))


def _slot() -> Slot:
    adviser = User(pk=1, name="Kaisa & Kalle", email="kaisa@example.org")
    where = {"place": "elsewhere", "where": "Esimerkkikatu 1 & 2"}
    return Slot(pk=1, adviser=adviser, starts_at=AT, ends_at=AT + timedelta(minutes=30), **where)


def _appointment(sent: Application) -> Appointment:
    return Appointment(pk=1, slot=_slot(), person=_person(sent), booked_at=AT, changed_at=AT, reason="Kaisa & Kalle ovat poissa.")


def _place(sent: Application):
    coordinator = make_person("kokous@joensuu.example", roles=["coordinator"])
    return make_place(make_meeting(coordinator, title="Mehu & mansikka"), _person(sent))


def _ours(sent: Application):
    return {"programme": sent.round.programme}
