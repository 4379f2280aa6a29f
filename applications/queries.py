"""Questions about applications that cross tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import time, timedelta
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet, Sum

from accounts.models import Group, Membership, User
from applications import rules, workflow
from applications.models import Answer, Application, CostLine, Revision, Version
from applications.sections import COST_HEADS, FLAT_RATE_LABEL, SECTIONS, TARGET_GROUPS, Cost, Question, Section, sections_of
from core.money import NBSP, percentage
from core.text import Words
from rounds.models import Round, RoundTerms

ZERO = Decimal("0.00")
# Who has a draft is reminded so many days before the round closes, at this time in Helsinki.
REMINDER_DAYS = (14, 7, 3, 1)
REMINDER_CLOCK = time(9, 0)


@dataclass(frozen=True)
class Estimate:
    """The cost estimate in euros: sum by head, the computed flat rate, and the whole, which is the sum applied for."""

    by_head: dict[str, Decimal]
    flat_rate: Decimal
    flat_rate_percent: Decimal | None

    @property
    def total(self) -> Decimal:
        return sum(self.by_head.values(), ZERO) + self.flat_rate

    def rows(self) -> list[tuple[str, Decimal]]:
        """Label and sum of every head in use, in the order of the form."""
        rows = [(str(head.label), self.by_head[head.code]) for head in COST_HEADS if self.by_head.get(head.code)]
        if self.flat_rate:
            rows.append((flat_rate_label(self.flat_rate_percent), self.flat_rate))
        return rows


def flat_rate_label(percent: Decimal | None) -> str:
    shown = f"{percent.normalize():f}".replace(".", ",") if percent is not None else "–"
    return str(FLAT_RATE_LABEL) % {"percent": f"{shown}{NBSP}%"}


def estimate(costs: list[Cost], flat_rate_percent: Decimal | None) -> Estimate:
    """Add up the lines that parse; what does not parse counts nothing until it is mended."""
    by_head: dict[str, Decimal] = {}
    for cost in costs:
        if cost.amount is not None:
            by_head[cost.head] = by_head.get(cost.head, ZERO) + cost.amount
    wages = by_head.get("wages", ZERO)
    flat_rate = percentage(wages, flat_rate_percent) if flat_rate_percent else ZERO
    return Estimate(by_head, flat_rate, flat_rate_percent)


@dataclass(frozen=True)
class Filled:
    """An application with all that its form needs, read once."""

    application: Application
    terms: RoundTerms
    texts: dict[str, str]
    costs: list[Cost]

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

    def is_complete(self, section: Section) -> bool:
        if section.has_costs:
            return self.estimate.total > 0 and not any(cost.marks() for cost in self.costs)
        return not section.missing(self.texts) and not section.not_understood(self.texts)

    def shown(self, question: Question) -> str:
        """The answer as people read it: chosen target groups by their names, all else as typed."""
        text = self.texts.get(question.name, "")
        if question.answer != TARGET_GROUPS:
            return text
        names = dict(self.application.round.programme.target_groups_shown)
        return "\n".join(names.get(code, code) for code in text.split())

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
            starts=days.get("starts"),
            ends=days.get("ends") or days.get("event_day"),
            incomplete=tuple(str(section.title) for section in self.left_open),
            not_understood=tuple(self._not_understood()),
        )

    def _days(self) -> dict:
        return {answer.name: answer.day for answer in self.application.answers.all() if answer.day}

    def _is_left_open(self, section: Section) -> bool:
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
    terms = _terms_of(application)
    texts = {answer.name: answer.text for answer in application.answers.all()}
    costs = [Cost(line.head, line.what, line.amount_text) for line in application.cost_lines.all()]
    return Filled(application, terms, texts, costs)


def newest_revision(reference: str, slug: str) -> Revision | None:
    """The text of a section that is in effect, with who saved it and when."""
    revisions = Revision.objects.filter(application__reference=reference, section=slug, took_effect=True)
    return revisions.select_related("saved_by").first()


def with_revision(form: Filled, revision: Revision) -> Filled:
    """The application as it would be with this text."""
    costs = [Cost(**line) for line in revision.content["costs"]] if "costs" in revision.content else form.costs
    return replace(form, texts={**form.texts, **revision.content.get("texts", {})}, costs=costs)


def groups_to_apply_with(person: User) -> QuerySet[Group]:
    """The groups for which this person fills in."""
    places = Membership.objects.filter(person=person).exclude(role=Membership.READER)
    return Group.objects.filter(pk__in=places.values("group"))


def untouched_draft(group: Group, round_: Round, kind: str) -> Application | None:
    """A draft in which nothing is written but what the portal filled in itself."""
    written = Answer.objects.filter(application=OuterRef("pk")).exclude(text="").exclude(name__startswith="contact_")
    costs = CostLine.objects.filter(application=OuterRef("pk"))
    drafts = Application.objects.drafts().filter(group=group, round=round_, kind=kind)
    return drafts.exclude(Exists(written)).exclude(Exists(costs)).first()


def _terms_of(application: Application) -> RoundTerms:
    """Read from what `for_form` has fetched, where it has."""
    return next(terms for terms in application.round.terms.all() if terms.kind == application.kind)


def people_to_tell(application: Application) -> list[User]:
    """Owners and editors of the group whose accounts are open."""
    places = application.group.memberships.exclude(role=Membership.READER).select_related("person").order_by("pk")
    return [place.person for place in places if place.person.is_active]


def drafts_of_round(round_id: int) -> QuerySet[Application]:
    """Unsent applications of a round with the people who can finish them."""
    return (
        Application.objects.drafts()
        .filter(round=round_id)
        .select_related("group")
        .prefetch_related(
            "answers",
            "cost_lines",
            "round__terms",
            Prefetch(
                "group__memberships", Membership.objects.exclude(role=Membership.READER).select_related("person").order_by("pk")
            ),
        )
    )


def applied_by_fund_and_round() -> dict[tuple[str, int], tuple[int, Decimal]]:
    """Number and sum of the applications that were sent and not withdrawn, by (kind, round primary key)."""
    sent = Application.objects.exclude(status__in=[workflow.DRAFT, workflow.DISCARDED, workflow.WITHDRAWN])
    rows = sent.order_by().values("kind", "round").annotate(count=Count("pk"), total=Sum("applied"))
    return {(row["kind"], row["round"]): (row["count"], row["total"]) for row in rows}


@dataclass(frozen=True)
class Sent:
    """A version as people read it: its frozen answers and sums under the form's words in the reader's language."""

    sections: list[tuple[str, list[tuple[str, str]]]]
    costs: list[tuple[str, Decimal]]


def as_sent(version: Version) -> Sent:
    """What was sent, for reading. A question that the form no longer has keeps the words it was asked with."""
    application = version.application
    terms = _terms_of(application)
    costs = [Cost(cost["head"], cost["what"], cost["amount"]) for cost in version.content["costs"]]
    asked = {question.name: question.label for section in SECTIONS for question in section.questions}
    titles = {section.slug: section.title for section in SECTIONS}
    sections = [
        (
            str(titles.get(section["slug"], section["title"])),
            [(str(asked.get(answer["name"], answer["label"])), answer["text"]) for answer in section["answers"]],
        )
        for section in version.content["sections"]
        if section["answers"]
    ]
    return Sent(sections, estimate(costs, terms.flat_rate_percent).rows())
