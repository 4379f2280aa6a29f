"""The form: its sections and questions, read by the forms, the task list, the check page, the blank form and the letter."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.dates import read_day
from core.money import read_euros, spaced
from core.text import Words
from rounds.models import DEVELOPMENT, EVENT

LINE, TEXT, DAY, COUNT, EMAIL, PHONE, TARGET_GROUPS = "line", "text", "day", "count", "email", "phone", "target_groups"


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


COSTS = "kustannukset"

SECTIONS = (
    Section(
        "yhteyshenkilo",
        _("Tell who we can contact"),
        (
            Question("contact_name", _("Name"), _("We call or write to this person about the application."), autocomplete="name"),
            Question(
                "contact_phone", _("Phone"), _("A call is often the fastest way to help."), answer=PHONE, autocomplete="tel"
            ),
            Question(
                "contact_email", _("E-mail"), _("We send letters about the application here."), answer=EMAIL, autocomplete="email"
            ),
        ),
    ),
    Section(
        "idea",
        _("Tell about your idea"),
        (
            Question(
                "title",
                _("Name of the project or event"),
                _("The name stands in the decision and in the list of funded projects."),
                hint=_("Short and easy to remember."),
                limit=100,
            ),
            Question(
                "summary",
                _("What do you want to do?"),
                _("Those who decide read this first."),
                answer=TEXT,
                hint=_("Tell in your own words what you do, with whom and what comes of it."),
                example=_(
                    "We open a workshop in the city centre on two days a week. People who have long been without work repair "
                    "bicycles together with a supervisor. They learn a skill and find courage to look for work."
                ),
                limit=2000,
            ),
        ),
    ),
    Section(
        "kohderyhma",
        _("Tell who it is for"),
        (
            Question(
                "target_groups",
                _("Who is it for?"),
                _("The money is meant for these people and for those who produce services for them."),
                answer=TARGET_GROUPS,
                hint=_("Choose one or more."),
            ),
            Question(
                "people",
                _("How many people take part?"),
                _("We see if the costs fit the number of people."),
                answer=COUNT,
                hint=_("An estimate is enough."),
            ),
            Question(
                "participation",
                _("How have they taken part in planning?"),
                _("The idea should come from the people it is for."),
                answer=TEXT,
                example=_("Five people from our Tuesday group planned the programme with us. Two of them will guide others."),
                limit=2000,
            ),
        ),
    ),
    Section(
        "tapahtuma",
        _("Plan the event"),
        (
            Question(
                "event_day",
                _("Date of the event"),
                _("The event must fit into the time of the programme."),
                answer=DAY,
                hint=_("For example 15.9.2018. If it lasts several days, give the last one."),
            ),
            Question("place", _("Place"), _("The money is for the central area of Joensuu.")),
            Question(
                "programme",
                _("What happens at the event?"),
                _("We see what the money is used for."),
                answer=TEXT,
                example=_(
                    "At noon we open with music. Ten associations have a table. At two there is a talk about peer support."
                ),
                limit=3000,
            ),
        ),
        kinds=(EVENT,),
    ),
    Section(
        "suunnitelma",
        _("Plan the project"),
        (
            Question(
                "starts",
                _("First day"),
                _("The project must fit into the time of its round."),
                answer=DAY,
                hint=_("For example 1.9.2018."),
            ),
            Question(
                "ends",
                _("Last day"),
                _("The project must end before the programme does."),
                answer=DAY,
                hint=_("For example 31.5.2019."),
            ),
            Question(
                "steps",
                _("What do you do, and when?"),
                _("A clear plan is easier to support."),
                answer=TEXT,
                example=_(
                    "September: we find the participants. October to April: a group meets every week. May: we gather what we learnt."
                ),
                limit=4000,
            ),
            Question(
                "results",
                _("What changes for the people who take part?"),
                _("Social inclusion and readiness for work are what the programme is for."),
                answer=TEXT,
                example=_("Ten people know what they want to do next, and four have started studies or a work trial."),
                limit=3000,
            ),
            Question(
                "permanence",
                _("What remains when the money ends?"),
                _("We hope that good things go on."),
                answer=TEXT,
                limit=2000,
            ),
        ),
        kinds=(DEVELOPMENT,),
    ),
    Section(COSTS, _("Estimate the costs"), ()),
)


@dataclass(frozen=True)
class CostHead:
    """A kind of cost. `kinds` are those that may use it."""

    code: str
    label: Words
    example: Words
    kinds: tuple[str, ...] = (EVENT, DEVELOPMENT)


COST_HEADS = (
    CostHead("wages", _("Wages"), _("A part-time instructor with employer's costs"), (DEVELOPMENT,)),
    CostHead("purchases", _("Purchased services"), _("A lecturer's or performer's fee"), (EVENT, DEVELOPMENT)),
    CostHead("venue_rent", _("Venue rents"), _("Rent of a hall"), (EVENT, DEVELOPMENT)),
    CostHead("travel", _("Travel"), _("Bus tickets of the participants"), (EVENT, DEVELOPMENT)),
    CostHead("other", _("Other costs"), _("Printing, coffee, materials"), (EVENT, DEVELOPMENT)),
)
FLAT_RATE_LABEL = _("Flat-rate costs (%(percent)s of wages)")


@dataclass(frozen=True)
class Cost:
    """One cost line as typed: head, what for, the sum's text."""

    head: str
    what: str
    amount_text: str

    @property
    def is_empty(self) -> bool:
        return not (self.what.strip() or self.amount_text.strip())

    def called(self, number: int) -> str:
        """How sentences about this line name it; `number` is its place from 1."""
        return self.what.strip()[:60] or gettext("Line %(number)s") % {"number": number}

    @property
    def amount(self) -> Decimal | None:
        """The sum in euros where it parses."""
        try:
            return read_euros(self.amount_text) if self.amount_text.strip() else None
        except ValueError:
            return None

    def marks(self) -> dict[str, str]:
        """What is not understood: a sentence for `amount` and one for `head`; none on a line that is empty."""
        if self.is_empty:
            return {}
        marks = {} if self.head else {"head": gettext("Choose what kind of cost this is.")}
        try:
            if not self.amount_text.strip():
                raise ValueError(gettext("Write the sum of this cost."))
            read_euros(self.amount_text)
        except ValueError as error:
            marks["amount"] = str(error)
        return marks


def sections_of(kind: str) -> list[Section]:
    return [section for section in SECTIONS if kind in section.kinds]


def section_of(kind: str, slug: str) -> Section | None:
    return next((section for section in sections_of(kind) if section.slug == slug), None)


def heads_of(kind: str) -> list[CostHead]:
    return [head for head in COST_HEADS if kind in head.kinds]
