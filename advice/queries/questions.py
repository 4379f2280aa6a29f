"""Questions: what everybody may read, by round, and what a coordinator has to answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from advice.models import Question
from core import dates
from rounds.models import Round


@dataclass
class Answers:
    """The published answers of one round; `round` is None for those asked before any round was known."""

    round: Round | None
    questions: list[Question] = field(default_factory=list)


def published_answers(words: str = "") -> list[Answers]:
    """What is published, the newest round first and in it the newest answer; only that in which all of `words` stand.

    Searched here and not in the database: SQLite knows no capitals of Å, Ä and Ö, and there are some dozens of answers.
    """
    wanted = words.casefold().split()
    published = Question.objects.published().select_related("round").defer("text")
    newest_first = sorted(published, key=lambda it: (it.round.number if it.round else 0, it.published_at, it.pk), reverse=True)
    rounds: dict[int | None, Answers] = {}
    for question in newest_first:
        said = f"{question.public_text} {question.answer}".casefold()
        if all(word in said for word in wanted):
            rounds.setdefault(question.round_id, Answers(question.round)).questions.append(question)
    return list(rounds.values())


def newest_published(most: int) -> QuerySet[Question]:
    """What was published last, for a page that only leads to the others."""
    return Question.objects.published().defer("text").order_by("-published_at", "-pk")[:most]


def questions_of(person: User) -> QuerySet[Question]:
    """A person's own, the newest first: those that wait, and those that were answered to her alone."""
    return Question.objects.visible_to(person) if person.is_authenticated else Question.objects.none()


def questions_at_desk(person: User) -> QuerySet[Question]:
    return Question.objects.handled_by(person).select_related("round", "asked_by", "answered_by")


def days_since_asked(question: Question, at: datetime) -> int:
    """Calendar days for which the asker has waited."""
    return (dates.local_day(at) - dates.local_day(question.asked_at)).days


def locked_question(question: Question) -> Question:
    """Its row as it is now, so that two coordinators do not answer at once."""
    return Question.objects.select_for_update().get(pk=question.pk)


def groups_named(person: User) -> Iterable[str]:
    """The names of the groups by which one could tell who she is."""
    return person.groups.values_list("name", flat=True)
