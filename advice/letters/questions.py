"""Letters to those who asked."""

from __future__ import annotations

from advice.models import Question
from registry.letters import Draft
from rounds.models import Programme


def question_answered(question: Question, *, programme: Programme | None) -> Draft:
    """Her question is answered: that it is, and never what was asked or answered."""
    return Draft(
        name="advice/question_answered",
        key=f"advice/question_answered:{question.pk}",
        about=question.about,
        to=question.asked_by.email,
        language=question.asked_by.language,
        context={"question": question, "programme": programme},
    )
