"""What is typed when a coordinator offers times."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advice.models import PLACES
from advice.queries.times import Pattern
from core.forms import PortalForm, clock_field, day_field

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


WRITE_TIME = _("Write the time.")


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


class OfferTimeForm(_PlaceForm):
    """One time."""

    day = day_field(_("Day"), _("Write the day."))
    clock = clock_field(_("Begins at"), WRITE_TIME, help_text=_("For example 9 or 9.30."))
    field_order = ("day", "clock", "minutes", "place", "where")


class OfferPatternForm(_PlaceForm):
    """The same times every week."""

    weekdays = forms.MultipleChoiceField(
        label=_("On which days?"),
        choices=WEEKDAYS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one day."), "invalid_choice": _("Choose at least one day.")},
    )
    begins = clock_field(_("The first time begins at"), WRITE_TIME, help_text=_("For example 9 or 9.30."))
    ends = clock_field(_("The last time ends at"), WRITE_TIME)
    first = day_field(_("First day"), _("Write the day."))
    last = day_field(_("Last day"), _("Write the day."))
    on_holidays = forms.BooleanField(label=_("Also on public holidays and eves"), required=False)
    field_order = ("weekdays", "begins", "ends", "minutes", "first", "last", "on_holidays", "place", "where")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["weekdays"].in_row = True
        self.fields["on_holidays"].optional = None

    @property
    def pattern(self) -> Pattern:
        said = self.cleaned_data
        facts = {name: said[name] for name in ("begins", "ends", "minutes", "first", "last", "on_holidays")}
        return Pattern(weekdays=frozenset(int(number) for number in said["weekdays"]), **facts)
