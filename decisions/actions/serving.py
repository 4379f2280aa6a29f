"""Service of notice: to the party by the mail that went, by letter or by hand, and to the municipality's members on the public list.

The days are counted when a service is recorded, and kept with the rules that they were counted by.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from applications import queries as application_queries
from applications.models import Application
from core import dates
from core.actor import Actor
from core.text import clean_text
from decisions import letters, queries, rules
from decisions.models import Decision, Notice
from registry.actions import cancel, post_all, record


def note_electronic(*, by: Actor, at: datetime) -> int:
    """Record the service of every decision whose e-mail has really gone to a group that had consented; returns how many."""
    return sum(_note_mail(decision, letter.sent_at, letter.to, by=by, at=at) for decision, letter in queries.served_by_mail())


@transaction.atomic
def _note_mail(decision: Decision, sent_at: datetime, address: str, *, by: Actor, at: datetime) -> int:
    decision = _locked(decision)
    # Another worker may have been quicker, or the coordinator, or a newer version.
    if decision.state != Decision.PUBLISHED or decision.notices.to_party().exists():
        return 0
    sent_on = dates.local_day(sent_at)
    notice = _keep(decision, Notice.PARTY, rules.ELECTRONIC, sent_on, by=by, at=at, address=address)
    record("serve", by=by, at=at, about=decision.application.about, **_told(notice))
    return 1


@transaction.atomic
def serve(decision: Decision, *, by: Actor, at: datetime, channel: str, sent_on: date) -> Notice:
    """Record that it was sent by letter or handed over, or made known to members on the City's own pages, on a day.

    Refused before it was published, in the future, and where that audience has been served already.
    """
    decision = _handled(decision, by)
    audience = Notice.MEMBERS if channel == rules.PUBLIC else Notice.PARTY
    if why_not := queries.why_not_served(decision, audience, sent_on, at):
        raise ValidationError(why_not)
    address = "\n".join(queries.postal_address(decision.application.group)) if channel == rules.POST else ""
    before = queries.earlier_notice(decision, audience)
    notice = _keep(decision, audience, channel, sent_on, by=by, at=at, address=address)
    _judge_claims_anew(decision)
    _tell_new_day(notice, before, at)
    record("serve", by=by, at=at, about=decision.application.about, **_told(notice))
    return notice


@transaction.atomic
def annul_notice(notice: Notice, *, by: Actor, at: datetime, reason: str, shown_on: date | None = None) -> Notice | None:
    """Say why a service does not count: the decision has to be served again.

    With `shown_on`, another day of service was shown, and the time for a claim is counted from it; that notice is returned.
    """
    decision = _handled(notice.decision, by)
    notice = Notice.objects.get(pk=notice.pk)
    reason = clean_text(reason).strip()
    if sentence := _why_not_annulled(notice, shown_on, at):
        raise ValidationError(sentence)
    notice.annulled_at, notice.annulled_reason = at, reason
    notice.full_clean()
    notice.save(update_fields=["annulled_at", "annulled_reason"])
    if shown_on is None:
        _judge_claims_anew(decision)
        record("annul_notice", by=by, at=at, about=decision.application.about, number=decision.number, channel=notice.channel)
        return None
    known: dict[str, Any] = {"shown_on": shown_on, "address": notice.address}
    again = _keep(decision, notice.audience, notice.channel, notice.sent_on, by=by, at=at, **known)
    _judge_claims_anew(decision)
    _tell_new_day(again, notice, at)
    record("show_service", by=by, at=at, about=decision.application.about, **_told(again))
    return again


def _judge_claims_anew(decision: Decision) -> None:
    """With another last day a claim that nobody has decided on may be in time after all, or late."""
    for claim in decision.claims.pending():
        is_late = queries.is_late_claim(decision, claim.claimant, claim.received_at)
        if is_late != claim.is_late:
            claim.is_late = is_late
            claim.save(update_fields=["is_late"])


def _tell_new_day(notice: Notice, before: Notice | None, at: datetime) -> None:
    """Word to the group whose last day is another one than it has read, as long as a claim can be made against that decision."""
    decision = notice.decision
    if notice.audience != Notice.PARTY or before is None or before.claim_until == notice.claim_until:
        return
    if decision != queries.claimable_decision(decision.application):
        return
    cancel(about=decision.application.about, kind="decisions/claim_day_moved")
    people = application_queries.people_to_tell(decision.application)
    post_all([letters.claim_day_moved(notice, person) for person in people], at=at)


def _why_not_annulled(notice: Notice, shown_on: date | None, at: datetime) -> str:
    if notice.annulled_at:
        return _("This service does not count any more.")
    if notice.audience == Notice.MEMBERS and notice.recorded_by_id is None:
        return _("What is on the public list is served to everybody at once.")
    if shown_on is None:
        return ""
    if shown_on < notice.sent_on:
        return _("It can't have arrived before it was sent.")
    return _("The day is still to come.") if shown_on > dates.local_day(at) else ""


@transaction.atomic(savepoint=False)
def list_decision(decision: Decision, *, at: datetime) -> None:
    """Put a decision that is being published on the public list, where the programme keeps one. Part of publishing."""
    if decision.application.round.programme.lists_decisions:
        _keep(decision, Notice.MEMBERS, rules.PUBLIC, dates.local_day(at), at=at)


def take_off_list(*, by: Actor, at: datetime) -> int:
    """Note of each decision whose time on the public list is over that it has left; returns how many.

    The list is derived by date, so nothing stays on it if this never runs.
    """
    return sum(_leave(notice, by=by, at=at) for notice in queries.to_take_off_list(dates.local_day(at)))


@transaction.atomic
def _leave(notice: Notice, *, by: Actor, at: datetime) -> int:
    left = Notice.objects.filter(pk=notice.pk, left_list_at__isnull=True).update(left_list_at=at)
    if left:
        about = notice.decision.application.about
        record("take_off_list", by=by, at=at, about=about, number=notice.decision.number)
    return left


@transaction.atomic
def take_letters(decisions: Iterable[Decision], *, by: Actor, at: datetime) -> None:
    """Write down whose letters somebody took to be printed and posted."""
    if by.role != "coordinator":
        raise PermissionDenied(f"{by.role} may not serve")
    for decision in decisions:
        record("take_letter", by=by, at=at, about=decision.application.about, number=decision.number)


def _handled(decision: Decision, by: Actor) -> Decision:
    if by.role != "coordinator":
        raise PermissionDenied(f"{by.role} may not serve")
    decision = _locked(decision)
    application_queries.refuse_conflicted(decision.application, by)
    return decision


def _locked(decision: Decision) -> Decision:
    """Under the lock of its case, so that two people serve it once and nobody serves what a newer version replaces just now."""
    Application.objects.select_for_update().get(pk=decision.application_id)
    return Decision.objects.select_related("application__group", "application__round__programme").get(pk=decision.pk)


def _told(notice: Notice) -> dict[str, Any]:
    """What the record office keeps of a service: no address, which may be a person's."""
    days = {"served_on": notice.served_on.isoformat(), "claim_until": notice.claim_until.isoformat()}
    return {"outcome": notice.channel, "number": notice.decision.number, "rules": notice.rules, **days}


def _keep(
    decision: Decision,
    audience: str,
    channel: str,
    sent_on: date,
    *,
    at: datetime,
    by: Actor | None = None,
    address: str = "",
    shown_on: date | None = None,
) -> Notice:
    counted = queries.counted_service(channel, sent_on, shown_on)
    return Notice.objects.create(
        decision=decision,
        audience=audience,
        channel=channel,
        sent_on=sent_on,
        served_on=counted.served_on,
        claim_until=counted.claim_until,
        rules=rules.RULES_OF,
        address=address,
        recorded_by=by.person if by else None,
        recorded_at=at,
    )
