"""A claim for rectification comes: made in the portal, or written down from paper; and its maker takes it back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from applications import queries as application_queries
from applications.actions import Stored, Upload, stored
from applications.models import AT_DESK, BY_EMAIL, BY_POST, PORTAL, Application
from applications.queries import people_to_tell
from core import dates
from core.actor import Actor
from core.files import scanning
from core.text import clean_line, clean_text
from decisions import letters, queries
from decisions.models import Claim, ClaimFile, Decision, Hearing
from registry.actions import cancel, next_number, nudge, post_all, record

LONGEST = 10_000
_MEGABYTE = 1024 * 1024
# The same words from the same person again within this time are the button pressed twice.
AGAIN = timedelta(hours=1)


def make_claim(
    application: Application, *, by: Actor, at: datetime, demand: str, grounds: str, uploads: Collection[Upload] = ()
) -> Claim:
    """An owner claims a rectification for the group; `at` is when the server received it. Late or not, it is taken.

    Files are looked into and stored before anything is written.
    """
    with _stored(uploads, at) as files:
        return send_claim(application, by=by, at=at, demand=demand, grounds=grounds, files=files)


@transaction.atomic
def send_claim(
    application: Application, *, by: Actor, at: datetime, demand: str, grounds: str, files: Sequence[Stored] = ()
) -> Claim:
    """The claim itself, once its files are stored. A second press finds the first one's claim."""
    if by.role != "owner":
        raise PermissionDenied(f"{by.role} may not claim for the group")
    texts = _checked(demand, grounds)
    application, decision = _claimable(application)
    if already := _same_again(decision, texts, by=by, at=at):
        return already
    claim = _write(
        decision,
        claimant=Claim.PARTY,
        channel=PORTAL,
        made_by=by.person,
        name=str(by.person),
        contact="\n".join(filter(None, [by.person.email, by.person.phone])),
        received_at=at,
        **texts,
    )
    _note_files(claim, files, by=by, at=at)
    _tell(claim, at)
    record("make_claim", by=by, at=at, about=application.about, outcome=_lateness(claim), claim=claim.reference, files=len(files))
    return claim


def enter_claim(
    application: Application,
    *,
    by: Actor,
    at: datetime,
    claimant: str,
    name: str,
    contact: str,
    channel: str,
    received_at: datetime,
    demand: str,
    grounds: str,
    uploads: Collection[Upload] = (),
) -> Claim:
    """Write down a claim that came on paper or by e-mail, of the applicant or of a member of the municipality, with its files."""
    facts: dict[str, Any] = {
        "claimant": claimant,
        "name": name,
        "contact": contact,
        "channel": channel,
        "received_at": received_at,
    }
    with _stored(uploads, at) as files:
        return register_claim(application, by=by, at=at, demand=demand, grounds=grounds, files=files, **facts)


@transaction.atomic
def register_claim(
    application: Application,
    *,
    by: Actor,
    at: datetime,
    claimant: str,
    name: str,
    contact: str,
    channel: str,
    received_at: datetime,
    demand: str,
    grounds: str,
    files: Sequence[Stored] = (),
) -> Claim:
    """The claim itself, once its files are stored. Lateness is judged by the last day of who makes it."""
    if by.role != "coordinator":
        raise PermissionDenied(f"{by.role} may not register a claim")
    texts = {**_checked(demand, grounds), "name": clean_line(name)[:150], "contact": clean_text(contact).strip()}
    application, decision = _claimable(application)
    application_queries.refuse_conflicted(application, by)
    _refuse_arrival(decision, claimant, channel, received_at, at)
    claim = _write(
        decision,
        claimant=claimant,
        channel=channel,
        received_at=received_at,
        registered_by=by.person,
        registered_at=at,
        **texts,
    )
    _note_files(claim, files, by=by, at=at)
    _tell(claim, at)
    facts = {"claim": claim.reference, "claimant": claimant, "files": len(files)}
    record("register_claim", by=by, at=at, about=application.about, outcome=_lateness(claim), **facts)
    return claim


def add_claim_file(claim: Claim, *, by: Actor, at: datetime, upload: Upload) -> Claim:
    """One more paper with a claim that is pending."""
    with _stored([upload], at) as files:
        return note_claim_file(claim, by=by, at=at, files=files)


@transaction.atomic
def note_claim_file(claim: Claim, *, by: Actor, at: datetime, files: Sequence[Stored]) -> Claim:
    """The row of a file that is stored."""
    claim = lock_claim(claim)
    application = claim.decision.application
    if by.role == "owner":
        _refuse_stranger(claim, by)
    elif by.role == "coordinator":
        application_queries.refuse_conflicted(application, by)
    else:
        raise PermissionDenied(f"{by.role} may not add to a claim")
    refuse_ended(claim)
    _note_files(claim, files, by=by, at=at)
    record("add_claim_file", by=by, at=at, about=application.about, claim=claim.reference)
    return claim


@transaction.atomic
def withdraw_claim(claim: Claim, *, by: Actor, at: datetime) -> Claim:
    """Who made it in the portal takes it back. The decision stands as it was."""
    claim = lock_claim(claim)
    if by.role != "owner" or claim.made_by_id != by.person.pk:
        raise PermissionDenied("only who made a claim takes it back")
    refuse_ended(claim)
    claim.outcome, claim.ended_by, claim.ended_at = Claim.WITHDRAWN, by.person, at
    claim.save(update_fields=["outcome", "ended_by", "ended_at"])
    take_back_hearing_letters(claim)
    record("withdraw_claim", by=by, at=at, about=claim.decision.application.about, claim=claim.reference)
    return claim


@transaction.atomic(savepoint=False)
def lock_claim(claim: Claim) -> Claim:
    """Part of an act: the row as it is now, behind the lock of its case, so that a claim ends once."""
    application_queries.locked(claim.decision.application)
    rows = Claim.objects.select_for_update(of=("self",)).select_related("decision__application__round__programme", "handler")
    return rows.select_related("decision__application__group").get(pk=claim.pk)


@transaction.atomic(savepoint=False)
def take_back_hearing_letters(claim: Claim, answered: Hearing | None = None) -> None:
    """Part of an act after which nobody waits for an answer: to the hearing that is `answered`, or to any of the claim.

    If another answer is missing all the same, the beat tells the handler so again.
    """
    about = claim.decision.application.about
    for hearing in claim.hearings.all():
        asking = ("hearing_asked", "hearing_near") if answered in {None, hearing} else ()
        answering = () if answered else ("hearing_answered",)
        for kind in (*asking, *answering, "hearing_over"):
            cancel(about=about, kind=f"decisions/{kind}", part=hearing.pk)


@transaction.atomic(savepoint=False)
def refuse_ended(claim: Claim) -> None:
    """Part of an act on a claim that is locked."""
    if claim.ended_at:
        raise ValidationError(_("The claim has ended already: %(outcome)s.") % {"outcome": claim.outcome_label}, code="ended")


def _claimable(application: Application) -> tuple[Application, Decision]:
    """The case, locked, and its newest decision: publishing a newer one waits, or has been waited for."""
    application = application_queries.locked(application)
    decision = queries.claimable_decision(application)
    if decision is None:
        raise ValidationError(_("There is no decision to claim a rectification of yet."))
    decision.application = application
    return application, decision


def _checked(demand: str, grounds: str) -> dict[str, str]:
    texts = {"demand": clean_text(demand).strip(), "grounds": clean_text(grounds).strip()}
    empty = {
        "demand": _("Write what you want changed in the decision."),
        "grounds": _("Write why the decision should be changed."),
    }
    broken = {name: [empty[name]] for name, text in texts.items() if not text}
    long = _("Write this in at most %(limit_value)d characters.") % {"limit_value": LONGEST}
    broken |= {name: [long] for name, text in texts.items() if len(text) > LONGEST}
    if broken:
        raise ValidationError(broken)
    return texts


def _same_again(decision: Decision, texts: dict[str, str], *, by: Actor, at: datetime) -> Claim | None:
    return decision.claims.filter(made_by=by.person, received_at__gt=at - AGAIN, **texts).first()


def _refuse_arrival(decision: Decision, claimant: str, channel: str, received_at: datetime, at: datetime) -> None:
    broken = {}
    if claimant not in Claim.CLAIMANTS:
        broken["claimant"] = [_("Choose who makes the claim.")]
    if channel not in {AT_DESK, BY_POST, BY_EMAIL}:
        broken["channel"] = [_("Choose how this came.")]
    if received_at > at:
        broken["day"] = [_("The time of arrival is still to come. Check the day and the time.")]
    elif received_at < decision.decided_at:
        broken["day"] = [_("The decision was made after that. Check the day and the time.")]
    if broken:
        raise ValidationError(broken)


def _write(decision: Decision, *, claimant: str, received_at: datetime, **facts: object) -> Claim:
    year = dates.local_day(received_at).year
    return Claim.objects.create(
        reference=f"OV-{year}-{next_number(f'OV-{year}'):04d}",
        decision=decision,
        claimant=claimant,
        received_at=received_at,
        is_late=queries.is_late_claim(decision, claimant, received_at),
        **facts,
    )


def _lateness(claim: Claim) -> str:
    return "late_claim" if claim.is_late else "done"


def _tell(claim: Claim, at: datetime) -> None:
    """A receipt to the group, where it claims, and word to those who could handle it."""
    application = claim.decision.application
    told = people_to_tell(application) if claim.is_of_party else []
    receipts = [letters.claim_received(claim, person) for person in told]
    words = [letters.claim_made(claim, person) for person in queries.staff_to_tell(application)]
    post_all([*receipts, *words], at=at)


def _refuse_stranger(claim: Claim, by: Actor) -> None:
    if not Claim.objects.visible_to(by.person).filter(pk=claim.pk).exists():
        raise PermissionDenied("only the group adds to its claim")


@contextmanager
def _stored(uploads: Collection[Upload], at: datetime) -> Iterator[list[Stored]]:
    """The files, stored for the block that notes them. What is wrong with one belongs at its field."""
    try:
        with stored(uploads, at=at) as files:
            yield files
    except ValidationError as refusal:
        raise refusal if hasattr(refusal, "error_dict") else ValidationError({"file": refusal}) from refusal


def _note_files(claim: Claim, files: Sequence[Stored], *, by: Actor, at: datetime) -> None:
    """With the case locked, so that two who send at once do not both take the last room."""
    there = ClaimFile.objects.filter(claim=claim).aggregate(size=Sum("size"))["size"] or 0 if files else 0
    if there + sum(file.size for file in files) > settings.ATTACHMENTS_MEGABYTES * _MEGABYTE:
        sentence = _("The files of a claim can be at most %(most)s MB together. Ask how else you can bring this one.")
        raise ValidationError(sentence % {"most": settings.ATTACHMENTS_MEGABYTES}, code="too_much")
    ClaimFile.objects.bulk_create(ClaimFile(claim=claim, uploaded_by=by.person, uploaded_at=at, **file.columns) for file in files)
    if files and scanning.is_configured():
        nudge("applications.scan")
