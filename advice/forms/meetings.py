"""What is typed about a meeting and who comes to it."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from advice.models import MEETING_KINDS, Meeting
from core import dates
from core.forms import PortalForm, clock_field, day_field
from core.text import clean_line

MOST_SEATS = 500


def line(label: Any, empty: Any, *, longest: int, **options: Any) -> forms.CharField:
    too_long = _("Write this in at most %(limit_value)d characters.")
    return forms.CharField(label=label, max_length=longest, error_messages={"required": empty, "max_length": too_long}, **options)


class MeetingForm(PortalForm):
    """What everybody reads of a meeting."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=list(MEETING_KINDS.items()),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a joint meeting or training."),
            "invalid_choice": _("Choose a joint meeting or training."),
        },
    )
    title = line(_("Name of the meeting"), _("Write a name for the meeting."), longest=150)
    text = forms.CharField(
        label=_("What is it about, and for whom?"),
        help_text=_(
            "Tell in plain words. Say also whether one can come in with a wheelchair, and whom to call if one gets lost."
        ),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Tell what the meeting is about.")},
    )
    day = day_field(_("Day"), _("Write the day."))
    starts = clock_field(_("Starts at"), _("Write when the meeting starts."), help_text=_("For example 14.05."))
    ends = clock_field(_("Ends at"), _("Write when the meeting ends."))
    where = line(
        _("Place"), _("Write where the meeting is."), longest=200, help_text=_("The building, the room and the street address.")
    )
    seats = forms.IntegerField(
        label=_("How many can come?"),
        help_text=_("Those who sign up after that wait in a list, and move up by themselves when a place comes free."),
        min_value=1,
        max_value=MOST_SEATS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Write how many can come."),
            "invalid": _("Write the number of places in digits, for example 12."),
            "min_value": _("A meeting has at least one place."),
            "max_value": _("There can be at most 500 places."),
        },
    )
    # As what the writer saw it.
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def stored(meeting: Meeting) -> dict[str, Any]:
        """The meeting as it is typed."""
        return {
            "kind": meeting.kind,
            "title": meeting.title,
            "text": meeting.text,
            "day": dates.day(meeting.starts_at),
            "starts": dates.clock(meeting.starts_at),
            "ends": dates.clock(meeting.ends_at),
            "where": meeting.place,
            "seats": meeting.seats,
            "seen": meeting.mark,
        }

    def renew(self, meeting: Meeting) -> None:
        """Its writer sees the meeting as it is now beside what she typed."""
        self.data = self.data.copy()
        self.data["seen"] = meeting.mark

    def clean_title(self) -> str:
        return clean_line(self.cleaned_data["title"])

    def clean_where(self) -> str:
        return clean_line(self.cleaned_data["where"])

    @property
    def meeting(self) -> dict[str, Any]:
        """As `actions.announce_meeting` takes it."""
        typed = self.cleaned_data
        return {
            **{name: typed[name] for name in ("kind", "title", "text", "seats")},
            "place": typed["where"],
            "starts_at": self._at(typed["starts"]),
            "ends_at": self._at(typed["ends"]),
        }

    def _at(self, clock: time) -> datetime:
        return dates.local(self.cleaned_data["day"], clock)


class CancelMeetingForm(PortalForm):
    reason = forms.CharField(
        label=_("Why is the meeting cancelled?"),
        help_text=_("Everybody on the list gets a letter with these words, and they stand on the page of the meeting."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why the meeting is cancelled.")},
    )


class CallerForm(PortalForm):
    """Somebody who called or came by."""

    name = line(_("Name"), _("Write the name of the person."), longest=150, widget=forms.TextInput({"autocomplete": "off"}))
    phone = line(
        _("Phone"),
        "",
        longest=40,
        required=False,
        help_text=_("So that you can call if something changes. It is not printed on the list."),
        widget=forms.TextInput({"type": "tel", "autocomplete": "off"}),
    )


class SignUpForm(PortalForm):
    """The name is asked of whoever has none yet: the list is printed with names, never with addresses."""

    person_name = line(
        _("Your own name"), _("Write your own name."), longest=150, widget=forms.TextInput({"autocomplete": "name"})
    )

    def __init__(self, *args: Any, person: User, **options: Any) -> None:
        super().__init__(*args, **options)
        if getattr(person, "name", ""):
            del self.fields["person_name"]

    @property
    def person(self) -> dict[str, str]:
        """The person's own details that were asked here."""
        return {"name": clean_line(self.cleaned_data["person_name"])} if "person_name" in self.fields else {}
