"""What a question and a section are, and how a typed answer is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from applications.sections.attachments import FILES
from core.dates import read_day
from core.money import read_euros, spaced
from core.text import Words
from rounds.models import DEVELOPMENT, EVENT

if TYPE_CHECKING:
    from rounds.models import Programme

LINE, TEXT, DAY, COUNT, EMAIL, PHONE, EUROS = "line", "text", "day", "count", "email", "phone", "euros"
# One of some options, yes or no, and any number of options: the answer is kept as their codes with spaces between.
CHOICE, YES_NO, CHOICES = "choice", "yes_no", "choices"
WITH_OPTIONS = frozenset({CHOICE, YES_NO, CHOICES})
YES, NO = "yes", "no"
# What an answer may be that nobody can know yet.
UNKNOWN = "unknown"
# The section of the cost estimate: its answers are lines, and what `with_money_questions` puts beside them.
COSTS = "kustannukset"

_NOT_KNOWN = frozenset(
    {
        "en tiedä", "en tiedä vielä", "emme tiedä", "emme tiedä vielä", "ei tiedossa", "ei vielä tiedossa",
        "i don't know", "i don't know yet", "i do not know yet", "we don't know yet", "not known yet",
    }
)  # fmt: skip
# Where people of the city have their mail, and some that are spelt almost like them.
_MAIL_DOMAINS = (
    "gmail.com", "hotmail.com", "hotmail.fi", "outlook.com", "outlook.fi", "live.com", "live.fi", "icloud.com", "yahoo.com",
    "luukku.com", "elisanet.fi", "kolumbus.fi", "suomi24.fi", "saunalahti.fi", "joensuu.fi", "mail.com", "ymail.com", "me.com",
)  # fmt: skip


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


READERS = {DAY: read_day, COUNT: read_count, EMAIL: read_email, PHONE: read_phone, EUROS: read_euros}


def is_unknown(text: str) -> bool:
    """Whether somebody wrote that it is not known yet, in either language and with any full stop."""
    return " ".join(text.replace("’", "'").casefold().split()).rstrip(".! ") in _NOT_KNOWN


def likely_email(text: str) -> str:
    """The address that was probably meant, if the domain is one letter off from a common one; else nothing."""
    name, _at, domain = text.strip().rpartition("@")
    near = get_close_matches(domain.lower(), _MAIL_DOMAINS, n=1, cutoff=0.86)
    return f"{name}@{near[0]}" if name and near and near[0] != domain.lower() else ""


@dataclass(frozen=True)
class Question:
    """One question. `answer` is the kind of answer; `limit` is in characters, checked only when sending; `why` is never empty.

    `options` are the codes and words to choose from, or `listed` names the list of the programme that holds them. With
    `needed_if`, the name of another question and an answer to it, an answer is needed only then.
    """

    name: str
    label: Words
    why: Words
    answer: str = LINE
    hint: Words = ""
    example: Words = ""
    required: bool = True
    limit: int | None = None
    autocomplete: str = ""
    options: tuple[tuple[str, Words], ...] = ()
    listed: str = ""
    needed_if: tuple[str, str] | None = None
    may_be_unknown: bool = False

    @property
    def has_options(self) -> bool:
        return self.answer in WITH_OPTIONS

    @property
    def anchor(self) -> str:
        """The id of its control, or of the first of several."""
        return f"id_{self.name}_0" if self.has_options else f"id_{self.name}"

    @property
    def is_optional(self) -> bool | None:
        """What its label says; None where another answer decides."""
        return None if self.needed_if else not self.required

    def options_in(self, programme: Programme | None) -> list[tuple[str, Words]]:
        """Code and words of what can be chosen; nothing of a list before there is a programme."""
        if self.answer == YES_NO:
            return [(YES, _("Yes")), (NO, _("No"))]
        if self.listed:
            return list(programme.listed(self.listed)) if programme else []
        return list(self.options)

    def shown(self, text: str, programme: Programme | None) -> str:
        """The answer as people read it: what was chosen in words, all else as typed."""
        if not self.has_options:
            return text
        words = dict(self.options_in(programme))
        return "\n".join(str(words.get(code, code)) for code in text.split())

    def is_needed(self, answers: Mapping[str, str]) -> bool:
        if self.needed_if is None:
            return self.required
        name, wanted = self.needed_if
        given = answers.get(name, "").strip()
        return is_unknown(given) if wanted == UNKNOWN else given == wanted

    def is_asked(self, answers: Mapping[str, str]) -> bool:
        """Whether there is anything to say or to read here: a question that does not arise and has no answer is left out."""
        return self.needed_if is None or self.is_needed(answers) or bool(answers.get(self.name, "").strip())

    def read(self, text: str) -> Decimal | date | str:
        """What the typed text means. Raises ValueError with a sentence if it can't be understood."""
        if self.may_be_unknown and is_unknown(text):
            return text
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
        words = {"question": self.label}
        if self.answer == CHOICES:
            return gettext("Choose at least one: “%(question)s”") % words
        if self.has_options:
            return gettext("Choose an answer: “%(question)s”") % words
        return gettext("Fill in “%(question)s”.") % words

    def doubt(self, text: str) -> str:
        """A sentence about an answer that can be right but is probably a slip of the finger; it stands in nobody's way."""
        meant = likely_email(text) if self.answer == EMAIL else ""
        if not meant:
            return ""
        sentence = gettext("Check the e-mail address. Did you mean %(meant)s? If it is right as it is, you need do nothing.")
        return sentence % {"meant": meant}


@dataclass(frozen=True)
class Section:
    """A task of the task list: some questions for some kinds of application. `minutes` is an estimate for people."""

    slug: str
    title: Words
    questions: tuple[Question, ...]
    kinds: tuple[str, ...] = (EVENT, DEVELOPMENT)
    minutes: int = 5

    @property
    def has_costs(self) -> bool:
        return self.slug == COSTS

    @property
    def has_files(self) -> bool:
        return self.slug == FILES

    @property
    def has_long_texts(self) -> bool:
        return any(question.answer == TEXT for question in self.questions)

    def missing(self, answers: Mapping[str, str]) -> list[Question]:
        """The needed questions without an answer; `answers` are the texts as typed."""
        return [it for it in self.questions if it.is_needed(answers) and not answers.get(it.name, "").strip()]

    def asked(self, answers: Mapping[str, str]) -> list[Question]:
        """The questions that arise with these answers."""
        return [question for question in self.questions if question.is_asked(answers)]

    def doubts(self, answers: Mapping[str, str]) -> list[str]:
        """Sentences about answers that may be slips of the finger."""
        return [sentence for question in self.questions if (sentence := question.doubt(answers.get(question.name, "")))]

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
