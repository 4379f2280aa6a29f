"""Fields that several of these forms have."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.exceptions import InvalidChecksum
from stdnum.exceptions import ValidationError as NotANumber
from stdnum.fi import ytunnus


def address_field(empty: str, **options: Any) -> forms.EmailField:
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


def business_id(typed: str) -> str:
    """A Finnish business ID in the form 1234567-1, or nothing if nothing was typed."""
    plain = re.sub(r"[\s.\-–]", "", typed)
    if not plain:
        return ""
    try:
        return ytunnus.format(ytunnus.validate(plain))
    except InvalidChecksum:
        raise ValidationError(_("Check the business ID: at least one of its digits is not right."), code="checksum") from None
    except NotANumber:
        raise ValidationError(
            _("A business ID has seven digits, a hyphen and one more digit, for example 1234567-1."), code="form"
        ) from None
