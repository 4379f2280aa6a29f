"""Making the decisions of a round known, all at once: by hand, or at a time that was set after every letter was looked through."""

from __future__ import annotations

import logging
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from applications import actions as application_actions
from applications import queries as application_queries
from applications.models import Application
from core import dates
from core.actor import Actor
from core.numbers import random_code
from decisions import letters, permissions, queries, rules
from decisions.actions.correcting import replace_older
from decisions.actions.offering import overtake_offers
from decisions.actions.serving import list_decision
from decisions.models import Decision, Publication
from registry.actions import next_number, nudge, post, post_all, record
from rounds import actions as round_actions
from rounds.models import Round

# 58 bits, in three groups that can be typed from paper: nobody comes upon the code of a decision by trying.
VERIFICATION_SIGNS = 12

log = logging.getLogger(__name__)


@transaction.atomic
def publish(round: Round, *, by: Actor, at: datetime, fingerprint: str | None = None) -> list[Decision]:
    """Let the applicants see every prepared decision of the round at once. The PDF of each is made after commit.

    `fingerprint` is of the letters as they were looked through: if they are others now, nothing is published. Without one nobody
    has looked, as in data for trying out. A time that was set before is over.
    """
    round_, decisions = _locked(round, by.person)
    if fingerprint is not None:
        _refuse_changed(decisions, fingerprint, at)
    waiting = queries.publication_waiting(round_)
    if waiting and waiting.scheduled_by == by.person:
        _end(waiting, Publication.CANCELLED, at)
    elif waiting:
        _stop(waiting, Publication.OVERTAKEN, at)
    named = _make_known(round_, decisions, by=by, at=at)
    record("publish", by=by, at=at, about=f"round:{round_.pk}", decisions=named)
    nudge("decisions.render")
    return decisions


@transaction.atomic
def schedule_publication(round: Round, *, by: Actor, at: datetime, due_at: datetime, fingerprint: str) -> Publication:
    """Let the round's prepared decisions be published at `due_at`, if their letters are then still those that were looked through."""
    round_, decisions = _locked(round, by.person)
    if queries.publication_waiting(round_):
        raise ValidationError(_("A time is already set for the decisions of this round."))
    _refuse_changed(decisions, fingerprint, at)
    if sentence := rules.broken_time(due_at, at) or _other_texts(due_at, at):
        raise ValidationError({"day": [sentence]})
    publication = Publication.objects.create(
        round=round_, due_at=due_at, fingerprint=fingerprint, scheduled_by=by.person, scheduled_at=at
    )
    about, named = f"round:{round_.pk}", [str(decision) for decision in decisions]
    record("schedule_publication", by=by, at=at, about=about, due_at=due_at.isoformat(), decisions=named, sha256=fingerprint)
    return publication


@transaction.atomic
def cancel_publication(round: Round, *, by: Actor, at: datetime) -> None:
    """Take back the set time; the decisions stay prepared."""
    round_ = Round.objects.select_for_update().get(pk=round.pk)
    publication = queries.publication_waiting(round_)
    if publication is None:
        raise ValidationError(_("No time is set for the decisions of this round."))
    _end(publication, Publication.CANCELLED, at)
    record("cancel_publication", by=by, at=at, about=f"round:{round_.pk}")


def publish_due(*, by: Actor, at: datetime) -> int:
    """Publish what was set to be published by now, or stop it and tell why; returns how many decisions became known.

    One round that fails holds up no other: it is logged, and tried again with the next beat.
    """
    made_known = 0
    for publication in Publication.objects.due(at).order_by("due_at", "pk"):
        try:
            made_known += _publish_set(publication, by=by, at=at)
        except Exception:
            log.exception("The decisions of round %s could not be published at their time.", publication.round_id)
    return made_known


@transaction.atomic
def _publish_set(publication: Publication, *, by: Actor, at: datetime) -> int:
    round_, decisions = _locked(publication.round, publication.scheduled_by, may_be_empty=True)
    waiting = queries.publication_waiting(round_)
    # Another worker was quicker, or somebody took the time back a moment ago.
    if waiting is None or waiting.pk != publication.pk:
        return 0
    if hindrance := _hindrance(waiting, decisions, at):
        _stop(waiting, hindrance, at)
        record("stop_publication", by=by, at=at, about=f"round:{round_.pk}", outcome=hindrance)
        return 0
    _end(waiting, Publication.PUBLISHED, at)
    named, for_whom = _make_known(round_, decisions, by=by, at=at), waiting.scheduled_by_id
    record("publish", by=by, at=at, about=f"round:{round_.pk}", decisions=named, on_behalf_of=for_whom)
    nudge("decisions.render")
    return len(decisions)


def _hindrance(publication: Publication, decisions: list[Decision], at: datetime) -> str:
    """A code of `Publication.HINDRANCES`; what she no longer handles is not among the decisions, and so changes the fingerprint."""
    if not permissions.can_publish(publication.scheduled_by):
        return Publication.DECIDER
    if rules.is_too_late(publication.due_at, at):
        return Publication.LATE
    return "" if publication.fingerprint == _fingerprint(decisions, at) else Publication.CHANGED


def _locked(round_: Round, person: User, *, may_be_empty: bool = False) -> tuple[Round, list[Decision]]:
    """The round, and what the person would publish of it."""
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    # Nobody steps aside while it is written who publishes what.
    list(Application.objects.select_for_update().filter(round=round_, decisions__state=Decision.PREPARED).order_by("pk"))
    decisions = queries.decisions_with_letters(round_, person)
    if not decisions and not may_be_empty:
        raise ValidationError(_("There is nothing to publish in this round."))
    return round_, decisions


def _refuse_changed(decisions: list[Decision], fingerprint: str, at: datetime) -> None:
    if fingerprint != _fingerprint(decisions, at):
        raise ValidationError(_("The letters have changed since you looked them through. Look at them again."), code="changed")


def _fingerprint(decisions: list[Decision], at: datetime) -> str:
    # The library that sets letters takes a second and 60 MB to load: only who publishes waits for it.
    from decisions import pdf

    return pdf.fingerprint(decisions, at)


def _other_texts(due_at: datetime, at: datetime) -> str:
    """The texts that have legal effect are those of the day of publication."""
    if queries.same_day_for_all(due_at) == queries.same_day_for_all(at):
        return ""
    return _("Other legal texts are in force on that day, and nobody has looked through the letters with them yet.")


def _end(publication: Publication, end: str, at: datetime, hindrance: str = "") -> None:
    publication.end, publication.ended_at, publication.hindrance = end, at, hindrance
    publication.save(update_fields=["end", "ended_at", "hindrance"])


def _stop(publication: Publication, hindrance: str, at: datetime) -> None:
    """Tell who set the time; if she is not a decision maker any more, all who are."""
    _end(publication, Publication.STOPPED, at, hindrance)
    person = publication.scheduled_by
    told = [person] if permissions.can_publish(person) else queries.deciders()
    post_all([letters.publication_stopped(publication, it) for it in told], at=at)


def _make_known(round_: Round, decisions: list[Decision], *, by: Actor, at: datetime) -> list[str]:
    """Returns how the record office names the decisions; the act that calls it records its event."""
    replace_older(decisions, round_, by=by, at=at)
    overtake_offers(decisions, at=at)
    for decision in decisions:
        _publish_one(decision, at)
    application_actions.mark_published([decision.application for decision in decisions], by=by, at=at)
    round_actions.note_decided(round_, by=by, at=at)
    return [str(decision) for decision in decisions]


def _publish_one(decision: Decision, at: datetime) -> None:
    decision.state, decision.published_at = Decision.PUBLISHED, at
    # § of each decision maker starts again from 1 each year.
    decision.section_year = dates.local_day(at).year
    decision.section = next_number(f"decisions-{decision.decided_by_id}-{decision.section_year}")
    decision.verification_code = random_code(VERIFICATION_SIGNS)
    decision.save(update_fields=["state", "published_at", "section", "section_year", "verification_code"])
    list_decision(decision, at=at)
    for person in application_queries.people_to_tell(decision.application):
        post(letters.decision_published(decision, person), at=at)
