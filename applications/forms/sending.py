"""What an owner declares when sending, the mark of the form that was pressed, and what she says of applying."""

from __future__ import annotations

import re
import uuid

from django import forms
from django.utils.translation import gettext_lazy

from applications.models import Feedback
from core.forms import PortalForm


class CompleteForm(PortalForm):
    """The mark of this very form, by which a second press is known."""

    form_token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_form_token(self) -> str:
        token = self.cleaned_data["form_token"]
        return token if re.fullmatch(r"[0-9a-f]{32}", token, re.ASCII) else fresh_token()


class SubmitForm(CompleteForm):
    """What an owner says when sending."""

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


class FeedbackForm(PortalForm):
    ease = forms.ChoiceField(
        label=gettext_lazy("How was it to apply?"),
        choices=list(Feedback.EASES.items()),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose how it was to apply."),
            "invalid_choice": gettext_lazy("Choose how it was to apply."),
        },
    )
    text = forms.CharField(
        label=gettext_lazy("What should we do better?"),
        required=False,
        max_length=2000,
        error_messages={"max_length": gettext_lazy("Write this in at most %(limit_value)d characters.")},
        widget=forms.Textarea({"rows": 4}),
    )


def fresh_token() -> str:
    return uuid.uuid4().hex
