"""The form that all others build on: what is typed is cleaned, and each field knows what its page needs to show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy

from core.dates import read_clock, read_day
from core.money import read_euros
from core.text import clean_text


class PortalBoundField(BoundField):
    """A field on a page. The field itself may carry `why`, `example`, `limit` and `optional` as plain attributes.

    `optional` differs from `not required` in drafts: an answer that is needed in the end may still be saved empty. It is
    None where another answer decides whether this one is needed.
    """

    @property
    def optional(self) -> bool | None:
        return getattr(self.field, "optional", not self.field.required)

    @property
    def why(self) -> str:
        return getattr(self.field, "why", "")

    @property
    def example(self) -> str:
        return getattr(self.field, "example", "")

    @property
    def limit(self) -> int | None:
        """How many characters the server takes, for the counter below a text area."""
        if not isinstance(self.field.widget, forms.Textarea):
            return None
        return getattr(self.field, "limit", None) or getattr(self.field, "max_length", None)

    @property
    def anchor(self) -> str:
        """The id that the error summary leads to: the control, or the first of several."""
        return f"{self.auto_id}_0" if self.use_fieldset else self.id_for_label

    @property
    def aria_describedby(self) -> str | None:
        described = super().aria_describedby
        if self.limit and self.auto_id and described is not None:
            return f"{described} {self.auto_id}_limit".strip()
        return described

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if widget.is_hidden:
            return attrs
        # The browser would cut a pasted text short in silence; the server says what is too long.
        attrs["maxlength"] = attrs["minlength"] = False
        if self.use_fieldset:
            # Radio buttons and boxes may not be invalid one by one; the fieldset's description says what is wrong.
            attrs["aria-invalid"] = False
        elif self.optional is False:
            attrs.setdefault("aria-required", "true")
        return attrs


class PortalForm(forms.Form):
    """The server alone judges what is typed: no browser validation, no `required`, and texts cleaned before any rule reads them."""

    use_required_attribute = False
    bound_field_class = PortalBoundField

    def __init__(self, data: Any = None, *args: Any, **options: Any) -> None:
        super().__init__(_cleaned(data), *args, **options)

    @property
    def helper(self) -> FormHelper:
        """Pages write the `<form>` element and its buttons themselves."""
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


def _cleaned(data: Any) -> Any:
    if data is None:
        return None
    if isinstance(data, MultiValueDict):
        copy = data.copy()
        for name, values in data.lists():
            copy.setlist(name, [_clean(value) for value in values])
        return copy
    return {name: _clean(value) for name, value in data.items()}


def _clean(value: Any) -> Any:
    return clean_text(value) if isinstance(value, str) else value


class ReadField(forms.CharField):
    """A line of text that means something, as `reader` reads it; nothing typed is None. What can't be read says why, and stays."""

    def __init__(self, reader: Callable[[str], Any], *, empty: Any = "", **options: Any) -> None:
        super().__init__(error_messages={"required": empty}, **options)
        self.reader = reader

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        try:
            return self.reader(text)
        except ValueError as error:
            raise ValidationError(str(error)) from None


def day_field(label: Any, empty: Any, **options: Any) -> ReadField:
    """A day; `empty` says what to do when nothing is typed."""
    options.setdefault("help_text", gettext_lazy("For example 7.3.2018."))
    return ReadField(read_day, label=label, empty=empty, **options)


def clock_field(label: Any, empty: Any, **options: Any) -> ReadField:
    """A time of day in Helsinki."""
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return ReadField(read_clock, label=label, empty=empty, widget=widget, **options)


def euros_field(label: Any, empty: Any, **options: Any) -> ReadField:
    """A sum in euros, as a Decimal."""
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return ReadField(read_euros, label=label, empty=empty, widget=widget, **options)


def address_field(empty: str, **options: Any) -> forms.EmailField:
    """Where letters go: typed as an address, and with `empty` as what to do when nothing is typed."""
    return forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        error_messages={
            "required": empty,
            "invalid": gettext_lazy("Write the e-mail address in the form name@example.fi."),
            "max_length": gettext_lazy("The e-mail address is too long. Check it."),
        },
        widget=forms.EmailInput(attrs={"spellcheck": "false", "autocapitalize": "none", **options.pop("attrs", {})}),
        **options,
    )
