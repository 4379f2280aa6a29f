"""What applicants type: parsed and shown again with marks, never refused while it is a draft."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Group
from applications.queries import Filled
from applications.sections import COUNT, EMAIL, PHONE, TARGET_GROUPS, TEXT, Cost, Question, Section, heads_of
from core.forms import PortalForm
from core.money import short_euros
from rounds.models import KIND_PATHS, KINDS, Round, RoundTerms

# How many empty cost lines stand ready, how many more a button brings, and more than anybody needs.
ROWS, MORE_ROWS, MOST_ROWS = 8, 4, 200


class BeginForm(PortalForm):
    """Group, round and kind; what there is only one of is chosen already."""

    group = forms.ModelChoiceField(
        Group.objects.none(),
        label=gettext_lazy("Which group applies?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": gettext_lazy("Choose which group applies."),
            "invalid_choice": gettext_lazy("Choose one of your own groups."),
        },
    )
    round = forms.ModelChoiceField(
        Round.objects.none(),
        label=gettext_lazy("In which round do you apply?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": gettext_lazy("Choose the round."),
            "invalid_choice": gettext_lazy("This round is not open. Choose an open round."),
        },
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What do you apply for?"),
        help_text=gettext_lazy("The sum you apply for must stay below the limit."),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose an event or a development project."),
            "invalid_choice": gettext_lazy("Choose an event or a development project."),
        },
    )

    def __init__(
        self, data: QueryDict | None = None, *, groups: QuerySet[Group], rounds: QuerySet[Round], wish: Mapping[str, str]
    ) -> None:
        super().__init__(data, initial=_wished(rounds, wish))
        self.fields["group"].queryset = groups
        self.fields["round"].queryset = rounds
        terms_of = {terms.kind: terms for terms in rounds[0].terms.all()}
        self.fields["kind"].choices = [(kind, _kind_with_ceiling(terms_of[kind])) for kind in KINDS]
        for name, choices in (("group", groups), ("round", rounds)):
            if len(choices) == 1:
                self.initial[name] = choices[0].pk
        if len(rounds) == 1:
            self.fields["round"].widget = forms.HiddenInput()


def _wished(rounds: QuerySet[Round], wish: Mapping[str, str]) -> dict[str, Any]:
    """What the link that led here named: a round by its number, a kind by its Finnish word."""
    kind = next((kind for kind, path in KIND_PATHS.items() if path == wish.get("laji")), None)
    round_ = next((round_.pk for round_ in rounds if str(round_.number) == wish.get("kierros")), None)
    return {"kind": kind, "round": round_}


def _kind_with_ceiling(terms: RoundTerms) -> str:
    amount = short_euros(terms.ceiling).removesuffix("€").strip()
    return _("%(kind)s, below %(amount)s euros") % {"kind": KINDS[terms.kind], "amount": amount}


class SectionForm(PortalForm):
    """The questions of one section. Nothing is required here: `texts` is kept whatever it says.

    With `marked` the stored answers are read as `actions.submit` will read them, and what it would not take is an error.
    """

    def __init__(self, form: Filled, section: Section, data: QueryDict | None = None, *, marked: bool = False) -> None:
        self.section = section
        stored = {question.name: _stored(question, form.texts) for question in section.questions}
        super().__init__(data if data is not None else (stored if marked else None), initial=stored)
        groups = form.application.round.programme.target_groups_shown
        for question in section.questions:
            self.fields[question.name] = _field(question, groups)

    @property
    def texts(self) -> dict[str, str]:
        """The answers as typed, as `actions.save` takes them."""
        return {question.name: self._text(question) for question in self.section.questions}

    def _text(self, question: Question) -> str:
        field = self.fields[question.name]
        typed = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(question.name))
        if question.answer == TARGET_GROUPS:
            return " ".join(code for code, _name in field.choices if code in (typed or []))
        return typed or ""

    def clean(self) -> None:
        texts = self.texts
        for question in self.section.missing(texts):
            self.add_error(question.name, question.ask())
        for name, sentence in self.section.not_understood(texts).items():
            self.add_error(name, sentence)


def _stored(question: Question, texts: Mapping[str, str]) -> str | list[str]:
    text = texts.get(question.name, "")
    return text.split() if question.answer == TARGET_GROUPS else text


def _field(question: Question, target_groups: list[tuple[str, str]]) -> forms.Field:
    shown = {"label": question.label, "help_text": question.hint, "required": False}
    if question.answer == TARGET_GROUPS:
        field = forms.MultipleChoiceField(choices=target_groups, widget=forms.CheckboxSelectMultiple, **shown)
    else:
        field = forms.CharField(widget=_widget(question), strip=False, **shown)
    field.why, field.example, field.limit = question.why, question.example, question.limit
    field.optional = not question.required
    return field


def _widget(question: Question) -> forms.Widget:
    attrs = {"autocomplete": question.autocomplete} if question.autocomplete else {}
    if question.answer == TEXT:
        return forms.Textarea({"rows": 8, **attrs})
    if question.answer == EMAIL:
        return forms.EmailInput({"spellcheck": "false", "autocapitalize": "none", **attrs})
    modes = {COUNT: "numeric", PHONE: "tel"}
    if question.answer in modes:
        attrs["inputmode"] = modes[question.answer]
    return forms.TextInput(attrs)


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


class SubmitForm(PortalForm):
    """What an owner says when sending, and the mark of this very form, by which a second press is known."""

    is_true = forms.BooleanField(
        label=gettext_lazy("What we tell in this application is true."),
        error_messages={"required": gettext_lazy("Confirm that what you tell is true.")},
    )
    is_paid_once = forms.BooleanField(
        label=gettext_lazy("The costs are not our ordinary running costs, and nobody else pays for them."),
        error_messages={"required": gettext_lazy("Confirm that nobody else pays for these costs.")},
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("We know that the application becomes a document of the City, and that others may ask to read it."),
        error_messages={"required": gettext_lazy("Confirm that you know the application becomes a document of the City.")},
    )
    form_token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_form_token(self) -> str:
        token = self.cleaned_data["form_token"]
        return token if re.fullmatch(r"[0-9a-f]{32}", token, re.ASCII) else fresh_token()


def fresh_token() -> str:
    return uuid.uuid4().hex
