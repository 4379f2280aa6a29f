"""A scenario as it is typed: what each case gets, in which order inside a tie, why, and its place on the reserve list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import PortalForm
from core.money import NBSP, euros, read_euros
from decisions.models import ScenarioRow
from decisions.queries import Case, Line

PARTS = ("amount", "rank", "reason", "reserve")
NUMBER = {"inputmode": "numeric", "autocomplete": "off", "size": "3"}
EUROS = {"inputmode": "decimal", "autocomplete": "off", "size": "10"}


def shown(amount: Decimal) -> str:
    """As people type it: without the sign of the euro, which stands in the heading."""
    return euros(amount).removesuffix(f"{NBSP}€")


class NameForm(PortalForm):
    """What a scenario is called."""

    name = forms.CharField(
        label=gettext_lazy("Name of the scenario"),
        max_length=100,
        error_messages={
            "required": gettext_lazy("Give the scenario a name."),
            "max_length": gettext_lazy("The name can have at most 100 characters."),
        },
    )


class DivisionForm(PortalForm):
    """A field of each part for each case, named by the part and the key of the application, and the numbers of the quick tools."""

    percent = forms.CharField(label=gettext_lazy("Percent"), required=False, widget=forms.TextInput(EUROS))
    most = forms.CharField(label=gettext_lazy("Euros at most"), required=False, widget=forms.TextInput(EUROS))

    def __init__(self, data: Any = None, *, cases: Iterable[Case], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["percent"].optional = self.fields["most"].optional = None
        self.cases = {case.application.pk: case for case in cases}
        for key, case in self.cases.items():
            self._add_fields(key, case)

    def _add_fields(self, key: int, case: Case) -> None:
        row, reference = case.row, case.application.reference
        labels = {
            "amount": _("Proposed, euros"),
            "rank": _("Order inside the tie"),
            "reason": _("Reason"),
            "reserve": _("Place on the reserve list"),
        }
        typed = {"amount": shown(row.amount), "rank": row.rank, "reason": row.reason, "reserve": row.reserve_place or ""}
        widgets = {"amount": forms.TextInput(EUROS), "reason": forms.Textarea({"rows": 2})}
        for part in PARTS:
            widget = widgets.get(part) or forms.TextInput(NUMBER)
            field = self.fields[f"{part}-{key}"] = forms.CharField(required=False, widget=widget, initial=typed[part])
            field.label = format_html('{}<span class="visually-hidden">, {}</span>', labels[part], reference)
            field.optional = None
            setattr(self, f"clean_{part}-{key}", lambda part=part, key=key: self._read(part, key))

    def _read(self, part: str, key: int) -> Any:
        text = self.cleaned_data[f"{part}-{key}"].strip()
        if part == "amount":
            return _euros(text) if text else Decimal("0.00")
        if part == "reason":
            return text
        if not text:
            return None
        if not re.fullmatch(r"[1-9][0-9]{0,3}|0", text, re.ASCII):
            raise ValidationError(_("Write the place as a whole number, for example 1."))
        return int(text) or None

    def fields_of(self, key: int) -> dict[str, BoundField]:
        return {part: self[f"{part}-{key}"] for part in PARTS}

    def rows(self, cases: Iterable[Case]) -> Iterator[tuple[Case, dict[str, BoundField]]]:
        """Each case with its fields, in the order of `cases`."""
        return ((case, self.fields_of(case.application.pk)) for case in cases)

    @property
    def given(self) -> dict[int, dict[str, Any]]:
        """What is understood, by application; where a sum is not, the saved one stands until it is mended."""
        found = {}
        for key, case in self.cases.items():
            read = {part: self.cleaned_data.get(f"{part}-{key}") for part in PARTS}
            amount = case.row.amount if read["amount"] is None else read["amount"]
            facts = {"amount": amount, "rank": read["rank"] or 0, "reason": read["reason"] or ""}
            found[key] = {**facts, "reserve_place": read["reserve"]}
        return found

    def typed(self) -> dict[int, ScenarioRow]:
        return {key: ScenarioRow(application_id=key, **facts) for key, facts in self.given.items()}

    def with_lines(self, lines: Iterable[Line]) -> DivisionForm:
        """The same typed by somebody who gave these sums in this order."""
        data = self.data.copy()
        for line in lines:
            data[f"amount-{line.key}"] = shown(line.amount)
            data[f"rank-{line.key}"] = str(line.rank)
        return DivisionForm(data, cases=self.cases.values())

    def tool_number(self, name: str) -> Decimal | None:
        """The number of a quick tool, or none with a sentence where it stands."""
        text = self.cleaned_data.get(name, "").strip().removesuffix("%")
        try:
            number = read_euros(text)
        except ValueError as error:
            self.add_error(name, str(error))
            return None
        if name == "percent" and number > 100:
            self.add_error(name, _("Write a percentage from 0 to 100."))
            return None
        return number


def _euros(text: str) -> Decimal:
    try:
        return read_euros(text)
    except ValueError as error:
        raise ValidationError(str(error)) from None
