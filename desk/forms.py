"""What is typed at the desk: filters in the address bar, a new closing time, and how costs are counted."""

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

from applications.models import Application
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
        try:
            return dates.read_day(self.cleaned_data["day"])
        except ValueError as error:
            raise ValidationError(str(error)) from None

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
