"""An application with all that its form needs, read once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from functools import cached_property

from django.db.models import Prefetch, QuerySet

from accounts.models import Membership
from accounts.sections import unfinished
from applications import rules
from applications.models import INFECTED, Application, Attachment, Revision
from applications.sections import (
    COST_HEADS,
    Asked,
    Cost,
    Estimate,
    Question,
    Section,
    asked_of,
    estimate,
    flat_rate_label,
    paper_of,
    sections_of,
)
from core.money import LARGEST
from core.text import Words, clean_line
from rounds.models import RoundTerms


@dataclass(frozen=True)
class Filled:
    """An application with all that its form needs, read once."""

    application: Application
    terms: RoundTerms
    texts: dict[str, str]
    costs: list[Cost]

    @property
    def title(self) -> str:
        """What lists call it."""
        return clean_line(self.texts.get("title", ""))[:200]

    @property
    def applied(self) -> Decimal:
        """What lists show; lines that add up to more than the column holds are a slip of the finger, which the ceiling refuses."""
        return min(self.estimate.total, LARGEST)

    @property
    def sections(self) -> list[Section]:
        return sections_of(self.application.kind)

    @property
    def estimate(self) -> Estimate:
        return estimate(self.costs, self.terms.flat_rate_percent)

    @property
    def flat_rate_label(self) -> str:
        return flat_rate_label(self.terms.flat_rate_percent)

    @property
    def lines_shown(self) -> list[tuple[Words, Cost]]:
        """Each cost line with the name of its head."""
        labels = {head.code: head.label for head in COST_HEADS}
        return [(labels.get(cost.head, ""), cost) for cost in self.costs]

    @cached_property
    def _files(self) -> list[Attachment]:
        """Most pages never ask, so they are read when somebody does."""
        return list(self.application.attachments.all())

    @property
    def attachments(self) -> list[Attachment]:
        """The files that count, in the order they were added."""
        return [it for it in self._files if it.removed_at is None and it.scan != INFECTED]

    @property
    def infected(self) -> list[Attachment]:
        """Files that we deleted because of malware in them."""
        return [it for it in self._files if it.removed_at is None and it.scan == INFECTED]

    @property
    def removed(self) -> list[Attachment]:
        """Files that were taken away and can still be put back."""
        return [it for it in self._files if it.removed_at and it.scan != INFECTED]

    @property
    def papers(self) -> list[tuple[Asked, list[Attachment]]]:
        """Each paper that is asked of such a group, and the files added for it; files of another type of group are kept too."""
        kind = self.application.group.type
        return [(asked, [it for it in self.attachments if paper_of(it.shows, kind) == asked]) for asked in asked_of(kind)]

    @property
    def missing_papers(self) -> list[Asked]:
        needed = [asked for asked in asked_of(self.application.group.type) if asked.needed]
        return [asked for asked in needed if asked.code not in {it.shows for it in self.attachments}]

    def is_optional(self, section: Section) -> bool:
        """Whether the part can well be left as it is: no paper is needed, and none has been added."""
        return section.has_files and not self.missing_papers and not self.attachments

    def is_complete(self, section: Section) -> bool:
        if section.has_files:
            return not self.missing_papers
        if section.has_costs:
            return self.estimate.total > 0 and not any(cost.marks() for cost in self.costs)
        return not section.missing(self.texts) and not section.not_understood(self.texts)

    def shown(self, question: Question) -> str:
        """The answer as people read it: what was chosen in words, all else as typed."""
        return question.shown(self.texts.get(question.name, ""), self.application.round.programme)

    def asked(self, section: Section) -> list[Question]:
        """The questions of a part that arise here."""
        return section.asked(self.texts)

    def next_unfinished(self, after: Section) -> Section | None:
        """The first part after this one that is not ready."""
        rest = self.sections[self.sections.index(after) + 1 :]
        return next((section for section in rest if not self.is_complete(section)), None)

    def marks(self, section: Section) -> list[tuple[str, str]]:
        """What is not understood in a part: the name of the control and a sentence."""
        if not section.has_costs:
            return [(f"id_{name}", sentence) for name, sentence in section.not_understood(self.texts).items()]
        return [
            (f"id_kulu-{number}-{field}", f"{cost.called(number)}: {sentence}")
            for number, cost in enumerate(self.costs, start=1)
            for field, sentence in cost.marks().items()
        ]

    @property
    def left_open(self) -> list[Section]:
        """The parts in which something that is needed has no answer."""
        return [section for section in self.sections if self._is_left_open(section)]

    def snapshot(self) -> rules.Snapshot:
        """What the rules look at."""
        round_ = self.application.round
        days = self._days()
        return rules.Snapshot(
            kind=self.application.kind,
            applied=self.estimate.total,
            ceiling=self.terms.ceiling,
            opens_at=round_.opens_at,
            closes_at=round_.closes_at,
            grace=timedelta(seconds=round_.grace_seconds),
            is_confirmed=not round_.tentative,
            earliest_start=round_.earliest_start,
            latest_end=round_.latest_end,
            starts=days.get("starts") or days.get("event_day"),
            ends=days.get("ends") or days.get("event_last_day") or days.get("event_day"),
            incomplete=tuple(str(section.title) for section in self.left_open),
            not_understood=tuple(self._not_understood()),
            unfinished_of_group=tuple(str(part.title) for part in unfinished(self.application.group)),
        )

    def _days(self) -> dict:
        return {answer.name: answer.day for answer in self.application.answers.all() if answer.day}

    def _is_left_open(self, section: Section) -> bool:
        if section.has_files:
            return bool(self.missing_papers)
        return bool(section.missing(self.texts)) if not section.has_costs else self.estimate.total == 0

    def _not_understood(self) -> list[str]:
        labels = []
        for section in self.sections:
            marks = section.not_understood(self.texts)
            labels += [str(question.label) for question in section.questions if question.name in marks]
        return labels + [cost.called(number) for number, cost in enumerate(self.costs, start=1) if cost.marks()]


def for_form(applications: QuerySet[Application]) -> QuerySet[Application]:
    return applications.select_related("round__programme", "group").prefetch_related(
        "answers",
        "cost_lines",
        "round__terms",
        Prefetch("group__memberships", Membership.objects.select_related("person").order_by("pk")),
    )


def filled(application: Application) -> Filled:
    terms = terms_of(application)
    texts = {answer.name: answer.text for answer in application.answers.all()}
    costs = [Cost(line.head, line.what, line.amount_text) for line in application.cost_lines.all()]
    return Filled(application, terms, texts, costs)


def terms_of(application: Application) -> RoundTerms:
    """Read from what `for_form` has fetched, where it has."""
    return next(terms for terms in application.round.terms.all() if terms.kind == application.kind)


def newest_revision(reference: str, slug: str) -> Revision | None:
    """The text of a section that is in effect, with who saved it and when."""
    revisions = Revision.objects.filter(application__reference=reference, section=slug, took_effect=True)
    return revisions.select_related("saved_by").first()


def with_revision(form: Filled, revision: Revision) -> Filled:
    """The application as it would be with this text."""
    costs = [Cost(**line) for line in revision.content["costs"]] if "costs" in revision.content else form.costs
    return replace(form, texts={**form.texts, **revision.content.get("texts", {})}, costs=costs)
