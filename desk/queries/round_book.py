"""What a round book says of the money and of each case, asked once for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import F, Subquery
from django.utils.translation import gettext_lazy as _

from applications.models import CompletionRequest, InterestDeclaration, Version
from applications.models.completions import ENDS
from core.text import Words
from decisions.queries import explanations
from desk.queries.agenda import Agenda, Item
from reviews.models import GateAnswer, Review, Score
from reviews.rules import CHECKS
from rounds.models import Fund, RoundTerms

# The answers that tell in short what it is, for whom, where and when; an application has those of its kind.
FACTS = ("event_day", "event_last_day", "starts", "ends", "area", "target_groups", "people")


@dataclass(frozen=True)
class Purse:
    """The fund before the agenda, in euros: what the agenda's own cases have been granted meanwhile is not counted as granted.

    `share_left` is of the round's share of the fund, where it has one; `elsewhere` is proposed or offered to other cases.
    """

    budget: Decimal
    granted: Decimal
    share_left: Decimal | None
    elsewhere: Decimal

    @property
    def left(self) -> Decimal:
        return self.budget - self.granted


def purse(agenda: Agenda) -> Purse:
    terms = RoundTerms.objects.filter(round=agenda.round, kind=agenda.kind)
    share_left = Subquery(terms.values(left=F("allocation") - F("committed"))[:1])
    fund = Fund.objects.annotate(share_left=share_left).get(programme=agenda.round.programme_id, kind=agenda.kind)
    share, money = fund.share_left, agenda.money
    granted, elsewhere = fund.committed - money.own, money.offered + money.proposed_elsewhere
    return Purse(fund.budget, granted, None if share is None else share + money.own, elsewhere)


@dataclass
class Sheet:
    """The page of one case. Points and reasons are empty where the reader may not see them yet."""

    item: Item
    reasons: str = ""
    summary: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    scores: list[tuple[Any, list[Score]]] = field(default_factory=list)
    gate: list[GateAnswer] = field(default_factory=list)
    # Asked, due, and how it ended.
    completions: list[tuple[datetime, date, Words]] = field(default_factory=list)
    stepped_aside: list[str] = field(default_factory=list)

    @property
    def refusals(self) -> list[tuple[Words, str]]:
        """Which checks before points do not hold, and why."""
        return [(CHECKS[it.check_code].refusal, it.reason) for it in self.gate if not it.holds and it.check_code in CHECKS]


def sheets(agenda: Agenda) -> list[Sheet]:
    """In the order of the agenda; a few questions however many cases there are."""
    told = explanations(item.application for item in agenda.items) if agenda.scenario else {}
    found = {it.application.pk: Sheet(it, it.reasons or told.get(it.application.pk, "")) for it in agenda.items}
    _answers(found)
    _scores(found)
    for answer in GateAnswer.objects.filter(application__in=found):
        found[answer.application_id].gate.append(answer)
    for request in CompletionRequest.objects.filter(application__in=found).order_by("asked_at", "pk"):
        end = ENDS.get(request.end, _("Waits for the group"))
        found[request.application_id].completions.append((request.asked_at, request.due_on, end))
    # Only that they did: on what ground is their own business.
    aside = InterestDeclaration.objects.filter(application__in=found, is_disqualified=True).order_by("declared_at", "pk")
    for declared in aside.select_related("person"):
        found[declared.application_id].stepped_aside.append(str(declared.person))
    return list(found.values())


def short_answers(application: Any) -> tuple[str, list[tuple[str, str]]]:
    """The summary and the other short answers of one case, as they were sent last."""
    version = Version.objects.filter(application=application).first()
    return _short(version.content) if version else ("", [])


def _answers(found: dict[int, Sheet]) -> None:
    # The oldest first, so that what was sent last stays.
    for version in Version.objects.filter(application__in=found).order_by("number").only("application", "content"):
        sheet = found[version.application_id]
        sheet.summary, sheet.facts = _short(version.content)


def _short(content: dict[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    answers = {answer["name"]: answer for section in content["sections"] for answer in section["answers"]}
    facts = [(answers[name]["label"], answers[name]["text"].strip()) for name in FACTS if name in answers]
    return answers.get("summary", {}).get("text", "").strip(), [(label, text) for label, text in facts if text]


def _scores(found: dict[int, Sheet]) -> None:
    """Of the reviews that count, in the cases whose points the reader may see."""
    seen = [pk for pk, sheet in found.items() if sheet.item.standing]
    counting = Review.objects.counting().filter(version__application__in=seen).order_by().values("pk")
    scores = Score.objects.filter(review__in=counting).select_related("review__reviewer", "review__version")
    given: dict[tuple[int, int], list[Score]] = defaultdict(list)
    for score in scores.order_by("review__sent_at", "review"):
        given[score.review.version.application_id, score.criterion_id].append(score)
    for pk in seen:
        sheet = found[pk]
        sheet.scores = [(it, given[pk, it.criterion.pk]) for it in _criteria(sheet)]


def _criteria(sheet: Sheet) -> Iterable[Any]:
    return sheet.item.standing.criteria if sheet.item.standing else ()
