"""What a question and a section are, and how a typed answer is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext

from core.dates import read_day
from core.money import spaced
from core.text import Words
from rounds.models import DEVELOPMENT, EVENT

LINE, TEXT, DAY, COUNT, EMAIL, PHONE, TARGET_GROUPS = "line", "text", "day", "count", "email", "phone", "target_groups"
# The section whose answers are the cost lines.
COSTS = "kustannukset"


def read_count(text: str) -> Decimal:
    """A whole number of people. Raises ValueError with a sentence for the person who typed it."""
    digits = "".join(text.split())
    if digits.isascii() and digits.isdigit() and len(digits) <= 6:
        return Decimal(digits)
    raise ValueError(gettext("Write the number in digits, for example 25."))


def read_email(text: str) -> str:
    """An address that a letter can be sent to, as far as its form tells. Raises ValueError with a sentence."""
    if re.fullmatch(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", text.strip()) and len(text) <= 254:
        return text
    raise ValueError(gettext("Write the e-mail address like this: name@example.fi."))


def read_phone(text: str) -> str:
    """A number that can be called, written in any way. Raises ValueError with a sentence."""
    if sum(character.isdigit() for character in text) >= 5:
        return text
    raise ValueError(gettext("Write the phone number in digits, for example 040 123 4567."))


READERS = {DAY: read_day, COUNT: read_count, EMAIL: read_email, PHONE: read_phone}


@dataclass(frozen=True)
class Question:
    """One question. `answer` is the kind of answer; `limit` is in characters, checked only when sending; `why` is never empty."""

    name: str
    label: Words
    why: Words
    answer: str = LINE
    hint: Words = ""
    example: Words = ""
    required: bool = True
    limit: int | None = None
    autocomplete: str = ""

    def read(self, text: str) -> Decimal | date | str:
        """What the typed text means. Raises ValueError with a sentence if it can't be understood."""
        reader: Callable[[str], Decimal | date | str] | None = READERS.get(self.answer)
        if reader and text.strip():
            return reader(text)
        if self.limit and len(text) > self.limit:
            raise ValueError(
                gettext("“%(question)s” can have at most %(limit)s characters. Now it has %(now)s.")
                % {"question": self.label, "limit": spaced(self.limit), "now": spaced(len(text))}
            )
        return text

    def ask(self) -> str:
        """What to do when there is no answer."""
        if self.answer == TARGET_GROUPS:
            return gettext("Choose at least one group of people.")
        return gettext("Fill in “%(question)s”.") % {"question": self.label}


@dataclass(frozen=True)
class Section:
    """A task of the task list: some questions for some kinds of application."""

    slug: str
    title: Words
    questions: tuple[Question, ...]
    kinds: tuple[str, ...] = (EVENT, DEVELOPMENT)

    @property
    def has_costs(self) -> bool:
        return self.slug == COSTS

    def missing(self, answers: Mapping[str, str]) -> list[Question]:
        """The required questions without an answer; `answers` are the texts as typed."""
        return [question for question in self.questions if question.required and not answers.get(question.name, "").strip()]

    def not_understood(self, answers: Mapping[str, str]) -> dict[str, str]:
        """A sentence for each answer that does not parse or is too long, by the question's name.

        Each names its question, since two days on one page would otherwise say the same.
        """
        sentences = {}
        for question in self.questions:
            try:
                question.read(answers.get(question.name, ""))
            except ValueError as error:
                named = str(question.label) in str(error)
                sentences[question.name] = str(error) if named else f"{str(question.label).rstrip('?')}: {error}"
        return sentences
