"""Plain make_* functions for questions in public."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from advice import actions
from advice.models import Question
from core import clock
from tests.factories import acting

ASKED = "Voiko tapahtumaan ostaa kahvia?"


def make_question(person: User, *, text: str = ASKED, at: datetime | None = None) -> Question:
    return actions.ask(by=acting(person), at=at or clock.now(), text=text)


def make_answer(
    question: Question, coordinator: User, *, answer: str = "Voi, jos kahvi on tarjottavaa.", public_text: str = ""
) -> Question:
    """To the asker alone, unless `public_text` is given."""
    by = acting(coordinator, "coordinator")
    return actions.answer_question(question, by=by, at=clock.now(), answer=answer, public_text=public_text)
