"""The lines of the cost estimate, kept as typed whatever they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.queries import Filled
from applications.sections import Cost, heads_of
from core.forms import PortalForm

# How many empty cost lines stand ready, how many more a button brings, and more than anybody needs.
ROWS, MORE_ROWS, MOST_ROWS = 8, 4, 200


class CostForm(PortalForm):
    """One cost line."""

    head = forms.ChoiceField(label=gettext_lazy("Kind of cost"), required=False)
    what = forms.CharField(label=gettext_lazy("What is it for?"), required=False, strip=False)
    amount = forms.CharField(
        label=gettext_lazy("Euros"),
        required=False,
        strip=False,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "data-amount": ""}),
    )

    def __init__(self, number: int, kind: str, *args: Any, **options: Any) -> None:
        super().__init__(*args, prefix=f"kulu-{number}", **options)
        self.number = number
        self.fields["head"].choices = [("", _("Choose")), *((head.code, head.label) for head in heads_of(kind))]
        line = Cost("", "", "").called(number)
        for field in self.fields.values():
            field.label = format_html('{}<span class="visually-hidden">, {}</span>', field.label, line)
            field.optional = False

    @property
    def cost(self) -> Cost:
        """The line as typed; a head that is not in the list counts as none."""
        typed = {name: str(self[name].value() or "") for name in self.fields}
        known = {code for code, _label in self.fields["head"].choices}
        return Cost(typed["head"] if typed["head"] in known else "", typed["what"], typed["amount"])

    def clean(self) -> None:
        self.errors.pop("head", None)
        for field, sentence in self.cost.marks().items():
            self.add_error(field, f"{self.cost.called(self.number)}: {sentence}")


class CostsForm:
    """The cost lines with some empty ones below. Shaped like a formset, so that the error summary reads it as one."""

    def __init__(self, form: Filled, data: QueryDict | None = None, *, marked: bool = False, rows: int = 0) -> None:
        kind = form.application.kind
        if data is not None:
            numbers = _numbers_in(data)
            self.forms = [CostForm(number, kind, data) for number in numbers]
            return
        count = min(max(ROWS, rows, len(form.costs)), max(MOST_ROWS, len(form.costs)))
        empty = [Cost("", "", "")] * (count - len(form.costs))
        self.forms = [_cost_form(number, kind, cost, marked) for number, cost in enumerate([*form.costs, *empty], start=1)]

    def __iter__(self) -> Iterator[CostForm]:
        return iter(self.forms)

    def __len__(self) -> int:
        return len(self.forms)

    @property
    def costs(self) -> list[Cost]:
        """The lines as typed, as `actions.save` takes them."""
        return [form.cost for form in self.forms]

    @cached_property
    def total_error_count(self) -> int:
        return sum(len(form.errors) for form in self.forms)

    def non_form_errors(self) -> list[str]:
        return []


def _numbers_in(data: QueryDict) -> list[int]:
    matches = (re.fullmatch(r"kulu-([0-9]{1,3})-(?:head|what|amount)", name, re.ASCII) for name in data)
    return sorted({int(match[1]) for match in matches if match})


def _cost_form(number: int, kind: str, cost: Cost, marked: bool) -> CostForm:
    typed = {"head": cost.head, "what": cost.what, "amount": cost.amount_text}
    if marked:
        return CostForm(number, kind, {f"kulu-{number}-{name}": text for name, text in typed.items()})
    return CostForm(number, kind, initial=typed)
