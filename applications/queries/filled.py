"""An application with all that its form needs, read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from functools import cached_property

from django.db.models import Prefetch

from accounts.models import Membership
from accounts.sections import unfinished
from applications import rules
from applications.models import INFECTED, Application, ApplicationQuerySet, Attachment, Revision
from applications.sections import (
    COST,
    COSTS,
    SMALLEST_SUM,
    WISHED_SUM,
    Asked,
    Cost,
    Estimate,
    Funding,
    Question,
    Section,
    asked_of,
    paper_of,
    sections_of,
    sum_of,
    with_money_questions,
)
from core.money import LARGEST
from core.text import clean_line
from rounds.models import DEVELOPMENT, RoundTerms


@dataclass(frozen=True)
class Filled:
    """An application with all that its form needs, read once."""

    application: Application
    terms: RoundTerms
    texts: dict[str, str]
    costs: list[Cost]
    funding: Sequence[Funding] = ()

    @property
    def title(self) -> str:
        """What lists call it."""
        return clean_line(self.texts.get("title", ""))[:200]

    @property
    def applied(self) -> Decimal:
        """What lists show; lines that add up to more than the column holds are a slip of the finger, which the ceiling refuses."""
        return min(self.estimate.applied, LARGEST)

    @property
    def sections(self) -> list[Section]:
        return sections_of(self.application.kind)

    @property
    def estimate(self) -> Estimate:
        return Estimate(
            self.costs,
            self.terms.flat_rate_percent,
            self.funding,
            wished_text=self.texts.get(WISHED_SUM.name, ""),
            years=self.years,
            cost_model=self.terms.cost_model,
        )

    @property
    def smallest(self) -> Decimal | None:
        """The smallest sum that is of use to the group, where it says one."""
        return sum_of(self.texts.get(SMALLEST_SUM.name, ""))

    @property
    def years(self) -> list[int]:
        """The years in which a project of this round may have costs; an event is not asked."""
        round_ = self.application.round
        return [*range(round_.earliest_start.year, round_.latest_end.year + 1)] if self.application.kind == DEVELOPMENT else []

    @property
    def first_year(self) -> int | None:
        """The year that stands ready on an empty line: that of the project's first day, if it is known."""
        starts = self._days().get("starts")
        return starts.year if starts and starts.year in self.years else next(iter(self.years), None)

    def whole(self, section: Section) -> Section:
        """The part with all questions of this round."""
        return with_money_questions(section, self.terms.cost_model)

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
        return not (self._is_left_open(section) or self.marks(section) or self.refusals(section))

    def refusals(self, section: Section) -> list[rules.Broken]:
        """What does not add up in the cost estimate; that nothing is written yet is no refusal."""
        if not section.has_costs:
            return []
        return [it for it in rules.broken_in(COSTS, self._sums_and_days()) if it.code != "something_is_applied_for"]

    def shown(self, question: Question) -> str:
        """The answer as people read it: what was chosen in words, all else as typed."""
        return question.shown(self.texts.get(question.name, ""), self.application.round.programme)

    def asked(self, section: Section) -> list[Question]:
        """The questions of a part that arise here. The sum applied for stands among the sums, and no smallest sum is no news."""
        left_out = {WISHED_SUM} if self.texts.get(SMALLEST_SUM.name, "").strip() else {WISHED_SUM, SMALLEST_SUM}
        return [question for question in self.whole(section).asked(self.texts) if question not in left_out]

    def next_unfinished(self, after: Section) -> Section | None:
        """The first part after this one that is not ready."""
        rest = self.sections[self.sections.index(after) + 1 :]
        return next((section for section in rest if not self.is_complete(section)), None)

    def marks(self, section: Section) -> list[tuple[str, str]]:
        """What is not understood in a part: the name of the control and a sentence."""
        lines = self.estimate.marks() if section.has_costs else []
        texts = self.whole(section).not_understood(self.texts)
        return [*lines, *((f"id_{name}", sentence) for name, sentence in texts.items())]

    @property
    def left_open(self) -> list[Section]:
        """The parts in which something that is needed has no answer."""
        return [section for section in self.sections if self._is_left_open(section)]

    def snapshot(self) -> rules.Snapshot:
        """What the rules look at."""
        return replace(
            self._sums_and_days(),
            incomplete=tuple(str(section.title) for section in self.left_open),
            not_understood=tuple(self._not_understood()),
            unfinished_of_group=tuple(str(part.title) for part in unfinished(self.application.group)),
        )

    def _sums_and_days(self) -> rules.Snapshot:
        """Without what is not ready: all that the rules of one part need."""
        round_, estimate = self.application.round, self.estimate
        days = self._days()
        return rules.Snapshot(
            kind=self.application.kind,
            applied=estimate.applied,
            costs=estimate.total,
            gap=estimate.gap,
            smallest=self.smallest,
            ceiling=self.terms.ceiling,
            opens_at=round_.opens_at,
            closes_at=round_.closes_at,
            grace=timedelta(seconds=round_.grace_seconds),
            is_confirmed=not round_.tentative,
            earliest_start=round_.earliest_start,
            latest_end=round_.latest_end,
            starts=days.get("starts") or days.get("event_day"),
            ends=days.get("ends") or days.get("event_last_day") or days.get("event_day"),
        )

    def _days(self) -> dict:
        return {answer.name: answer.day for answer in self.application.answers.all() if answer.day}

    def _is_left_open(self, section: Section) -> bool:
        if section.has_files:
            return bool(self.missing_papers)
        return bool(self.missing(section)) or (section.has_costs and self.estimate.total == 0)

    def missing(self, section: Section) -> list[Question]:
        """The required questions of a part that have no answer."""
        return self.whole(section).missing(self.texts)

    def _not_understood(self) -> list[str]:
        labels = []
        for section in map(self.whole, self.sections):
            marks = section.not_understood(self.texts)
            labels += [str(question.label) for question in section.questions if question.name in marks]
        return labels + self.estimate.not_understood()


def for_form(applications: ApplicationQuerySet) -> ApplicationQuerySet:
    return for_reading(applications).with_consent().prefetch_related("answers", "cost_lines")


def for_reading(applications: ApplicationQuerySet) -> ApplicationQuerySet:
    """With its round and its people, and without what is typed: for a page that shows what was sent."""
    return applications.select_related("round__programme", "group").prefetch_related(
        "round__terms",
        Prefetch("group__memberships", Membership.objects.select_related("person").order_by("pk")),
    )


def filled(application: Application) -> Filled:
    terms = terms_of(application)
    texts = {answer.name: answer.text for answer in application.answers.all()}
    lines = application.cost_lines.all()
    costs = [Cost(it.head, it.what, it.amount_text, it.year) for it in lines if it.source == COST]
    funding = [Funding(it.source, it.what, it.amount_text, it.state) for it in lines if it.source != COST]
    return Filled(application, terms, texts, costs, funding)


def terms_of(application: Application) -> RoundTerms:
    """Read from what `for_form` has fetched, where it has."""
    return next(terms for terms in application.round.terms.all() if terms.kind == application.kind)


def newest_revision(reference: str, slug: str) -> Revision | None:
    """The text of a section that is in effect, with who saved it and when."""
    revisions = Revision.objects.filter(application__reference=reference, section=slug, took_effect=True)
    return revisions.select_related("saved_by").first()


def with_revision(form: Filled, revision: Revision) -> Filled:
    """The application as it would be with this text."""
    typed = revision.content
    costs = [Cost(**line) for line in typed["costs"]] if "costs" in typed else form.costs
    funding = [Funding(**line) for line in typed["funding"]] if "funding" in typed else form.funding
    return replace(form, texts={**form.texts, **typed.get("texts", {})}, costs=costs, funding=funding)
