"""Questions in public: asking, answering, publishing without names, mending and withdrawing."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from advice import letters
from advice.actions.noting import note_advice
from advice.models import Question
from advice.models.given import MESSAGE
from advice.queries.questions import groups_named, locked_question
from advice.rules import tells_how_to_reach, tells_who_asked
from core.actor import Actor
from core.text import clean_text
from registry.actions import post, record
from rounds.queries import current_programme, current_round

# More than anybody has to ask, and too few for somebody who wants to bury the others' questions.
MOST_A_DAY = 20


@transaction.atomic
def ask(*, by: Actor, at: datetime, text: str) -> Question:
    """Ask about the round that is open, or else the next one. The same words again, while they wait, are the button pressed twice."""
    text = _cleaned(text, "text", _("Write your question."))
    User.objects.select_for_update().get(pk=by.person.pk)
    mine = Question.objects.visible_to(by.person)
    if already := mine.unanswered().filter(text=text).first():
        return already
    if mine.filter(asked_at__gt=at - timedelta(days=1)).count() >= MOST_A_DAY:
        raise ValidationError(_("You have asked many questions today. Ask the rest tomorrow, or call us."))
    question = Question.objects.create(round=current_round(at), asked_by=by.person, text=text, asked_at=at)
    record("ask", by=by, at=at, about=question.about)
    return question


@transaction.atomic
def answer_question(question: Question, *, by: Actor, at: datetime, answer: str, public_text: str = "") -> Question:
    """Answer the asker, who is told by letter; with `public_text`, the question in words of the City, for everybody as well."""
    question = locked_question(question)
    if question.is_answered:
        raise ValidationError(_("Somebody else has answered this question while you were writing."))
    _write(question, answer=answer, public_text=public_text, at=at)
    question.answered_by, question.answered_at = by.person, at
    question.save()
    note_advice(by=by, at=at, channel=MESSAGE, about=None)
    if question.asked_by.is_active:
        post(letters.question_answered(question, programme=current_programme()), at=at)
    record("answer_question", by=by, at=at, about=question.about, published=question.is_published)
    return question


@transaction.atomic
def edit_answer(question: Question, *, by: Actor, at: datetime, answer: str, public_text: str = "") -> Question:
    """Mend an answer, publish one that was the asker's alone, or publish again what was withdrawn."""
    question = locked_question(question)
    if not question.is_answered:
        raise ValidationError(_("This question is not answered yet."))
    _write(question, answer=answer, public_text=public_text, at=at)
    question.save()
    record("edit_answer", by=by, at=at, about=question.about, published=question.is_published)
    return question


@transaction.atomic
def withdraw_answer(question: Question, *, by: Actor, at: datetime) -> Question:
    """Take a published answer out of the public; the asker keeps it."""
    question = locked_question(question)
    if question.is_published:
        question.withdrawn_at = at
        question.save(update_fields=["withdrawn_at"])
    record("withdraw_answer", by=by, at=at, about=question.about)
    return question


def _write(question: Question, *, answer: str, public_text: str, at: datetime) -> None:
    question.answer = _cleaned(answer, "answer", _("Write the answer."))
    public_text = clean_text(public_text).strip()
    if public_text:
        _refuse_names(question, public_text)
        question.public_text, question.withdrawn_at = public_text, None
        question.published_at = question.published_at or at


def _refuse_names(question: Question, public_text: str) -> None:
    """What is published must not tell who asked; in the question no address or number at all, in the answer not the asker's."""
    person = question.asked_by
    groups = list(groups_named(person))
    named = partial(tells_who_asked, name=person.name, email=person.email, phone=person.phone, groups=groups)
    found = {"public_text": [*named(public_text), *tells_how_to_reach(public_text)], "answer": named(question.answer)}
    sentence = _("Everybody can read this, so it must not tell who asked. Take out: %(words)s.")
    if told := {name: sentence % {"words": ", ".join(dict.fromkeys(words))} for name, words in found.items() if words}:
        raise ValidationError(told)


def _cleaned(text: str, name: str, empty: str) -> str:
    text = clean_text(text).strip()
    if not text:
        raise ValidationError({name: empty})
    return text
