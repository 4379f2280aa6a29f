"""What is noted of paper and consent."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from applications.forms import fresh_token
from applications.models import CHANNELS, PORTAL, Consent
from core import dates
from core.forms import PortalForm, clock_field, day_field
from core.text import clean_line
from rounds.models import KINDS, Round


class FindGroupForm(PortalForm):
    """A business ID or a part of a name, in the address bar."""

    words = forms.CharField(label=_("Name or business ID of the group"), required=False, max_length=100)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].optional = None


class EnterForm(PortalForm):
    """Which round and kind an application on paper is of. Rounds that have closed are there too, for what came late."""

    round = forms.ModelChoiceField(
        Round.objects.none(),
        label=_("Round"),
        help_text=_("What arrived after the round is registered too, and marked late."),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose the round."), "invalid_choice": _("Choose the round.")},
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=list(KINDS.items()),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose an event or a development project."),
            "invalid_choice": _("Choose an event or a development project."),
        },
    )

    def __init__(self, data: QueryDict | None = None, *, rounds: QuerySet[Round]) -> None:
        super().__init__(data)
        self.fields["round"].queryset = rounds


class ConsentForm(PortalForm):
    """Who of the group consented to the coordinator's help, how and when."""

    given_by = forms.CharField(
        label=_("Who of the group gave the consent?"),
        max_length=150,
        error_messages={"required": _("Write the name of the person who gave the consent.")},
    )
    way = forms.ChoiceField(
        label=_("How was the consent given?"),
        choices=[(code, label) for code, label in Consent.WAYS.items() if code != Consent.PORTAL],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how the consent was given."),
            "invalid_choice": _("Choose how the consent was given."),
        },
    )
    given_on = day_field(_("On which day was the consent given?"), _("Write the day of the consent."))


class AllowHelpForm(ConsentForm):
    """A consent given in person or by phone: to what, and the reference number of the draft, which the applicant has to tell."""

    reference = forms.CharField(
        label=_("Reference number of the draft"),
        help_text=_("The applicant sees it in the list of parts, for example PK-2018-0012."),
        max_length=20,
        error_messages={"required": _("Write the reference number.")},
    )
    scope = forms.ChoiceField(
        label=_("What may you do?"),
        choices=list(Consent.SCOPES.items()),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what the consent is to."),
            "invalid_choice": _("Choose what the consent is to."),
        },
    )
    field_order = ("reference", "scope", "given_by", "way", "given_on")

    def clean_reference(self) -> str:
        return clean_line(self.cleaned_data["reference"]).upper()


class RegisterForm(ConsentForm):
    """When and how an application on paper arrived, and the group's consent to being typed for."""

    channel = forms.ChoiceField(
        label=_("How did the application arrive?"),
        choices=[(code, label) for code, label in CHANNELS.items() if code != PORTAL],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it came."), "invalid_choice": _("Choose how it came.")},
    )
    day = day_field(_("On which day did it arrive?"), _("Write the day of arrival."))
    clock = clock_field(
        _("At what time did it arrive?"),
        _("Write the time of arrival."),
        help_text=_("For example 14.05. The time decides whether it came before the round closed."),
    )
    form_token = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("channel", "day", "clock", "given_by", "way", "given_on", "form_token")

    def clean_form_token(self) -> str:
        token = self.cleaned_data["form_token"]
        return token if re.fullmatch(r"[0-9a-f]{32}", token, re.ASCII) else fresh_token()

    @property
    def arrival(self) -> dict[str, Any]:
        """As `actions.register` takes it."""
        names = ("channel", "given_by", "way", "given_on", "form_token")
        arrived_at = dates.local(self.cleaned_data["day"], self.cleaned_data["clock"])
        return {"arrived_at": arrived_at, **{name: self.cleaned_data[name] for name in names}}
