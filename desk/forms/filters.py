"""What is shown in a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.workflow import DISCARDED, DRAFT, STATUSES
from core.forms import PortalForm
from core.money import read_euros, short_euros
from core.text import Words
from desk.queries import BALLS, FINALITIES, ME, UNHANDLED, Chosen, Work
from rounds.models import KINDS, Round

MOST_DAYS = 9999


class FilterForm(PortalForm):
    """Filters are optional by nature; saying so beside each helps nobody."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.required, field.optional = False, None


class EurosField(forms.CharField):
    def to_python(self, value: Any) -> Decimal | None:
        typed = (super().to_python(value) or "").strip()
        if not typed:
            return None
        try:
            return read_euros(typed)
        except ValueError as error:
            raise ValidationError(str(error)) from None


@dataclass(frozen=True)
class Chip:
    """One filter in use, in words, and the address of the list without it."""

    label: Words
    words: Words
    url: str


class WorklistForm(FilterForm):
    """All of it in the address, so that a list can be shared. What makes no sense is said at its field and narrows nothing."""

    waits = forms.ChoiceField(label=_("Waiting for you"))
    words = forms.CharField(
        label=_("Search"), max_length=100, help_text=_("Number, title, group, a person of the group or her e-mail address")
    )
    round = forms.ModelChoiceField(label=_("Round"), queryset=Round.objects.all(), empty_label=_("All"))
    kind = forms.ChoiceField(label=_("Kind"))
    status = forms.ChoiceField(label=_("State"))
    handler = forms.ChoiceField(label=_("Handler"))
    ball = forms.ChoiceField(label=_("Who does the next step"))
    finality = forms.ChoiceField(label=_("Finality"))
    at_least = EurosField(label=_("Applied for, at least"), widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    at_most = EurosField(label=_("Applied for, at most"), widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    days = forms.IntegerField(
        label=_("Waiting, days at least"),
        min_value=0,
        max_value=MOST_DAYS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": _("Write the number of days in digits, for example 14."),
            "min_value": _("Write the number of days in digits, for example 14."),
            "max_value": _("That is more days than anything has waited. Check the number."),
        },
    )

    def __init__(self, data: QueryDict, *, work: Iterable[Work], handlers: Iterable[User]) -> None:
        """`work` is what can wait for the reader, `handlers` who can be responsible for a case."""
        super().__init__(data)
        self.query, self.handlers = data, list(handlers)
        people = [(str(person.pk), str(person)) for person in self.handlers]
        states = [(status.code, status.staff) for status in STATUSES.values() if status.code not in {DRAFT, DISCARDED}]
        kinds_of_work = [(one.code, one.step) for one in work]
        self._offer("waits", kinds_of_work, _("Anything"))
        self._offer("kind", KINDS.items())
        self._offer("status", states)
        self._offer("handler", [(ME, _("I")), (UNHANDLED, _("Nobody yet")), *people])
        self._offer("ball", BALLS.items())
        self._offer("finality", FINALITIES.items())
        if not kinds_of_work:
            del self.fields["waits"]

    def _offer(self, name: str, choices: Iterable[tuple[str, Words]], everything: Words = "") -> None:
        self.fields[name].choices = [("", everything or _("All")), *choices]

    @property
    def chosen(self) -> Chosen:
        """What is typed and makes sense."""
        self.is_valid()
        facts = {name: value for name, value in self.cleaned_data.items() if value not in {None, ""}}
        if "round" in facts:
            facts["round"] = facts["round"].pk
        return Chosen(**facts)

    @property
    def chips(self) -> list[Chip]:
        self.is_valid()
        return [
            Chip(self.fields[name].label, self._in_words(name, value), self._without(name))
            for name, value in self.cleaned_data.items()
            if value not in {None, ""}
        ]

    @property
    def in_words(self) -> str:
        """For an export: `Kind: Event, Round: Round 1/2018`."""
        return ", ".join(f"{chip.label}: {chip.words}" for chip in self.chips) or gettext("None: all applications")

    @property
    def is_in_use(self) -> bool:
        return any(self.query.get(name) for name in self.fields)

    @property
    def narrowing(self) -> str:
        """The part of the address that narrows and sorts, to be kept as a view."""
        kept = QueryDict(mutable=True)
        for name in (*self.fields, "sort"):
            if value := self.query.get(name, "").strip():
                kept[name] = value
        return kept.urlencode()

    def _in_words(self, name: str, value: Any) -> Words:
        if isinstance(value, Decimal):
            return short_euros(value)
        return dict(getattr(self.fields[name], "choices", ())).get(value, value) if isinstance(value, str) else str(value)

    def _without(self, name: str) -> str:
        """`?` alone would be the address that leads to the start view."""
        rest = self.query.copy()
        for gone in (name, "page", "mark"):
            rest.pop(gone, None)
        return f"?{rest.urlencode() or 'all=1'}"
