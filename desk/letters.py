"""A sample of every letter that the portal writes, for the desk's catalogue: invented people, and nothing is stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from django.utils import translation

import accounts.letters
import advice.letters
import applications.letters
import decisions.letters
import reviews.letters
from accounts.models import STAFF_ROLES, Group, Invitation, Membership, User
from advice.models import GROUP, Appointment, Idea, Meeting, Note, Question, SignUp, Slot, Thread
from advice.models.meetings import GOING, TRAINING
from advice.queries import Reader
from applications.models import BY_POST, Application, Attachment, CompletionPoint, CompletionRequest, Version
from applications.queries import AskedPart, in_order
from applications.sections import COSTS, section_of
from decisions.models import GRANTED, Claim, Decision, Hearing, Notice, Publication, ReserveOffer, ReservePlace
from registry.letters import Draft
from reviews.models import Assignment
from rounds.models import EVENT, Programme, Round

# A Wednesday, 12.00 in Helsinki.
SENT = datetime(2018, 2, 14, 10, 0, tzinfo=UTC)


def _programme() -> Programme:
    return Programme(
        name="Joensuun KAKE2.0",
        contact_name="Esko Esimerkki",
        contact_phone="040 000 0000",
        contact_email="esko.esimerkki@example.org",
        contact_address="Esimerkkikatu 1, Joensuu",
    )


def _round() -> Round:
    return Round(
        pk=1,
        programme=_programme(),
        number=1,
        opens_at=SENT - timedelta(days=30),
        closes_at=SENT + timedelta(days=14, hours=4),
        earliest_start=date(2018, 5, 1),
        latest_end=date(2019, 5, 1),
    )


def _person(language: str) -> User:
    return User(pk=1, name="Elli Esimerkki", email="elli@example.org", language=language)


def _application() -> Application:
    return Application(
        reference="PK-2018-0001",
        round=_round(),
        kind=EVENT,
        group=Group(name="Esimerkkikylän yhdistys ry", type=Group.ASSOCIATION),
        title="Kylätalon avajaiset",
        applied=Decimal("2000.50"),
        submitted_at=SENT,
    )


def _version(application: Application) -> Version:
    return Version(
        application=application, number=1, applied=application.applied, received_at=SENT, content={"title": application.title}
    )


def _invited(language: str) -> Draft:
    with translation.override(language):
        roles = [str(STAFF_ROLES["coordinator"]), str(STAFF_ROLES["decider"])]
    return accounts.letters.invited(_person(language), roles=roles, at=SENT)


def _invited_to_group(language: str) -> Draft:
    invitation = Invitation(
        pk=1,
        group=_application().group,
        email=_person(language).email,
        role=Membership.EDITOR,
        invited_by=User(pk=2, name="Lassi Esimerkki"),
        invited_at=SENT,
        expires_at=SENT + Invitation.LIVES,
    )
    return accounts.letters.invited_to_group(invitation, language=language)


def _code_requested(language: str) -> Draft:
    return accounts.letters.code_requested(
        "elli@example.org", code="123456", language=language, key="sample", at=SENT, lives=timedelta(minutes=10)
    )


def _message_received(language: str) -> Draft:
    reader = Reader(_person(language).email, language, "1", 0)
    return advice.letters.message_received(Thread(application=_application()), reader, side=GROUP)


def _note_pinned(language: str) -> Draft:
    return advice.letters.note_pinned(Note(pk=1, application=_application()), _person(language))


def _submitted(language: str) -> Draft:
    application = _application()
    return applications.letters.submitted(application, _person(language), version=_version(application))


def _registered(language: str) -> Draft:
    application, version = _application(), _version(_application())
    application.is_late, version.channel, version.sent_by = True, BY_POST, _person(language)
    version.received_at = application.submitted_at = application.round.closes_at + timedelta(days=1)
    return applications.letters.registered(application, _person(language), version=version)


def _withdrawn(language: str) -> Draft:
    return applications.letters.withdrawn(_application(), _person(language), at=SENT)


def _completion() -> tuple[CompletionRequest, list[AskedPart]]:
    """Asked for on the day of the sample, with three weeks to answer."""
    request = CompletionRequest(pk=1, application=_application(), due_on=date(2018, 3, 7), asked_at=SENT)
    point = CompletionPoint(request=request, section=COSTS, reason="costs", text="Mistä salin vuokra koostuu?")
    return request, in_order([point])


def _completion_requested(language: str) -> Draft:
    request, asked = _completion()
    return applications.letters.completion_requested(request, _person(language), asked=asked)


def _completion_near(language: str) -> Draft:
    request, asked = _completion()
    at = request.due_at - timedelta(days=3)
    return applications.letters.completion_near(request, _person(language), asked=asked, rung=3, at=at)


def _completion_received(language: str) -> Draft:
    request, _asked = _completion()
    version = _version(request.application)
    return applications.letters.completion_received(request, _person(language), version=version)


def _completion_lapsed(language: str) -> Draft:
    return applications.letters.completion_lapsed(_completion()[0], _person(language))


def _malware_found(language: str) -> Draft:
    attachment = Attachment(pk=1, application=_application(), name="Säännöt.docx")
    return applications.letters.malware_found(attachment, _person(language), at=SENT)


def _deadline_near(language: str) -> Draft:
    application = _application()
    drafts = [(application, [section_of(EVENT, COSTS).title])]
    at = application.round.closes_at - timedelta(days=3)
    return applications.letters.deadline_near(application.round, _person(language), drafts=drafts, rung=3, at=at)


def _removal_near(language: str) -> Draft:
    return applications.letters.removal_near(_application(), _person(language), on=date(2018, 9, 1))


def _round_extended(language: str) -> Draft:
    round_ = _round()
    return applications.letters.round_extended(round_, _person(language), before=round_.closes_at - timedelta(days=7))


def _decision_published(language: str) -> Draft:
    decision = Decision(application=_application(), number=1, outcome=GRANTED, decided_at=SENT)
    return decisions.letters.decision_published(decision, _person(language))


def _claim_day_moved(language: str) -> Draft:
    decision = Decision(application=_application(), number=1, outcome=GRANTED, decided_at=SENT)
    return decisions.letters.claim_day_moved(Notice(pk=1, decision=decision), _person(language))


def _decision_lapsed(language: str) -> Draft:
    decision = Decision(application=_application(), number=1, outcome=GRANTED, decided_at=SENT, lapsed_at=SENT, is_given_up=True)
    return decisions.letters.decision_lapsed(decision, _person(language))


def _publication_stopped(language: str) -> Draft:
    publication = Publication(
        pk=1, round=_round(), due_at=SENT, scheduled_at=SENT - timedelta(days=2), hindrance=Publication.CHANGED
    )
    return decisions.letters.publication_stopped(publication, _person(language))


def _substitute_asked(language: str) -> Draft:
    assignment = Assignment(pk=1, application=_application(), reviewer=_person(language), assigned_at=SENT)
    return reviews.letters.substitute_asked(assignment)


def _reviewer_needed(language: str) -> Draft:
    return reviews.letters.reviewer_needed(_application(), _person(language), place=Assignment(pk=1))


def _handler_needed(language: str) -> Draft:
    return reviews.letters.handler_needed(_application(), _person(language), left=User(pk=2))


def _claim() -> Claim:
    decision = Decision(application=_application(), number=1, outcome=GRANTED, decided_at=SENT)
    return Claim(reference="OV-2018-0001", decision=decision, claimant=Claim.PARTY, received_at=SENT)


def _about_a_claim(letter: Callable[..., Draft]) -> Callable[[str], Draft]:
    return lambda language: letter(_claim(), _person(language))


def _hearing() -> Hearing:
    return Hearing(pk=1, claim=_claim(), question="…", due_on=SENT.date() + timedelta(days=14))


def _hearing_asked(language: str) -> Draft:
    return decisions.letters.hearing_asked(_hearing(), _person(language))


def _hearing_near(language: str) -> Draft:
    return decisions.letters.hearing_near(_hearing(), _person(language), at=SENT + timedelta(days=11))


def _hearing_answered(language: str) -> Draft:
    return decisions.letters.hearing_answered(_hearing(), _person(language))


def _hearing_over(language: str) -> Draft:
    return decisions.letters.hearing_over(_hearing(), _person(language))


def _about_an_offer(letter: Callable[..., Draft]) -> Callable[[str], Draft]:
    place = ReservePlace(application=_application(), place=1)
    offer = ReserveOffer(pk=1, place=place, amount=Decimal("1500.00"), due_on=SENT.date() + timedelta(days=14), offered_at=SENT)
    return lambda language: letter(offer, _person(language))


def _idea(language: str) -> Idea:
    return Idea(
        reference="ID-2018-0001", text="…", email="elli@example.org", language=language, told_at=SENT - timedelta(days=60)
    )


def _idea_received(language: str) -> Draft:
    return advice.letters.idea_received(_idea(language), programme=_programme())


def _idea_told(language: str) -> Draft:
    day = SENT.date()
    return advice.letters.idea_told(_person(language), waiting=2, first=_idea(language), day=day, not_before=None)


def _ideas_round_opened(language: str) -> Draft:
    return advice.letters.round_opened(_round(), [_idea(language)])


def _slot(days: int) -> Slot:
    starts_at = SENT + timedelta(days=days)
    adviser = User(pk=3, name="Kaisa Esimerkki", email="kaisa@example.org")
    facts = {"adviser": adviser, "place": "library", "where": _programme().contact_address}
    return Slot(pk=days, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=30), **facts)


def _appointment(language: str) -> Appointment:
    return Appointment(pk=1, slot=_slot(8), person=_person(language), booked_at=SENT, changed_at=SENT)


def _appointment_booked(language: str) -> Draft:
    appointment = _appointment(language)
    return advice.letters.appointment_booked(appointment, appointment.person, programme=_programme())


def _appointment_moved(language: str) -> Draft:
    appointment = _appointment(language)
    return advice.letters.appointment_moved(appointment, appointment.person, before=_slot(7), programme=_programme())


def _appointment_cancelled(language: str) -> Draft:
    appointment = _appointment(language)
    appointment.cancelled_at = SENT
    return advice.letters.appointment_cancelled(appointment, appointment.person, slot=appointment.slot, programme=_programme())


def _appointment_near(language: str) -> Draft:
    appointment = _appointment(language)
    return advice.letters.appointment_near(appointment, appointment.person, programme=_programme())


def _place(language: str) -> SignUp:
    starts_at = SENT + timedelta(days=7, hours=5)
    meeting = Meeting(
        pk=1,
        kind=TRAINING,
        title="Esimerkkikoulutus: mistä kustannusarvio syntyy",
        text="Teemme kustannusarvion yhdessä.",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        place="Esimerkkitalo, sali 1",
        seats=12,
        changed_at=SENT,
        cancel_reason="Kouluttaja on sairastunut.",
    )
    return SignUp(pk=1, meeting=meeting, person=_person(language), signed_up_at=SENT, state=GOING)


def _question_answered(language: str) -> Draft:
    question = Question(pk=1, asked_by=_person(language), text="…", asked_at=SENT - timedelta(days=2))
    return advice.letters.question_answered(question, programme=_programme())


def _about_a_place(letter: Callable[..., Draft]) -> Callable[[str], Draft]:
    return lambda language: letter(_place(language), programme=_programme())


# Each is given the code of a language and makes the letter as it goes to somebody who reads in it.
def _assigned(language: str) -> Draft:
    return reviews.letters.assigned(_person(language), [_application()], at=SENT)


def _reviews_waiting(language: str) -> Draft:
    return reviews.letters.reviews_waiting(_person(language), [_application()], at=SENT)


SAMPLES: dict[str, Callable[[str], Draft]] = {
    "accounts/code_requested": _code_requested,
    "accounts/invited": _invited,
    "accounts/invited_to_group": _invited_to_group,
    "advice/message_received": _message_received,
    "advice/idea_received": _idea_received,
    "advice/idea_told": _idea_told,
    "advice/round_opened": _ideas_round_opened,
    "advice/appointment_booked": _appointment_booked,
    "advice/appointment_moved": _appointment_moved,
    "advice/appointment_cancelled": _appointment_cancelled,
    "advice/appointment_near": _appointment_near,
    "advice/note_pinned": _note_pinned,
    "advice/question_answered": _question_answered,
    "advice/signed_up": _about_a_place(advice.letters.signed_up),
    "advice/moved_up": _about_a_place(advice.letters.moved_up),
    "advice/sign_up_cancelled": _about_a_place(advice.letters.sign_up_cancelled),
    "advice/meeting_changed": _about_a_place(advice.letters.meeting_changed),
    "advice/meeting_cancelled": _about_a_place(advice.letters.meeting_cancelled),
    "advice/meeting_near": _about_a_place(advice.letters.meeting_near),
    "applications/submitted": _submitted,
    "applications/registered": _registered,
    "applications/completion_requested": _completion_requested,
    "applications/completion_near": _completion_near,
    "applications/completion_received": _completion_received,
    "applications/completion_lapsed": _completion_lapsed,
    "applications/malware_found": _malware_found,
    "applications/deadline_near": _deadline_near,
    "applications/removal_near": _removal_near,
    "applications/round_extended": _round_extended,
    "applications/withdrawn": _withdrawn,
    "decisions/decision_published": _decision_published,
    "decisions/claim_day_moved": _claim_day_moved,
    "decisions/decision_lapsed": _decision_lapsed,
    "decisions/publication_stopped": _publication_stopped,
    "reviews/assigned": _assigned,
    "reviews/reviews_waiting": _reviews_waiting,
    "reviews/substitute_asked": _substitute_asked,
    "reviews/reviewer_needed": _reviewer_needed,
    "reviews/handler_needed": _handler_needed,
    "decisions/reserve_offered": _about_an_offer(decisions.letters.reserve_offered),
    "decisions/reserve_lapsed": _about_an_offer(decisions.letters.reserve_lapsed),
    "decisions/claim_received": _about_a_claim(decisions.letters.claim_received),
    "decisions/claim_made": _about_a_claim(decisions.letters.claim_made),
    "decisions/claim_decided": _about_a_claim(decisions.letters.claim_decided),
    "decisions/hearing_asked": _hearing_asked,
    "decisions/hearing_near": _hearing_near,
    "decisions/hearing_answered": _hearing_answered,
    "decisions/hearing_over": _hearing_over,
}
