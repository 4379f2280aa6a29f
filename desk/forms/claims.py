"""Claims for rectification and appeals as they are written down at the desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from applications.models import CHANNELS, PORTAL
from core import dates
from core.forms import PortalForm, clock_field, day_field
from decisions.forms import LONGEST_CLAIM, FileForm
from decisions.models import Claim
from decisions.rules import ELECTRONIC, IN_PERSON, POST, SERVICES

_LONG = _("Write this in at most %(limit_value)d characters.")
_CAME = {"required": _("Choose how this came."), "invalid_choice": _("Choose how this came.")}


def _text(label: Any, empty: Any, *, rows: int = 5, **options: Any) -> forms.CharField:
    errors = {"required": empty, "max_length": _LONG}
    options = {"max_length": LONGEST_CLAIM, **options}
    return forms.CharField(label=label, widget=forms.Textarea({"rows": rows}), error_messages=errors, **options)


def _line(label: Any, empty: Any, most: int, **options: Any) -> forms.CharField:
    errors = {"required": empty, "max_length": _LONG}
    return forms.CharField(label=label, max_length=most, error_messages=errors, **options)


class ArrivalForm(PortalForm):
    """How, on which day and at what time a paper or an e-mail came."""

    channel = forms.ChoiceField(
        label=_("How did it come?"),
        choices=[(code, label) for code, label in CHANNELS.items() if code != PORTAL],
        widget=forms.RadioSelect,
        error_messages=_CAME,
    )
    day = day_field(_("On which day did it arrive?"), _("Write the day of arrival."))
    clock = clock_field(_("At what time did it arrive?"), _("Write the time of arrival."), help_text=_("For example 14.05."))

    @property
    def arrived_at(self) -> datetime:
        return dates.local(self.cleaned_data["day"], self.cleaned_data["clock"])


class RegisterClaimForm(ArrivalForm, FileForm):
    """A claim that came on paper or by e-mail."""

    claimant = forms.ChoiceField(
        label=_("Who makes the claim?"),
        help_text=_("Each has a last day of its own."),
        choices=list(Claim.CLAIMANTS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who makes the claim."), "invalid_choice": _("Choose who makes the claim.")},
    )
    name = _line(_("Name of who makes it"), _("Write the name of who makes the claim."), 150)
    contact = forms.CharField(
        label=_("Where to reach her or him"),
        help_text=_("Address, telephone or e-mail, as they stand on the paper."),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Write how to reach who makes the claim."), "max_length": _LONG},
    )
    demand = _text(_("What is to change"), _("Write what is to change in the decision, as the paper says it."))
    grounds = _text(_("Why"), _("Write why it should be changed, as the paper says it."), rows=8)
    field_order = ("claimant", "name", "contact", "channel", "day", "clock", "demand", "grounds", "file")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"].required = False
        self.fields["file"].label = _("The paper as a file")

    @property
    def claim(self) -> dict[str, Any]:
        """As `actions.enter_claim` takes it."""
        names = ("claimant", "name", "contact", "channel", "demand", "grounds")
        texts = {name: self.cleaned_data[name] for name in names}
        return {**texts, "received_at": self.arrived_at, "uploads": self.uploads}


class HandOverClaimForm(PortalForm):
    """Who handles a claim from now on."""

    to = forms.ChoiceField(label=_("Who handles the claim?"), required=False)

    def __init__(self, data: Any = None, *, people: Iterable[User], **options: Any) -> None:
        super().__init__(data, **options)
        self.people = {str(person.pk): person for person in people}
        self.fields["to"].choices = [("", _("Nobody yet")), *((key, str(person)) for key, person in self.people.items())]
        self.fields["to"].optional = None
        self.fields["to"].error_messages["invalid_choice"] = _("Choose somebody from the list: others can't handle this claim.")

    @property
    def person(self) -> User | None:
        return self.people.get(self.cleaned_data["to"])


class AskHearingForm(PortalForm):
    """Who is asked what, and by when."""

    APPLICANT, OTHER = "applicant", "other"
    who = forms.ChoiceField(
        label=_("Who is heard?"),
        choices=[(APPLICANT, _("The applicant, who answers in the portal")), (OTHER, _("Somebody else, outside the portal"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who is heard."), "invalid_choice": _("Choose who is heard.")},
    )
    heard = _line(_("Name, if it is somebody else"), _("Write who is heard."), 150, required=False)
    question = _text(_("What do you ask?"), _("Write what you ask."), help_text=_("Write plainly, and only what is asked."))
    due_on = day_field(_("The last day to answer"), _("Write the last day to answer."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["heard"].optional = None

    @property
    def asked(self) -> dict[str, Any]:
        """As `actions.ask_hearing` takes it."""
        names = ("heard", "question", "due_on")
        return {"of_party": self.cleaned_data["who"] == self.APPLICANT, **{name: self.cleaned_data[name] for name in names}}


class RecordHearingForm(ArrivalForm):
    """An answer that came outside the portal."""

    answer = _text(_("The answer"), _("Write the answer."), rows=8)
    field_order = ("channel", "day", "clock", "answer")

    @property
    def answered(self) -> dict[str, Any]:
        """As `actions.record_hearing` takes it."""
        return {"answer": self.cleaned_data["answer"], "channel": self.cleaned_data["channel"], "answered_at": self.arrived_at}


class EndClaimForm(PortalForm):
    """What the competent body decided. A claim that was made in the portal is taken back there, so that is not offered for it."""

    outcome = forms.ChoiceField(
        label=_("What came of the claim?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what came of the claim."), "invalid_choice": _("Choose what came of the claim.")},
    )
    decided_in = _line(
        _("Which body decided, and its section"),
        _("Write which body decided, and its section."),
        150,
        required=False,
        help_text=_("As it stands in the minutes, with its §."),
    )
    decided_on = day_field(_("Day of the decision"), _("Write the day of the decision."), required=False)
    reasons = _text(_("Reasons"), _("Write the reasons."), rows=8, help_text=_("Who made the claim reads these."))
    electronically = forms.BooleanField(
        label=_("Serve the outcome in the portal today"),
        help_text=_("The group has consented to that. If you post it instead, write down the day on the claim's page."),
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, in_portal: bool, can_change: bool, can_be_electronic: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        hidden = {Claim.WITHDRAWN} if in_portal else set()
        if not can_change:
            hidden.add(Claim.CHANGED)
        self.fields["outcome"].choices = [(code, label) for code, label in Claim.OUTCOMES.items() if code not in hidden]
        for name in ("decided_in", "decided_on", "electronically"):
            self.fields[name].optional = None
        if not (in_portal and can_be_electronic):
            del self.fields["electronically"]


class ServeClaimForm(PortalForm):
    """How and when the outcome went to who made the claim."""

    channel = forms.ChoiceField(
        label=_("How was the outcome served?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how the outcome was served."),
            "invalid_choice": _("Choose how the outcome was served."),
        },
    )
    sent_on = day_field(_("On which day was it sent or handed over?"), _("Write the day when it was sent or handed over."))

    def __init__(self, *args: Any, can_be_electronic: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        channels = (POST, IN_PERSON, ELECTRONIC) if can_be_electronic else (POST, IN_PERSON)
        self.fields["channel"].choices = [(code, SERVICES[code].label) for code in channels]


class RecordAppealForm(PortalForm):
    """What the administrative court has told of an appeal."""

    reference = _line(_("Reference of the court"), _("Write the reference of the appeal."), 100)
    filed_on = day_field(_("On which day was it filed?"), _("Write the day when it was filed."))


class EndAppealForm(PortalForm):
    """How the court ended it."""

    ended_on = day_field(_("On which day did the court decide?"), _("Write the day of the court's decision."))
    outcome = _text(_("How did it end?"), _("Write how the court decided."), max_length=2000)
