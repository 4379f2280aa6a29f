"""What is typed at the desk: filters, a new closing time, how costs are counted, and what is noted of paper and consent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from applications.forms import fresh_token
from applications.models import CHANNELS, PORTAL, Application, Consent
from applications.workflow import DISCARDED, DRAFT, STATUSES
from core import dates
from core.forms import PortalForm
from core.text import clean_line
from desk.queries import Work
from rounds.models import COST_MODELS, ESF_FLAT_RATE, FLAT_RATE, KINDS, Round, RoundTerms


class FilterForm(PortalForm):
    """Filters are optional by nature; saying so beside each helps nobody."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.optional = None


# Never 0.00: people read midnight as the wrong day.
CLOSING_CLOCKS = [time(hour) for hour in range(9, 21)]


class WorklistFilter(django_filters.FilterSet):
    """What waits for the person, words, round, kind and state; all of it in the address, so that a list can be shared."""

    waits = django_filters.ChoiceFilter(field_name="work", label=_("Waiting for you"), empty_label=_("Anything"))
    words = django_filters.CharFilter(method="by_words", label=_("Reference, group or name"))
    round = django_filters.ModelChoiceFilter(queryset=Round.objects.all(), label=_("Round"), empty_label=_("All"))
    kind = django_filters.ChoiceFilter(choices=list(KINDS.items()), label=_("Kind"), empty_label=_("All"))
    status = django_filters.ChoiceFilter(
        choices=[(status.code, status.staff) for status in STATUSES.values() if status.code not in {DRAFT, DISCARDED}],
        label=_("State"),
        empty_label=_("All"),
    )

    class Meta:
        model = Application
        fields = ["waits", "words", "round", "kind", "status"]
        form = FilterForm

    def __init__(self, data: QueryDict, *, queryset: QuerySet[Application], work: Iterable[Work]) -> None:
        """`work` is what can wait for the reader."""
        super().__init__(data, queryset=queryset)
        choices = [(one.code, one.step) for one in work]
        if choices:
            self.filters["waits"].extra["choices"] = choices
        else:
            del self.filters["waits"]

    def by_words(self, rows: QuerySet[Application], name: str, words: str) -> QuerySet[Application]:
        words = clean_line(words)[:100]
        return rows.filter(Q(reference__icontains=words) | Q(title__icontains=words) | Q(group__name__icontains=words))

    @property
    def is_in_use(self) -> bool:
        return any(self.data.get(name) for name in self.filters)


class ExtendForm(PortalForm):
    """A later closing time and why."""

    day = forms.CharField(
        label=_("New closing day"),
        help_text=_("For example 7.3.2018."),
        error_messages={"required": _("Write the new closing day.")},
    )
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

    def clean_day(self) -> date:
        return _as_day(self.cleaned_data["day"])

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


def day_field(label: Any, empty: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=_("For example 7.3.2018."), error_messages={"required": empty}, **options)


def _as_day(text: str) -> date:
    try:
        return dates.read_day(text)
    except ValueError as error:
        raise ValidationError(str(error)) from None


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

    def clean_given_on(self) -> date:
        return _as_day(self.cleaned_data["given_on"])


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
    clock = forms.CharField(
        label=_("At what time did it arrive?"),
        help_text=_("For example 14.05. The time decides whether it came before the round closed."),
        error_messages={"required": _("Write the time of arrival.")},
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    form_token = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ("channel", "day", "clock", "given_by", "way", "given_on", "form_token")

    def clean_day(self) -> date:
        return _as_day(self.cleaned_data["day"])

    def clean_clock(self) -> time:
        try:
            return dates.read_clock(self.cleaned_data["clock"])
        except ValueError as error:
            raise ValidationError(str(error)) from None

    def clean_form_token(self) -> str:
        token = self.cleaned_data["form_token"]
        return token if re.fullmatch(r"[0-9a-f]{32}", token, re.ASCII) else fresh_token()

    @property
    def arrival(self) -> dict[str, Any]:
        """As `actions.register` takes it."""
        names = ("channel", "given_by", "way", "given_on", "form_token")
        arrived_at = dates.local(self.cleaned_data["day"], self.cleaned_data["clock"])
        return {"arrived_at": arrived_at, **{name: self.cleaned_data[name] for name in names}}
