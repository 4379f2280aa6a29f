"""What is written down of advice given outside the portal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advice.models import CHANNELS, TOLD_CHANNELS, TOPICS
from core.forms import PortalForm
from core.text import clean_line

# The buttons that write a line down: about how long it took.
MINUTES = (5, 15, 30, 60)


class LogAdviceForm(PortalForm):
    """Three presses: a channel, a topic, and the minutes, which are the buttons."""

    channel = forms.ChoiceField(
        label=_("How did you advise?"),
        choices=[(code, CHANNELS[code]) for code in TOLD_CHANNELS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you advised."), "invalid_choice": _("Choose how you advised.")},
    )
    topic = forms.ChoiceField(
        label=_("On what?"),
        choices=list(TOPICS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose on what you advised."), "invalid_choice": _("Choose on what you advised.")},
    )
    reference = forms.CharField(
        label=_("Reference number of an idea or an application"),
        required=False,
        max_length=20,
        help_text=_("With it you stand as the adviser of the case wherever it is decided on."),
    )
    minutes = forms.TypedChoiceField(
        choices=[(minutes, minutes) for minutes in MINUTES],
        coerce=int,
        error_messages={
            "required": _("Press the minutes: about how long did it take?"),
            "invalid_choice": _("Press the minutes: about how long did it take?"),
        },
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # All three presses on one screen, where there is room.
        for name in ("channel", "topic"):
            self.fields[name].in_row = True

    def clean_reference(self) -> str:
        return clean_line(self.cleaned_data["reference"]).upper()
