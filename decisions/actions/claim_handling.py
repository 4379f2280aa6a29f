"""A claim for rectification is handled: who does it, and who is heard on it."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from applications import queries as application_queries
from applications.models import AT_DESK, BY_EMAIL, BY_POST, PORTAL
from applications.queries import people_to_tell
from core import dates
from core.actor import Actor
from core.text import clean_line, clean_text
from decisions import letters, queries
from decisions.actions.claiming import lock_claim, refuse_ended, take_back_hearing_letters
from decisions.models import Claim, Hearing
from registry.actions import post, post_all, record

HANDLING_ROLES = frozenset({"coordinator", "decider"})


@transaction.atomic
def hand_over_claim(claim: Claim, *, by: Actor, at: datetime, to: User | None) -> Claim:
    """Say who handles it from now on, or nobody. One who had a hand in the decision can't be chosen, but may hand over."""
    claim = lock_claim(claim)
    refuse_others(claim, by=by)
    refuse_ended(claim)
    if to and to not in queries.handlers_for(claim):
        own = queries.hindrances_to_handle(to, claim) if to == by.person else []
        raise ValidationError(own or [_("Choose somebody from the list: others can't handle this claim.")])
    claim.handler = to
    claim.save(update_fields=["handler"])
    about, key = claim.decision.application.about, to.pk if to else None
    record("hand_over_claim", by=by, at=at, about=about, claim=claim.reference, to=key)
    return claim


@transaction.atomic
def ask_hearing(claim: Claim, *, by: Actor, at: datetime, of_party: bool, heard: str, question: str, due_on: date) -> Hearing:
    """Ask the applicant, who answers in the portal, or somebody else, until the end of a day (hallintolaki 34 §)."""
    claim = lock_claim(claim)
    refuse_unless_handler(claim, by=by)
    application = claim.decision.application
    heard = str(application.group) if of_party else clean_line(heard)[:150]
    question = clean_text(question).strip()
    broken = {} if heard else {"heard": [_("Write who is heard.")]}
    if not question:
        broken["question"] = [_("Write what you ask.")]
    if due_on <= dates.local_day(at):
        broken["due_on"] = [_("Give at least until tomorrow to answer.")]
    elif due_on > dates.local_day(at) + application_queries.LONGEST_TO_ANSWER:
        broken["due_on"] = [_("The day is more than a year away. Check the year.")]
    if broken:
        raise ValidationError(broken)
    hearing = Hearing.objects.create(
        claim=claim, heard=heard, of_party=of_party, question=question, asked_by=by.person, asked_at=at, due_on=due_on
    )
    people = people_to_tell(application) if of_party else []
    post_all([letters.hearing_asked(hearing, person) for person in people], at=at)
    record("ask_hearing", by=by, at=at, about=application.about, claim=claim.reference, hearing=hearing.pk)
    return hearing


@transaction.atomic
def answer_hearing(hearing: Hearing, *, by: Actor, at: datetime, answer: str) -> Hearing:
    """An owner answers for the group; also after the day, for as long as the claim is pending: a late answer is better than none."""
    if by.role != "owner" or not Hearing.objects.visible_to(by.person).filter(pk=hearing.pk).exists():
        raise PermissionDenied("an owner of the group answers")
    hearing = _waiting(hearing)
    _answer(hearing, answer, by=by, at=at, channel=PORTAL)
    take_back_hearing_letters(hearing.claim, hearing)
    application = hearing.claim.decision.application
    if hearing.claim.handler in queries.handlers_for(hearing.claim):
        post(letters.hearing_answered(hearing, hearing.claim.handler), at=at)
    record("answer_hearing", by=by, at=at, about=application.about, claim=hearing.claim.reference, hearing=hearing.pk)
    return hearing


@transaction.atomic
def record_hearing(hearing: Hearing, *, by: Actor, at: datetime, answer: str, channel: str, answered_at: datetime) -> Hearing:
    """Write down an answer that came on paper or by e-mail, and when it came."""
    hearing = _waiting(hearing)
    refuse_unless_handler(hearing.claim, by=by)
    broken = {}
    if channel not in {AT_DESK, BY_POST, BY_EMAIL}:
        broken["channel"] = [_("Choose how this came.")]
    if answered_at > at:
        broken["day"] = [_("The time of arrival is still to come. Check the day and the time.")]
    elif dates.local_day(answered_at) < dates.local_day(hearing.asked_at):
        broken["day"] = [_("The question was asked after that. Check the day and the time.")]
    if broken:
        raise ValidationError(broken)
    _answer(hearing, answer, by=by, at=answered_at, channel=channel)
    take_back_hearing_letters(hearing.claim, hearing)
    application = hearing.claim.decision.application
    record("record_hearing", by=by, at=at, about=application.about, claim=hearing.claim.reference, hearing=hearing.pk)
    return hearing


@transaction.atomic(savepoint=False)
def refuse_others(claim: Claim, *, by: Actor) -> None:
    """Part of an act at the desk on a claim that is locked: of coordinators and decision makers without a conflict of interest."""
    if by.role not in HANDLING_ROLES or by.role not in by.person.roles:
        raise PermissionDenied(f"{by.role} may not handle a claim")
    application_queries.refuse_conflicted(claim.decision.application, by)


@transaction.atomic(savepoint=False)
def refuse_unless_handler(claim: Claim, *, by: Actor) -> None:
    """Part of an act on a locked claim that is pending: its handler's alone, and only as long as nothing keeps her from it."""
    refuse_others(claim, by=by)
    refuse_ended(claim)
    if hindering := queries.hindrances_to_handle(by.person, claim):
        raise ValidationError(hindering)
    if claim.handler_id != by.person.pk:
        raise ValidationError(_("Take the claim to handle first: then nobody else does the same."), code="not_handler")


def _waiting(hearing: Hearing) -> Hearing:
    """As it is now, with its claim locked."""
    claim = lock_claim(hearing.claim)
    refuse_ended(claim)
    hearing = Hearing.objects.get(pk=hearing.pk)
    hearing.claim = claim
    if hearing.answered_at:
        raise ValidationError(_("The answer has come already."), code="answered")
    return hearing


def _answer(hearing: Hearing, answer: str, *, by: Actor, at: datetime, channel: str) -> None:
    answer = clean_text(answer).strip()
    if not answer:
        raise ValidationError({"answer": _("Write the answer.")})
    if len(answer) > 10_000:
        raise ValidationError({"answer": _("Write this in at most %(limit_value)d characters.") % {"limit_value": 10_000}})
    hearing.answer, hearing.answered_at, hearing.answered_by, hearing.answer_channel = answer, at, by.person, channel
    hearing.save(update_fields=["answer", "answered_at", "answered_by", "answer_channel"])
