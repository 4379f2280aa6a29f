"""A day as it is typed at the desk."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core import dates


def day_field(label: Any, empty: Any, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=_("For example 7.3.2018."), error_messages={"required": empty}, **options)


def as_day(text: str) -> date:
    try:
        return dates.read_day(text)
    except ValueError as error:
        raise ValidationError(str(error)) from None
