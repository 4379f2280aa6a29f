"""The way in: an address and the code sent there."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import PortalForm, address_field

CODE_LENGTH = 6


class CodeRequestForm(PortalForm):
    email = address_field(gettext_lazy("Write your e-mail address."), attrs={"autocomplete": "email"})

    # Never ticked beforehand: a computer of one's own must not sign its owner out because nobody looked.
    is_shared = forms.BooleanField(
        label=gettext_lazy("This is a shared computer, for example in a library"),
        help_text=gettext_lazy("You are signed out when you close the browser, and after half an hour in which you do nothing."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_shared"].optional = None

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class CodeForm(PortalForm):
    code = forms.CharField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("Six digits from the letter"),
        max_length=40,
        error_messages={
            "required": gettext_lazy("Write the six digits of the code."),
            "max_length": gettext_lazy("The code has six digits. Check what you wrote."),
        },
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false", "class": "code"}
        ),
    )

    def clean_code(self) -> str:
        digits = re.sub(r"[\s\-–]", "", self.cleaned_data["code"])
        if not re.fullmatch(rf"[0-9]{{{CODE_LENGTH}}}", digits):
            raise ValidationError(_("The code has six digits. Check what you wrote."))
        return digits
