"""A service of notice as it is typed: how and when it was done, and why one does not count."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.dates import read_day
from core.forms import PortalForm, day_field
from decisions.rules import IN_PERSON, POST, PUBLIC

CHANNELS = {
    POST: _("Sent by post"),
    IN_PERSON: _("Handed over to somebody who may receive for the group"),
    PUBLIC: _("Made known to members of the municipality on the City's own pages"),
}


class ServeForm(PortalForm):
    """The same for every decision that is chosen."""

    channel = forms.ChoiceField(
        label=_("How was it served?"),
        choices=list(CHANNELS.items()),
        widget=forms.RadioSelect,
        initial=POST,
        error_messages={"required": _("Choose how it was served."), "invalid_choice": _("Choose how it was served.")},
    )
    sent_on = day_field(
        _("On what day?"),
        _("Write the day on which it was done."),
        help_text=_("The day on which it was posted, handed over or put on the pages. For example 7.3.2018."),
    )

    def __init__(self, *args: Any, members_wait: bool, **options: Any) -> None:
        """`members_wait` for a decision that the portal has not put on the public list."""
        super().__init__(*args, **options)
        self.fields["channel"].choices = [(code, label) for code, label in CHANNELS.items() if members_wait or code != PUBLIC]


class AnnulForm(PortalForm):
    """Why a service does not count: it failed, or it arrived on another day than the law assumes."""

    CAME_BACK, OTHER_DAY = "came_back", "other_day"
    ways = {
        CAME_BACK: _("It did not arrive, or should not have been recorded. The decision is served again."),
        OTHER_DAY: _("It was shown to have arrived on another day. The time for a claim is counted from that day."),
    }

    way = forms.ChoiceField(
        label=_("What happened?"),
        choices=list(ways.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happened."), "invalid_choice": _("Choose what happened.")},
    )
    shown_on = forms.CharField(
        label=_("The day on which it arrived"),
        required=False,
        help_text=_("Only if another day was shown. For example 7.3.2018."),
    )
    reason = forms.CharField(
        label=_("Why does the service not count?"),
        help_text=_("For example: the letter came back from the post."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why the service does not count.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["shown_on"].optional = None

    def clean(self) -> dict[str, Any]:
        """The day counts with the other day only, whatever stands in its box."""
        cleaned = super().clean()
        typed = cleaned.pop("shown_on", "")
        if cleaned.get("way") != self.OTHER_DAY:
            return {**cleaned, "shown_on": None}
        try:
            return {**cleaned, "shown_on": read_day(typed)} if typed else self._miss(cleaned)
        except ValueError as error:
            self.add_error("shown_on", str(error))
            return cleaned

    def _miss(self, cleaned: dict[str, Any]) -> dict[str, Any]:
        self.add_error("shown_on", gettext("Write the day on which it arrived."))
        return cleaned

    @property
    def act(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("reason", "shown_on")}
