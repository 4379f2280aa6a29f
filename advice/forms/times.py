"""What is typed when a coordinator offers times."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from advice.models import PLACES
from advice.queries.times import Pattern
from core import dates
from core.forms import PortalForm

# Saturday and Sunday too, for a training or a market.
WEEKDAYS = [
    ("0", _("Monday")),
    ("1", _("Tuesday")),
    ("2", _("Wednesday")),
    ("3", _("Thursday")),
    ("4", _("Friday")),
    ("5", _("Saturday")),
    ("6", _("Sunday")),
]


def _day_field(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=_("For example 7.3.2018."), error_messages={"required": _("Write the day.")}, **options
    )


def _clock_field(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        error_messages={"required": _("Write the time.")},
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        **options,
    )


class _PlaceForm(PortalForm):
    minutes = forms.IntegerField(
        label=_("Length in minutes"),
        initial=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Write the length in minutes."),
            "invalid": _("Write the length in minutes, for example 30."),
        },
    )
    place = forms.ChoiceField(
        label=_("Where do you talk?"),
        choices=list(PLACES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where you talk."), "invalid_choice": _("Choose where you talk.")},
    )
    where = forms.CharField(
        label=_("Address or link"),
        help_text=_("Elsewhere: the address. By video: the link. At the main library you can name the room."),
        required=False,
        max_length=200,
        error_messages={"max_length": _("Write this in at most %(limit_value)d characters.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Whether the words are needed depends on the place.
        self.fields["where"].optional = None

    @property
    def place_facts(self) -> dict[str, str]:
        return {"place": self.cleaned_data["place"], "where": self.cleaned_data["where"]}


def _as_day(typed: str) -> date:
    try:
        return dates.read_day(typed)
    except ValueError as error:
        raise ValidationError(str(error)) from None


def _as_clock(typed: str) -> time:
    try:
        return dates.read_clock(typed)
    except ValueError as error:
        raise ValidationError(str(error)) from None


class OfferTimeForm(_PlaceForm):
    """One time."""

    day = _day_field(_("Day"))
    clock = _clock_field(_("Begins at"), help_text=_("For example 9 or 9.30."))
    field_order = ("day", "clock", "minutes", "place", "where")

    def clean_day(self) -> date:
        return _as_day(self.cleaned_data["day"])

    def clean_clock(self) -> time:
        return _as_clock(self.cleaned_data["clock"])


class OfferPatternForm(_PlaceForm):
    """The same times every week."""

    weekdays = forms.MultipleChoiceField(
        label=_("On which days?"),
        choices=WEEKDAYS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one day."), "invalid_choice": _("Choose at least one day.")},
    )
    begins = _clock_field(_("The first time begins at"), help_text=_("For example 9 or 9.30."))
    ends = _clock_field(_("The last time ends at"))
    first = _day_field(_("First day"))
    last = _day_field(_("Last day"))
    on_holidays = forms.BooleanField(label=_("Also on public holidays and eves"), required=False)
    field_order = ("weekdays", "begins", "ends", "minutes", "first", "last", "on_holidays", "place", "where")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["weekdays"].in_row = True
        self.fields["on_holidays"].optional = None

    def clean_begins(self) -> time:
        return _as_clock(self.cleaned_data["begins"])

    def clean_ends(self) -> time:
        return _as_clock(self.cleaned_data["ends"])

    def clean_first(self) -> date:
        return _as_day(self.cleaned_data["first"])

    def clean_last(self) -> date:
        return _as_day(self.cleaned_data["last"])

    @property
    def pattern(self) -> Pattern:
        said = self.cleaned_data
        facts = {name: said[name] for name in ("begins", "ends", "minutes", "first", "last", "on_holidays")}
        return Pattern(weekdays=frozenset(int(number) for number in said["weekdays"]), **facts)
