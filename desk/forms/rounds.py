"""Settings of rounds and of the programme."""

from __future__ import annotations

import re
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core import dates
from core.forms import PortalForm, clock_field, day_field
from rounds.models import COST_MODELS, ESF_FLAT_RATE, FLAT_RATE, Programme, RoundTerms

# Never 0.00: people read midnight as the wrong day.
CLOSING_CLOCKS = [time(hour) for hour in range(9, 21)]


class ExtendForm(PortalForm):
    """A later closing time and why."""

    day = day_field(_("New closing day"), _("Write the new closing day."))
    clock = forms.ChoiceField(
        label=_("Closing time"),
        choices=[(f"{clock:%H:%M}", f"{clock:%H.%M}".removeprefix("0")) for clock in CLOSING_CLOCKS],
        initial="16:00",
        error_messages={"required": _("Choose the closing time."), "invalid_choice": _("Choose the closing time.")},
    )
    reason = forms.CharField(
        label=_("Why is the round extended?"),
        help_text=_("The reason is recorded. Everybody who has a draft gets a letter about the new time."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why the round is extended.")},
    )

    @property
    def closes_at(self) -> datetime:
        """The instant in Helsinki. The clocks change at night, so the offered times exist once on every day."""
        return dates.local(self.cleaned_data["day"], time.fromisoformat(self.cleaned_data["clock"]))


class SetCostModelForm(PortalForm):
    """How the costs of one kind are counted in a round. With `is_fixed` it can only be confirmed as it is."""

    cost_model = forms.ChoiceField(
        label=_("How are the costs counted?"),
        widget=forms.RadioSelect,
        choices=list(COST_MODELS.items()),
        error_messages={
            "required": _("Choose how the costs are counted."),
            "invalid_choice": _("Choose how the costs are counted."),
        },
    )
    percent = forms.CharField(
        label=_("Percent of wages"),
        help_text=_("Only with the flat rate. The main rate of ESF projects in 2014–2020 was 17."),
        required=False,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
    )

    def __init__(self, data: QueryDict | None = None, *, terms: RoundTerms, is_fixed: bool) -> None:
        percent = terms.flat_rate_percent or ESF_FLAT_RATE
        super().__init__(data, initial={"cost_model": terms.cost_model, "percent": f"{percent.normalize():f}".replace(".", ",")})
        self.fields["percent"].optional = None
        if is_fixed:
            for field in self.fields.values():
                field.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """The percentage counts with the flat rate only, whatever stands in its box."""
        if self.cleaned_data.get("cost_model") == FLAT_RATE:
            text = self.cleaned_data["percent"].removesuffix("%").strip().replace(",", ".")
            if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2})?", text, re.ASCII):
                return {"cost_model": FLAT_RATE, "flat_rate_percent": Decimal(text)}
            self.add_error("percent", _("Write the percentage in digits, for example 17 or 40,5."))
        return {"cost_model": self.cleaned_data.get("cost_model"), "flat_rate_percent": None}


class SetSeparationForm(PortalForm):
    """Two parts that one person may have in the same case."""

    adviser_may_propose = forms.BooleanField(
        label=_("Who has advised on an application may also propose the decision"),
        required=False,
    )
    proposer_may_decide = forms.BooleanField(
        label=_("Who has proposed a decision may also make it"),
        help_text=_("The four eyes of good administration ask for two people. Allow this only if the City's rules do."),
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.optional = None


class SetServiceForm(PortalForm):
    """What the City says of making decisions known."""

    lists_decisions = forms.BooleanField(
        label=_("Published decisions go on the public list of decisions"),
        help_text=_(
            "Anybody can read the list for as long as members of the municipality can make a claim. Their time is counted from it."
            " Without the list, the coordinator writes down when a decision was made known on the City's own pages."
        ),
        required=False,
    )
    office_closes = clock_field(
        _("When does the office that takes claims close?"),
        "",
        help_text=_("For example 15.00. Leave it empty if it is not known: then the portal says “before the office closes”."),
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["lists_decisions"].optional = None

    @classmethod
    def stored(cls, programme: Programme) -> dict[str, Any]:
        clock = programme.office_closes
        return {"lists_decisions": programme.lists_decisions, "office_closes": f"{clock:%H.%M}" if clock else ""}


class SetFunderForm(PortalForm):
    """What else a grant depends on."""

    needs_funder_approval = forms.BooleanField(
        label=_("A grant waits for the funder's approval"),
        required=False,
    )
    funder_name = forms.CharField(
        label=_("Name of the funder"),
        help_text=_("As it stands in letters, for example the authority that supervises the programme."),
        required=False,
        max_length=150,
        error_messages={"max_length": _("The name can have at most 150 characters.")},
    )
    needs_agreement = forms.BooleanField(
        label=_("A grant waits for a signed agreement"),
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.optional = None


class RegisterNumberForm(PortalForm):
    """The number under which the City's record office keeps a case."""

    register_number = forms.CharField(
        label=_("Register number"),
        help_text=_("From the City's case register, as it is written there. Empty takes it away."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("The register number can have at most 40 characters.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["register_number"].optional = None
