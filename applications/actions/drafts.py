"""Beginning, filling in and throwing away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from accounts.models import Group, User
from applications import queries
from applications.actions.deadlines import take_back_reminders
from applications.actions.states import move
from applications.models import Answer, Application, Consent, CostLine, Revision
from applications.sections import (
    COUNTERPARTS,
    Cost,
    Funding,
    Question,
    Section,
    heads_of,
    section_of,
    with_money_questions,
)
from core import dates
from core.actor import Actor
from core.text import clean_text
from registry.actions import next_number, record
from rounds.models import Round


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
    application = new_draft(group, round, kind, at=at)
    known = {"contact_name": by.person.name, "contact_phone": by.person.phone, "contact_email": by.person.email}
    Answer.objects.bulk_create(Answer(application=application, name=name, text=text) for name, text in known.items())
    record("begin", by=by, at=at, about=application.about, kind=kind)
    return application


@transaction.atomic(savepoint=False)
def new_draft(
    group: Group,
    round: Round,
    kind: str,
    *,
    at: datetime,
    copied_from: Application | None = None,
    entered_by: User | None = None,
) -> Application:
    """A draft with its reference and nothing in it. Part of the act that begins it."""
    year = dates.local_day(at).year
    return Application.objects.create(
        reference=f"PK-{year}-{next_number(f'PK-{year}'):04d}",
        round=round,
        kind=kind,
        group=group,
        copied_from=copied_from,
        entered_by=entered_by,
        created_at=at,
        changed_at=at,
    )


@transaction.atomic
def copy(application: Application, *, by: Actor, at: datetime, round: Round) -> Application:
    """Start a draft in an open round with the answers and costs of an earlier application of the same group.

    Days and years are left out: they belong to the earlier round. A second press gives the copy that is there already.
    """
    if not round.is_open(at):
        raise ValidationError(_("This round is not open. Choose an open round."))
    Group.objects.select_for_update().get(pk=application.group_id)
    if already := Application.objects.drafts().filter(copied_from=application, round=round).first():
        return already
    prefetch_related_objects([application], "answers", "cost_lines")
    draft = new_draft(application.group, round, application.kind, at=at, copied_from=application)
    Answer.objects.bulk_create(_for(draft, answer) for answer in application.answers.all() if answer.day is None)
    CostLine.objects.bulk_create(_for(draft, line, year=None) for line in application.cost_lines.all())
    prefetch_related_objects([draft], "answers", "cost_lines", "round__terms")
    form = queries.filled(draft)
    draft.title, draft.applied = form.title, form.applied
    draft.save(update_fields=["title", "applied"])
    record("copy", by=by, at=at, about=draft.about, copied=application.about)
    return draft


def _for(draft: Application, row: Any, **changes: Any) -> Any:
    row.pk, row.application = None, draft
    for name, value in changes.items():
        setattr(row, name, value)
    return row


@transaction.atomic
def change_kind(application: Application, *, by: Actor, at: datetime, kind: str) -> Application:
    """Make an event of a project or the other way round. Every answer stays: those that only the other kind asks for wait.

    A cost whose head the new kind does not have keeps its words and its sum, and asks for a head.
    """
    application = queries.locked(application)
    if not application.is_draft:
        raise ValidationError(_("The application has been sent, so its kind can't be changed any more."))
    application.kind = kind
    known = [head.code for head in heads_of(kind)]
    for old, new in COUNTERPARTS.items():
        if new in known:
            application.cost_lines.filter(head=old).update(head=new)
    application.cost_lines.exclude(head__in=known).update(head="")
    prefetch_related_objects([application], "answers", "cost_lines", "round__terms")
    form = queries.filled(application)
    application.title, application.applied, application.changed_at = form.title, form.applied, at
    application.save(update_fields=["kind", "title", "applied", "changed_at"])
    record("change_kind", by=by, at=at, about=application.about, kind=kind)
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
    funding: Iterable[Funding] = (),
    seen: int | None,
    form_token: str = "",
    turn: int = 0,
) -> Revision:
    """Keep the answers of one section as they were typed, understood or not. Never refuses a text, never overwrites unseen.

    `seen` is the number of the revision that the writer had before her, 0 for none, None if unknown; `form_token` and `turn`
    tell an opened form that goes on from another one. Where another text has taken effect since, what she typed is kept as a
    revision that did not. What was sent stands as it is: an application that the group can't send again is not written to.
    """
    sheet = queries.Sheet(seen, form_token, turn)
    revision, _is_new = _keep(application, slug, (texts, costs, funding), by=by, at=at, sheet=sheet, is_auto=False)
    record("save", by=by, at=at, about=application.about, outcome=_outcome(revision), section=slug)
    return revision


@transaction.atomic
def autosave(
    application: Application,
    *,
    by: Actor,
    at: datetime,
    slug: str,
    texts: Mapping[str, str],
    costs: Iterable[Cost] = (),
    funding: Iterable[Funding] = (),
    seen: int | None,
    form_token: str = "",
    turn: int = 0,
) -> Revision:
    """Keep what is being typed, as `save` does.

    What one person types within some minutes becomes one revision; it has one event, that of its beginning.
    """
    sheet = queries.Sheet(seen, form_token, turn)
    revision, is_new = _keep(application, slug, (texts, costs, funding), by=by, at=at, sheet=sheet, is_auto=True)
    if is_new:
        record("autosave", by=by, at=at, about=application.about, outcome=_outcome(revision), section=slug)
    return revision


@transaction.atomic
def restore(application: Application, *, by: Actor, at: datetime, revision: Revision, seen: int | None) -> Revision:
    """Put an earlier text of a part into effect again, as a new revision: the text it replaces stays among the earlier ones.

    `seen` as for `save`. Who has not seen the text in effect is refused, so that she looks at it first.
    """
    application = queries.locked(application)
    newest = queries.newest_revision(application.reference, revision.section)
    if newest is not None and newest.number != seen:
        raise ValidationError(_("Somebody saved another text in this part meanwhile. Compare once more before you restore."))
    prefetch_related_objects([application], "answers", "cost_lines", "round__terms")
    form = queries.with_revision(queries.filled(application), revision)
    sheet = queries.Sheet(seen)
    restored, _is_new = _keep(
        application, revision.section, (form.texts, form.costs, form.funding), by=by, at=at, sheet=sheet, is_auto=False
    )
    record("restore", by=by, at=at, about=application.about, section=revision.section, revision=revision.number)
    return restored


def _outcome(revision: Revision) -> str:
    return "done" if revision.took_effect else "refused"


def _keep(
    application: Application,
    slug: str,
    written: tuple[Mapping[str, str], Iterable[Cost], Iterable[Funding]],
    *,
    by: Actor,
    at: datetime,
    sheet: queries.Sheet,
    is_auto: bool,
) -> tuple[Revision, bool]:
    """The revision that now holds the text, and whether it is a new one."""
    application = queries.locked(application)
    if why := queries.why_closed(application, slug, at, role=by.role):
        raise ValidationError(why, code="closed")
    if by.role == "coordinator":
        _refuse_without_consent(application)
    prefetch_related_objects([application], "round__terms")
    section = with_money_questions(section_of(application.kind, slug), queries.terms_of(application).cost_model)
    typed = _typed(section, *written)
    newest = queries.newest_revision(application.reference, slug)
    if newest is not None and newest.content == typed:
        # What changes nothing makes no revision, so that nobody is asked about it.
        if is_auto:
            return newest, False
        revision, is_new = newest, False
    else:
        fields = {"content": typed, "is_auto": is_auto, "form_token": sheet.token, "turn": sheet.turn, "saved_at": at}
        took_effect = sheet.goes_on_from(newest)
        revision, is_new = _keep_revision(application, slug, fields, by=by, took_effect=took_effect)
    if revision.is_auto and not is_auto:
        revision.is_auto = False
        revision.save(update_fields=["is_auto"])
    if revision.took_effect:
        _put_into_effect(application, section, typed, at=at)
    return revision, is_new


def _refuse_without_consent(application: Application) -> None:
    """Asked again under the lock: the group may have taken its consent back while the coordinator was typing."""
    if not application.is_on_paper and not _lets_fill_in(application):
        raise ValidationError(
            _("The group doesn't let you help with this draft any more. Ask it, if you think that's a mistake.")
        )


def _lets_fill_in(application: Application) -> bool:
    return Consent.objects.in_force().to_fill_in().filter(application=application).exists()


def _typed(section: Section, texts: Mapping[str, str], costs: Iterable[Cost], funding: Iterable[Funding]) -> dict[str, Any]:
    """What a revision keeps: of the cost estimate also its lines, without those that are empty."""
    typed = {"texts": {question.name: clean_text(texts.get(question.name, "")) for question in section.questions}}
    return typed | {"costs": _lines(costs), "funding": _lines(funding)} if section.has_costs else typed


def _lines(lines: Iterable[Cost] | Iterable[Funding]) -> list[dict[str, Any]]:
    clean = [replace(line, what=clean_text(line.what), amount_text=clean_text(line.amount_text)) for line in lines]
    return [asdict(line) for line in clean if not line.is_empty]


def _keep_revision(
    application: Application, slug: str, fields: dict[str, Any], *, by: Actor, took_effect: bool
) -> tuple[Revision, bool]:
    """A new revision, or the writer's last one going on. Its number is new in any case: who has read less is asked."""
    number = queries.last_number(application, slug) + 1
    going_on = queries.going_on(application, slug, fields, person=by.person, took_effect=took_effect)
    if going_on is None:
        common = {"application": application, "section": slug, "saved_by": by.person, "took_effect": took_effect}
        common |= {"at_desk": by.role == "coordinator"}
        return Revision.objects.create(**common, **fields, number=number), True
    for name, value in {**fields, "number": number}.items():
        setattr(going_on, name, value)
    going_on.save(update_fields=[*fields, "number"])
    return going_on, False


def _put_into_effect(application: Application, section: Section, typed: dict[str, Any], *, at: datetime) -> None:
    _keep_answers(application, section, typed["texts"])
    costs = [Cost(**line) for line in typed.get("costs", ())]
    funding = [Funding(**line) for line in typed.get("funding", ())]
    if section.has_costs:
        _keep_lines(application, [*costs, *funding])
    application.changed_at = at
    if application.is_draft:
        # Of this part alone: what stands in the others is as it was.
        form = queries.Filled(application, queries.terms_of(application), typed["texts"], costs, funding)
        application.title = form.title if "title" in form.texts else application.title
        application.applied = form.applied if section.has_costs else application.applied
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


def _keep_lines(application: Application, lines: Sequence[Cost | Funding]) -> None:
    application.cost_lines.all().delete()
    CostLine.objects.bulk_create(
        CostLine(application=application, position=position, amount=line.amount, **asdict(line))
        for position, line in enumerate(lines, start=1)
    )


@transaction.atomic
def discard(application: Application, *, by: Actor, at: datetime) -> Application:
    """Throw a draft away; its content is erased, its reference stays. The desk does so only with what it entered by mistake."""
    if by.role == "coordinator" and not application.is_on_paper:
        raise PermissionDenied("only its group throws this draft away")
    application = move(application, "discard", by=by, at=at)
    application.answers.all().delete()
    application.cost_lines.all().delete()
    application.revisions.all().delete()
    application.readings.all().delete()
    application.consents.all().delete()
    application.attachments.all().delete()
    application.title, application.applied = "", Decimal("0.00")
    application.save(update_fields=["title", "applied"])
    take_back_reminders(application, queries.people_to_tell(application))
    record("discard", by=by, at=at, about=application.about)
    return application
