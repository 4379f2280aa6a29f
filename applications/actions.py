"""What is done with an application, from the first word to the decision; the one writer of its status."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from accounts.models import Group, User
from applications import letters, queries, rules, workflow
from applications.models import Answer, Application, CostLine, InterestDeclaration, Revision, Version
from applications.queries import REMINDER_CLOCK, REMINDER_DAYS
from applications.sections import Cost, Question, Section, section_of
from core import dates
from core.actor import Actor
from core.money import LARGEST
from core.text import Words, clean_line, clean_text
from registry.actions import cancel, next_number, post_all, record
from rounds import actions as round_actions
from rounds.models import Round

# A letter that can wait is not sent at night.
WAKING_HOURS = range(8, 21)


@transaction.atomic
def begin(*, by: Actor, at: datetime, group: Group, round: Round, kind: str) -> Application:
    """Start a draft in an open round, with what is already known of its contact person.

    A draft of the same kind in which nothing is written yet is given back instead: the button was pressed twice.
    """
    if not round.is_open(at):
        raise ValidationError(_("This round is not open. Choose an open round."))
    Group.objects.select_for_update().get(pk=group.pk)
    if untouched := queries.untouched_draft(group, round, kind):
        return untouched
    year = dates.local_day(at).year
    application = Application.objects.create(
        reference=f"PK-{year}-{next_number(f'PK-{year}'):04d}",
        round=round,
        kind=kind,
        group=group,
        created_at=at,
        changed_at=at,
    )
    known = {"contact_name": by.person.name, "contact_phone": by.person.phone, "contact_email": by.person.email}
    Answer.objects.bulk_create(Answer(application=application, name=name, text=text) for name, text in known.items())
    record("begin", by=by, at=at, about=application.about, kind=kind)
    return application


@transaction.atomic
def save(
    application: Application,
    *,
    by: Actor,
    at: datetime,
    slug: str,
    texts: Mapping[str, str],
    costs: Iterable[Cost] = (),
    seen: int | None,
) -> Revision:
    """Keep the answers of one section as they were typed, understood or not. Never refuses a text, never overwrites unseen.

    `seen` is the number of the revision that the writer had before her, 0 for none, None if unknown. Where another one has
    taken effect since, what she typed is kept as a revision that did not. What was sent stands as it is: an application that
    the group can't send again is not written to.
    """
    application = _locked(application)
    if not application.takes_answers(at):
        raise ValidationError(_("The round has closed, and the application has been sent. It can't be changed any more."))
    section = section_of(application.kind, slug)
    typed = _typed(section, texts, costs)
    newest = queries.newest_revision(application.reference, slug)
    if newest is not None and newest.content == typed:
        # A press that changes nothing makes no revision, so that nobody is asked about it.
        revision = newest
    else:
        took_effect = newest is None or newest.number == seen
        revision = _keep_revision(application, slug, typed, by=by, at=at, took_effect=took_effect)
    if revision.took_effect:
        _put_into_effect(application, section, typed, at=at)
    outcome = "done" if revision.took_effect else "refused"
    record("save", by=by, at=at, about=application.about, outcome=outcome, section=slug)
    return revision


def _typed(section: Section, texts: Mapping[str, str], costs: Iterable[Cost]) -> dict[str, Any]:
    """What a revision keeps: empty cost lines are left out."""
    if section.has_costs:
        kept = [Cost(cost.head, clean_text(cost.what), clean_text(cost.amount_text)) for cost in costs]
        return {"costs": [asdict(cost) for cost in kept if not cost.is_empty]}
    return {"texts": {question.name: clean_text(texts.get(question.name, "")) for question in section.questions}}


def _keep_revision(
    application: Application, slug: str, content: dict[str, Any], *, by: Actor, at: datetime, took_effect: bool
) -> Revision:
    return Revision.objects.create(
        application=application,
        section=slug,
        number=application.revisions.filter(section=slug).count() + 1,
        content=content,
        took_effect=took_effect,
        saved_by=by.person,
        saved_at=at,
    )


def _put_into_effect(application: Application, section: Section, typed: dict[str, Any], *, at: datetime) -> None:
    if section.has_costs:
        _keep_costs(application, [Cost(**line) for line in typed["costs"]])
    else:
        _keep_answers(application, section, typed["texts"])
    application.changed_at = at
    if application.is_draft:
        _summarise(application, queries.filled(application))
    application.save(update_fields=["title", "applied", "changed_at"])


def _keep_answers(application: Application, section: Section, texts: Mapping[str, str]) -> None:
    Answer.objects.bulk_create(
        [_answer(application, question, texts[question.name]) for question in section.questions],
        update_conflicts=True,
        unique_fields=["application", "name"],
        update_fields=["text", "number", "day"],
    )


def _answer(application: Application, question: Question, text: str) -> Answer:
    try:
        meant = question.read(text) if text.strip() else None
    except ValueError:
        meant = None
    return Answer(
        application=application,
        name=question.name,
        text=text,
        number=meant if isinstance(meant, Decimal) else None,
        day=meant if isinstance(meant, date) else None,
    )


def _keep_costs(application: Application, costs: Iterable[Cost]) -> None:
    application.cost_lines.all().delete()
    CostLine.objects.bulk_create(
        CostLine(
            application=application,
            position=position,
            head=cost.head,
            what=cost.what,
            amount_text=cost.amount_text,
            amount=cost.amount,
        )
        for position, cost in enumerate(costs, start=1)
    )


def _summarise(application: Application, form: queries.Filled) -> None:
    """What lists show: of a draft as it stands, of a sent application as it was sent last."""
    application.title = clean_line(form.texts.get("title", ""))[:200]
    # Lines that add up to more than the column holds are a slip of the finger, which the ceiling refuses when sending.
    application.applied = min(form.estimate.total, LARGEST)


@transaction.atomic
def submit(application: Application, *, by: Actor, received_at: datetime, form_token: str) -> Version:
    """Send: freeze the answers as a version, with every broken rule in one refusal. The same form pressed twice sends once.

    The time the server received the request decides, and is checked again with the round locked.
    """
    Round.objects.select_for_update().get(pk=application.round_id)
    application = _locked(application)
    if already := Version.objects.filter(application=application, form_token=form_token).first():
        return already
    prefetch_related_objects([application], "answers", "cost_lines", "round__terms")
    form = queries.filled(application)
    if broken := rules.broken(form.snapshot(), received_at):
        raise ValidationError([ValidationError(it.sentence, code=it.code) for it in broken])
    application = move(application, "submit", by=by, at=received_at)
    _summarise(application, form)
    application.save(update_fields=["title", "applied"])
    version = _freeze(form, by=by, received_at=received_at, form_token=form_token)
    people = queries.people_to_tell(application)
    post_all([letters.submitted(application, person, version=version) for person in people], at=received_at)
    _cancel_reminders(application, people)
    record("submit", by=by, at=received_at, about=application.about, version=version.number)
    return version


@transaction.atomic
def note_refused_submit(application: Application, *, by: Actor, received_at: datetime, codes: list[str]) -> None:
    """Keep that the button was pressed and what stood in the way; the coordinator needs it to judge an extension."""
    record("submit", by=by, at=received_at, about=application.about, outcome="refused", rules=codes)


def _freeze(form: queries.Filled, *, by: Actor, received_at: datetime, form_token: str) -> Version:
    content = _content(form)
    digest = hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    application = form.application
    return Version.objects.create(
        application=application,
        number=application.versions.count() + 1,
        content=content,
        applied=form.estimate.total,
        sha256=digest,
        received_at=received_at,
        sent_by=by.person,
        form_token=form_token,
    )


def _content(form: queries.Filled) -> dict[str, Any]:
    """All that was sent, in the words it was asked with, so that a later change of the form changes no old version."""
    group = form.application.group
    return {
        "kind": form.application.kind,
        "title": form.texts["title"],
        "group": {
            "name": group.name,
            "type": group.type,
            "responsible_body": group.responsible_body,
            "business_id": group.responsible_business_id,
        },
        "sections": [
            {
                "slug": section.slug,
                "title": str(section.title),
                "answers": [
                    {"name": question.name, "label": str(question.label), "text": form.shown(question)}
                    for question in section.questions
                ],
            }
            for section in form.sections
        ],
        "costs": [{"head": cost.head, "what": cost.what, "amount": str(cost.amount)} for cost in form.costs],
        "estimate": [[label, str(amount)] for label, amount in form.estimate.rows()],
        "applied": str(form.estimate.total),
    }


@transaction.atomic
def discard(application: Application, *, by: Actor, at: datetime) -> Application:
    """Throw a draft away; its content is erased, its reference stays."""
    application = move(application, "discard", by=by, at=at)
    application.answers.all().delete()
    application.cost_lines.all().delete()
    application.revisions.all().delete()
    application.title, application.applied = "", Decimal("0.00")
    application.save(update_fields=["title", "applied"])
    _cancel_reminders(application, queries.people_to_tell(application))
    record("discard", by=by, at=at, about=application.about)
    return application


@transaction.atomic
def withdraw(application: Application, *, by: Actor, at: datetime) -> Application:
    """Take a sent application back. One that is proposed or decided goes through `decisions`, which frees the money first."""
    application = move(application, "withdraw", by=by, at=at)
    post_all([letters.withdrawn(application, person, at=at) for person in queries.people_to_tell(application)], at=at)
    record("withdraw", by=by, at=at, about=application.about)
    return application


@transaction.atomic
def take_up(application: Application, *, by: Actor, at: datetime) -> Application:
    """Begin the review, once the group can no longer change what it sent; after that the round is not extended."""
    round_ = Round.objects.select_for_update().get(pk=application.round_id)
    if not round_.has_closed(at):
        raise ValidationError(_("The round is still open, and the group may change the application until it closes."))
    application = move(application, "take_up", by=by, at=at)
    record("take_up", by=by, at=at, about=application.about)
    return application


@transaction.atomic(savepoint=False)
def move(application: Application, name: str, *, by: Actor, at: datetime) -> Application:
    """Take one step of the table, or refuse it; the one place that writes a status. The act that calls it records its event."""
    step = workflow.MOVES[name]
    application = _locked(application)
    if by.role not in step.by:
        raise PermissionDenied(f"{by.role} may not {name}")
    if application.status not in step.sources:
        raise ValidationError(
            _("This can't be done: the application is now in the state “%(status)s”."),
            code="wrong_status",
            params={"status": application.status_for_applicant if by.role == "owner" else application.status_for_staff},
        )
    application.status = step.target
    if name == "submit":
        application.submitted_at = application.changed_at = at
    application.save(update_fields=["status", "submitted_at", "changed_at"])
    return application


@transaction.atomic
def declare_interest(application: Application, *, by: Actor, at: datetime, ground: str = "") -> InterestDeclaration:
    """Write down a handler's word on her interests; `ground`, a code, makes her step aside. Part of `reviews.actions.declare`."""
    declaration, _is_new = InterestDeclaration.objects.update_or_create(
        application=application,
        person=by.person,
        defaults={"is_disqualified": bool(ground), "ground": clean_line(ground)[:300], "declared_at": at},
    )
    return declaration


@transaction.atomic
def mark_published(applications: Iterable[Application], *, by: Actor, at: datetime) -> None:
    """Let the applicants see: the time of publication decides what their pages show. Part of `decisions.actions.publish`."""
    for application in applications:
        Application.objects.filter(pk=application.pk).update(published_at=at)


@transaction.atomic
def remind(*, by: Actor, at: datetime) -> int:
    """Post what is due of the reminders, one letter a person and rung; returns how many were due.

    Only the newest rung that is due counts, so a beat that slept catches up without a shower of old letters.
    """
    if dates.local_time(at).hour not in WAKING_HOURS:
        return 0
    due = 0
    for round_ in Round.objects.open(at).select_related("programme"):
        rung = _due_rung(round_, at)
        if rung is None:
            continue
        waiting = _waiting_people(round_, rung)
        post_all(
            [letters.deadline_near(round_, person, drafts=drafts, rung=rung, at=at) for person, drafts in waiting.items()], at=at
        )
        due += len(waiting)
    return due


def _due_rung(round_: Round, at: datetime) -> int | None:
    return next(
        (days for days in reversed(REMINDER_DAYS) if dates.days_before(round_.closes_at, days, REMINDER_CLOCK) <= at), None
    )


def _waiting_people(round_: Round, rung: int) -> dict[User, list[tuple[Application, list[Words]]]]:
    """Who has drafts begun before the rung was due, and which parts of each are not ready."""
    began_before = dates.days_before(round_.closes_at, rung, REMINDER_CLOCK)
    people: dict[User, list[tuple[Application, list[Words]]]] = {}
    for draft in queries.drafts_of_round(round_.pk).filter(created_at__lt=began_before):
        form = queries.filled(draft)
        left = [section.title for section in form.sections if not form.is_complete(section)]
        for place in draft.group.memberships.all():
            if place.person.is_active:
                people.setdefault(place.person, []).append((draft, left))
    return people


def _cancel_reminders(application: Application, people: list[User]) -> None:
    """Take back unsent reminders of everybody in the group; who has another draft in the round gets hers anew."""
    about = letters.round_about(application.round)
    cancel(about=about, kind="applications/deadline_near", to=[person.email for person in people])


@transaction.atomic
def extend_round(round: Round, *, by: Actor, at: datetime, closes_at: datetime, reason: str) -> Round:
    """Close later, with a reason: reminders of the old closing time are taken back, and every holder of a draft is told."""
    round = Round.objects.select_for_update().get(pk=round.pk)
    before = round.closes_at
    if Application.objects.filter(round=round, status__in=[workflow.IN_REVIEW, workflow.PROPOSED, workflow.DECIDED]).exists():
        raise ValidationError(_("The review of this round has begun, so it can't be extended. Announce a new round instead."))
    round_ = round_actions.move_closing(round, by=by, at=at, closes_at=closes_at, reason=reason)
    cancel(about=letters.round_about(round_), kind="applications/deadline_near")
    people = {
        place.person
        for draft in queries.drafts_of_round(round_.pk)
        for place in draft.group.memberships.all()
        if place.person.is_active
    }
    by_age = sorted(people, key=lambda person: person.pk)
    post_all([letters.round_extended(round_, person, before=before) for person in by_age], at=at)
    record("extend_round", by=by, at=at, about=letters.round_about(round_), told=len(people))
    return round_


def _locked(application: Application) -> Application:
    return Application.objects.select_for_update(of=("self",)).select_related("round__programme", "group").get(pk=application.pk)
