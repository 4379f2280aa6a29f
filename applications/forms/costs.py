"""The cost estimate: its lines, the other money and the sum applied for, kept as typed whatever they say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.forms.parts import SectionForm
from applications.queries import Filled
from applications.sections import COSTS, INCOME, OTHER, SMALLEST_SUM, STATES, WISHED_SUM, Cost, Funding, heads_of, section_of
from core.forms import PortalForm

# How many empty cost lines stand ready, how many more a button brings, and more than anybody needs.
ROWS, MORE_ROWS, MOST_ROWS = 8, 4, 200
# So many lines are in sight at first; the other empty ones wait behind a word, so that a phone isn't full of them.
ROWS_IN_SIGHT = 3
# Lines of income, and of other funding: at least so many, and always one that is empty.
FUNDING_ROWS = 2


class LineForm(PortalForm):
    """One line. Its fields are named by `word` and its place: `kulu-1-amount`."""

    word = ""
    # What the script that adds up while one types finds the sum by.
    adds_to = ""

    what = forms.CharField(required=False, strip=False)
    amount = forms.CharField(label=gettext_lazy("Euros"), required=False, strip=False)

    def __init__(self, number: int, data: Any = None, **options: Any) -> None:
        super().__init__(data, prefix=f"{self.word}-{number}", **options)
        self.number = number
        attrs = {"inputmode": "decimal", "autocomplete": "off", "data-amount": self.adds_to}
        self.fields["amount"].widget = forms.TextInput(attrs)

    def name_the_line(self, called: str) -> None:
        """Each label says to those who don't see the table on which line it is."""
        for field in self.fields.values():
            field.column = field.label
            field.label = format_html('{}<span class="visually-hidden">, {}</span>', field.label, called)
            field.optional = False

    def typed(self, name: str) -> str:
        return str(self[name].value() or "")

    def chosen(self, name: str) -> str:
        """What is chosen; what is not in the list counts as nothing."""
        known = {str(code) for code, _label in self.fields[name].choices}
        return self.typed(name) if self.typed(name) in known else ""

    def mark(self, called: str, marks: dict[str, str]) -> None:
        for name, sentence in marks.items():
            self.errors.pop(name, None)
            self.add_error(name, f"{called}: {sentence}")


class CostForm(LineForm):
    """One cost line; for a project that may last over several years, with its year."""

    word, adds_to = "kulu", "cost"
    head = forms.ChoiceField(label=gettext_lazy("Kind of cost"), required=False, widget=forms.Select({"data-head": ""}))
    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)
    field_order = ("head", "what", "year", "amount")

    def __init__(self, number: int, data: Any = None, *, kind: str, years: Sequence[int], **options: Any) -> None:
        super().__init__(number, data, **options)
        self.years = years
        self.fields["what"].label = gettext_lazy("What is it for?")
        self.fields["head"].choices = [("", _("Choose")), *((head.code, head.label) for head in heads_of(kind))]
        if len(years) > 1:
            self.fields["year"].choices = [("", _("Choose")), *((str(year), str(year)) for year in years)]
        else:
            del self.fields["year"]
        self.name_the_line(Cost("", "", "").called(number))

    @property
    def line(self) -> Cost:
        year = self.chosen("year") if "year" in self.fields else ""
        return Cost(self.chosen("head"), self.typed("what"), self.typed("amount"), int(year) if year else None)

    def clean(self) -> None:
        self.errors.clear()
        self.mark(self.line.called(self.number), self.line.marks(self.years))


class IncomeForm(LineForm):
    """Money that comes in, such as tickets."""

    word, adds_to = "tulo", INCOME
    field_order = ("what", "amount")

    def __init__(self, number: int, data: Any = None, **options: Any) -> None:
        super().__init__(number, data, **options)
        self.fields["what"].label = gettext_lazy("What does the money come from?")
        self.name_the_line(Funding(INCOME, "", "").called(number))

    @property
    def line(self) -> Funding:
        return Funding(INCOME, self.typed("what"), self.typed("amount"))

    def clean(self) -> None:
        self.mark(self.line.called(self.number), self.line.marks())


class OtherForm(LineForm):
    """What somebody else gives or has been asked for."""

    word, adds_to = "rahoitus", OTHER
    state = forms.ChoiceField(
        label=gettext_lazy("Applied for or granted?"), required=False, choices=[("", gettext_lazy("Choose")), *STATES.items()]
    )
    field_order = ("what", "state", "amount")

    def __init__(self, number: int, data: Any = None, **options: Any) -> None:
        super().__init__(number, data, **options)
        self.fields["what"].label = gettext_lazy("From whom?")
        self.name_the_line(Funding(OTHER, "", "").called(number))

    @property
    def line(self) -> Funding:
        return Funding(OTHER, self.typed("what"), self.typed("amount"), self.chosen("state"))

    def clean(self) -> None:
        self.errors.clear()
        self.mark(self.line.called(self.number), self.line.marks())


class CostsForm:
    """The lines with some empty ones below, and the sum. Shaped like a formset, so that the error summary reads it as one."""

    def __init__(self, form: Filled, data: QueryDict | None = None, *, marked: bool = False, rows: int = 0) -> None:
        kind, years, estimate = form.application.kind, form.years, form.estimate
        self.more_wanted = rows > ROWS

        def cost_form(number: int, data: Any = None, **options: Any) -> CostForm:
            return CostForm(number, data, kind=kind, years=years, **options)

        ready = {"year": str(form.first_year or "")}
        count = min(max(ROWS, rows, len(form.costs)), max(MOST_ROWS, len(form.costs)))
        self.cost_forms = _line_forms(cost_form, "kulu", form.costs, data, count=count, marked=marked, ready=ready)
        self.income_forms, self.other_forms = (
            _line_forms(make, make.word, lines, data, count=max(FUNDING_ROWS, len(lines) + 1), marked=marked)
            for make, lines in ((IncomeForm, estimate.of_source(INCOME)), (OtherForm, estimate.of_source(OTHER)))
        )
        part = section_of(kind, COSTS)
        self.sum_form = SectionForm(form, form.whole(part), data, marked=marked)
        if marked and not form.costs:
            first = self.cost_forms[0] = cost_form(1, {f"kulu-1-{name}": text for name, text in ready.items()})
            first.mark(first.line.called(1), {"amount": _("Write at least one cost.")})
        if marked:
            self.sum_form.full_clean()
            for it in form.refusals(part):
                field = SMALLEST_SUM if it.code == "smallest_is_within_applied" else WISHED_SUM
                self.sum_form.add_error(field.name, it.sentence)

    def __iter__(self) -> Iterator[PortalForm]:
        return iter([*self.cost_forms, *self.income_forms, *self.other_forms, self.sum_form])

    @property
    def in_sight(self) -> list[CostForm]:
        """The lines with something on them and one more; all, where more lines were asked for."""
        used = max((place for place, form in enumerate(self.cost_forms, start=1) if not form.line.is_empty), default=0)
        return self.cost_forms if self.more_wanted else self.cost_forms[: max(ROWS_IN_SIGHT, used + 1)]

    @property
    def out_of_sight(self) -> list[CostForm]:
        return self.cost_forms[len(self.in_sight) :]

    @property
    def has_other_money(self) -> bool:
        return any(not form.line.is_empty for form in [*self.income_forms, *self.other_forms])

    @property
    def costs(self) -> list[Cost]:
        return [form.line for form in self.cost_forms]

    @property
    def kept(self) -> dict[str, Any]:
        """All that is typed, as `actions.save` takes it."""
        funding = [form.line for form in [*self.income_forms, *self.other_forms]]
        return {"costs": self.costs, "funding": funding, "texts": self.sum_form.texts}

    def into(self, form: Filled) -> Filled:
        """The application as if this were saved."""
        kept = self.kept
        return replace(form, costs=kept["costs"], funding=kept["funding"], texts={**form.texts, **kept["texts"]})

    @cached_property
    def total_error_count(self) -> int:
        return sum(len(form.errors) for form in self)

    def non_form_errors(self) -> list[str]:
        return []


def _line_forms(
    make: Callable[..., LineForm],
    word: str,
    lines: Sequence[Cost] | Sequence[Funding],
    data: QueryDict | None,
    *,
    count: int,
    marked: bool,
    ready: dict[str, str] | None = None,
) -> list[Any]:
    """A form for each line, then empty ones with what is `ready` in them, together `count`; or those that were posted."""
    if data is not None:
        return [make(number, data) for number in _numbers_in(data, word)]
    full = [_stored(make, number, line, marked) for number, line in enumerate(lines, start=1)]
    return full + [make(number, initial=ready) for number in range(len(lines) + 1, count + 1)]


def _numbers_in(data: QueryDict, word: str) -> list[int]:
    matches = (re.fullmatch(rf"{word}-([0-9]{{1,3}})-(?:head|what|year|state|amount)", name, re.ASCII) for name in data)
    return sorted({int(match[1]) for match in matches if match})


def _stored(make: Callable[..., LineForm], number: int, line: Cost | Funding, marked: bool) -> LineForm:
    typed = {"what": line.what, "amount": line.amount_text}
    if isinstance(line, Cost):
        typed |= {"head": line.head, "year": str(line.year or "")}
    else:
        typed |= {"state": line.state}
    if not marked:
        return make(number, initial=typed)
    form = make(number)
    return make(number, {form.add_prefix(name): text for name, text in typed.items()})
