"""What a completion is made of: what was asked, what is still lacking in it, what it sends, and when its time is up."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from applications import rules, workflow
from applications.models import COMPLETION_REASONS, LAPSED, Application, CompletionPoint, CompletionRequest
from applications.queries.content import content_of
from applications.queries.filled import Filled
from applications.sections import COSTS, FILES, SECTIONS, Asked, Section, section_of
from core import dates

# A press of the last second may still be on its way when the day ends.
LAST_PRESS = timedelta(minutes=1)
# A later day is a slip of the finger, whoever is asked and whatever for.
LONGEST_TO_ANSWER = timedelta(days=365)
# What of a sent version belongs to the cost estimate, and how a version came that was not sent in the portal.
_MONEY = ("cost_model", "flat_rate_percent", "costs", "funding", "estimate", "by_year", "applied_sum", "smallest_sum", "applied")
_OF_PAPER = frozenset({"channel"})


@dataclass(frozen=True)
class AskedPart:
    """A part of the form that the group is asked to complete: why, and how far it has come."""

    section: Section
    point: CompletionPoint
    is_complete: bool = False
    is_changed: bool = False


@dataclass(frozen=True)
class Lack:
    """Something that stands in the way of sending a completion; `anchor` is the control, `paper` the attachment that is missing."""

    section: Section
    sentence: str
    anchor: str = "virheet"
    paper: Asked | None = None


def points_of(request: CompletionRequest) -> list[AskedPart]:
    """What was asked, in the order of the form, for whoever has no form before her."""
    prefetch_related_objects([request], "points")
    return in_order(request.points.all())


def in_order(points: Collection[CompletionPoint]) -> list[AskedPart]:
    by_slug = {point.section: point for point in points}
    return [AskedPart(section, by_slug[section.slug]) for section in SECTIONS if section.slug in by_slug]


def refusals_of_request(
    application: Application, points: Sequence[tuple[str, str, str]], due_on: date, at: datetime
) -> dict[str, str]:
    """What speaks against a request, in a sentence for each field, before it is sent and when it is.

    The law asks for a reasonable time (hallintolaki 33 §); what is reasonable is for a person to judge.
    """
    today, refusals = dates.local_day(at), {}
    if sentence := next((it for it in _faults(application, points) if it), ""):
        refusals["__all__"] = sentence
    if due_on <= today:
        refusals["due_on"] = _("Choose a later day than today, so that the group has time to answer.")
    elif due_on > today + LONGEST_TO_ANSWER:
        refusals["due_on"] = _("The day is more than a year away. Check the year.")
    return refusals


def _faults(application: Application, points: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    if application.is_late:
        yield _("The application came after the round had closed, so it is not examined.")
    if not points:
        yield _("Choose at least one part that the group completes.")
    slugs = [point[0] for point in points]
    for slug, reason, text in points:
        section = section_of(application.kind, slug)
        if section is None or slugs.count(slug) > 1:
            yield _("Choose parts of this application, each once.")
        elif reason not in COMPLETION_REASONS:
            yield _("Choose why it is asked for: %(part)s.") % {"part": section.title}
        elif reason == "other" and not text.strip():
            yield _("Write what the group should tell: %(part)s.") % {"part": section.title}


def asked_parts(request: CompletionRequest, form: Filled) -> list[AskedPart]:
    """What was asked, and what the group has done about each part."""
    before, now = request.version.content, content_of(form)
    return [
        AskedPart(
            part.section,
            part.point,
            is_complete=form.is_complete(part.section),
            is_changed=_told(before, part.section.slug) != _told(now, part.section.slug),
        )
        for part in points_of(request)
    ]


def _told(content: dict[str, Any], slug: str) -> Any:
    """What a part says, whatever the language it was asked in."""
    answers: list[dict[str, Any]] = next((section["answers"] for section in content["sections"] if section["slug"] == slug), [])
    told = {answer["name"]: answer.get("codes", answer["text"]) for answer in answers}
    if slug == COSTS:
        lines = [[{**line, "label": ""} for line in content.get(kind, [])] for kind in ("costs", "funding")]
        return told, lines, content.get("applied_sum", "")
    return [file["id"] for file in content.get("attachments", [])] if slug == FILES else told


def completed(before: dict[str, Any], form: Filled, slugs: Collection[str]) -> dict[str, Any]:
    """What a completion sends: what was sent before, and in it the parts that were asked for as they are now.

    What was not asked can't change by this, whatever else has been written into the form since.
    """
    now = content_of(form)
    parts = {section["slug"]: section for section in before["sections"]}
    parts |= {section["slug"]: section for section in now["sections"] if section["slug"] in slugs}
    order = [section["slug"] for section in now["sections"]]
    rest = [slug for slug in parts if slug not in order]
    content = {name: value for name, value in before.items() if name not in _OF_PAPER}
    content["sections"] = [parts[slug] for slug in [*order, *rest] if slug in parts]
    if COSTS in slugs:
        content |= {name: now[name] for name in _MONEY}
    if FILES in slugs:
        content["attachments"] = now["attachments"]
    if any(answer["name"] == "title" for slug in slugs if slug in parts for answer in parts[slug]["answers"]):
        content["title"] = now["title"]
    return content


def lacks(form: Filled, slugs: Collection[str]) -> list[Lack]:
    """All that stands in the way of sending: the parts that were asked for must be ready, and no other rule is looked at."""
    return [lack for section in form.sections if section.slug in slugs for lack in _lacks_of(form, section)]


def _lacks_of(form: Filled, section: Section) -> list[Lack]:
    found = [Lack(section, sentence, anchor) for anchor, sentence in form.marks(section)]
    if section.has_files:
        return [Lack(section, _("Add the attachment: %(paper)s") % {"paper": it.label}, paper=it) for it in form.missing_papers]
    if form.missing(section):
        found.append(Lack(section, _("Not ready: %(part)s") % {"part": section.title}))
    return found + [Lack(section, it.sentence) for it in rules.broken_in(section.slug, form.snapshot())]


def why_closed(application: Application, part: str, at: datetime, *, role: str) -> str:
    """A sentence on why a part of the form can't be written in, or nothing: all that writes into an application asks here."""
    if application.status == workflow.INCOMPLETE and role == "coordinator":
        return _("The group itself completes the application.")
    if application.takes_answers_in(part, at):
        return ""
    request = latest_completion(application)
    if request and (request.is_late(at) or request.end == LAPSED):
        sentence = _("The time to complete the application ended on %(day)s. It can't be changed any more.")
        return sentence % {"day": dates.whole_day(request.due_on)}
    if application.completion:
        return _("We didn't ask for this part, so it stays as you sent it.")
    if part == FILES:
        return _("The round has closed, and the application has been sent. Its attachments can't be changed any more.")
    return _("The round has closed, and the application has been sent. It can't be changed any more.")


def open_completion(application: Application) -> CompletionRequest:
    """The one that the group has to answer; there is one exactly while the application awaits completion."""
    requests = CompletionRequest.objects.open().select_related("version", "application").prefetch_related("points")
    return requests.get(application=application)


def latest_completion(application: Application) -> CompletionRequest | None:
    return next(iter(application.completions), None)


def completions_to_lapse(at: datetime) -> QuerySet[CompletionRequest]:
    """The requests whose day has passed without an answer, also those of long ago that a beat has slept over."""
    return CompletionRequest.objects.open().filter(due_on__lt=dates.local_day(at - LAST_PRESS)).select_related("application")


def is_to_lapse(request: CompletionRequest, at: datetime) -> bool:
    return request.ended_at is None and request.due_at + LAST_PRESS <= at


def completions_under_way(at: datetime) -> QuerySet[CompletionRequest]:
    """The requests that can still be answered, with those who can."""
    open_ = CompletionRequest.objects.open().filter(due_on__gte=dates.local_day(at))
    related = open_.select_related("application__group", "application__round__programme")
    return related.prefetch_related("points", "application__group__memberships__person")
