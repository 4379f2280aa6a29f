"""Fields that several of these forms have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy


def line_field(label: str, empty: str, *, attrs: dict[str, str] | None = None, **options: Any) -> forms.CharField:
    """One line of text, 150 characters unless `options` say otherwise."""
    limit = options.pop("max_length", 150)
    return forms.CharField(
        label=label,
        max_length=limit,
        error_messages={"required": empty, "max_length": gettext_lazy("Write this in at most %(limit_value)d characters.")},
        widget=forms.TextInput(attrs=attrs or {}),
        **options,
    )


def as_number(read: Callable[[str], str], typed: str) -> str:
    """What one of the readers of `core.numbers` makes of it, or nothing if nothing was typed."""
    try:
        return read(typed) if typed else ""
    except ValueError as error:
        raise ValidationError(str(error)) from None
