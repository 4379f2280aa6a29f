"""The questions of one part of the form, kept as typed whatever they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django import forms
from django.http import QueryDict

from applications.queries import Filled
from applications.sections import CHOICES, COUNT, EMAIL, EUROS, PHONE, TEXT, YES_NO, Question, Section
from core.forms import PortalForm
from core.text import Words


class SectionForm(PortalForm):
    """The questions of one section. Nothing is required here: `texts` is kept whatever it says.

    With `marked` the stored answers are read as `actions.submit` will read them, and what it would not take is an error.
    """

    def __init__(self, form: Filled, section: Section, data: QueryDict | None = None, *, marked: bool = False) -> None:
        self.section = section
        stored = {question.name: _stored(question, form.texts) for question in section.questions}
        super().__init__(data if data is not None else (stored if marked else None), initial=stored)
        for question in section.questions:
            self.fields[question.name] = _field(question, question.options_in(form.application.round.programme))

    @property
    def texts(self) -> dict[str, str]:
        """The answers as typed, as `actions.save` takes them."""
        return {question.name: self._text(question) for question in self.section.questions}

    @property
    def kept(self) -> dict[str, dict[str, str]]:
        """The same under the name by which `actions.save` takes it."""
        return {"texts": self.texts}

    def into(self, form: Filled) -> Filled:
        """The application as if this were saved."""
        return replace(form, texts={**form.texts, **self.texts})

    def _text(self, question: Question) -> str:
        field = self.fields[question.name]
        typed = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(question.name))
        if not question.has_options:
            return typed or ""
        chosen = typed or [] if question.answer == CHOICES else [typed]
        return " ".join(code for code, _words in field.choices if code in chosen)

    def clean(self) -> None:
        texts = self.texts
        for question in self.section.missing(texts):
            self.add_error(question.name, question.ask())
        for name, sentence in self.section.not_understood(texts).items():
            self.add_error(name, sentence)


def _stored(question: Question, texts: Mapping[str, str]) -> str | list[str]:
    text = texts.get(question.name, "")
    return text.split() if question.answer == CHOICES else text


def _field(question: Question, options: list[tuple[str, Words]]) -> forms.Field:
    shown = {"label": question.label, "help_text": question.hint, "required": False}
    if question.answer == CHOICES:
        field = forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **shown)
    elif question.has_options:
        field = forms.ChoiceField(choices=options, widget=forms.RadioSelect, **shown)
        field.in_row = question.answer == YES_NO
    else:
        field = forms.CharField(widget=_widget(question), strip=False, **shown)
    field.why, field.example, field.limit = question.why, question.example, question.limit
    field.optional = question.is_optional
    return field


def _widget(question: Question) -> forms.Widget:
    attrs = {"autocomplete": question.autocomplete} if question.autocomplete else {}
    if question.answer == TEXT:
        return forms.Textarea({"rows": 6, **attrs})
    if question.answer == EMAIL:
        return forms.EmailInput({"spellcheck": "false", "autocapitalize": "none", **attrs})
    modes = {COUNT: "numeric", EUROS: "decimal", PHONE: "tel"}
    if question.answer in modes:
        attrs["inputmode"] = modes[question.answer]
    return forms.TextInput(attrs)
