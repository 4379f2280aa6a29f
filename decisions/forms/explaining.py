"""The reasons of the bank, and the text to an applicant, as they are typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PortalForm
from decisions.models import Reason

LONGEST_REASON = 500


class ReasonForm(PortalForm):
    """One reason in both languages. `criteria` are code and name of those that it can be about."""

    use = forms.ChoiceField(
        label=_("What is the reason for?"),
        choices=list(Reason.USES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the reason is for."), "invalid_choice": _("Choose what the reason is for.")},
    )
    criterion_code = forms.ChoiceField(
        label=_("Which criterion is it about?"),
        required=False,
        error_messages={"invalid_choice": _("Choose one.")},
    )
    text_fi = forms.CharField(
        label=_("The reason in Finnish"),
        help_text=_("One or two short and kind sentences. Speak of the application, not of the people."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "fi"}),
        error_messages={"required": _("Write the reason in Finnish."), "max_length": _("The text is too long. Shorten it.")},
    )
    text_en = forms.CharField(
        label=_("The reason in English"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "en"}),
        error_messages={"required": _("Write the reason in English."), "max_length": _("The text is too long. Shorten it.")},
    )

    def __init__(self, data: Any = None, *, criteria: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["criterion_code"].choices = [("", _("None of them")), *criteria]


class ExplainForm(PortalForm):
    """Which reasons of the bank, and the text. `reasons` are those that are offered."""

    reasons = forms.MultipleChoiceField(
        label=_("Reasons"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the list.")},
    )
    text = forms.CharField(
        label=_("What the applicant is told"),
        help_text=_("The applicant reads this when the decision is published, not before."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 20}),
    )

    def __init__(self, data: Any = None, *, reasons: Iterable[Reason], **options: Any) -> None:
        super().__init__(data, **options)
        self.offered = {reason.code: reason for reason in reasons}
        by_use = {label: [it for it in self.offered.values() if it.use == use] for use, label in Reason.USES.items()}
        self.fields["reasons"].choices = [(it.code, f"{label}: {it.text}") for label, some in by_use.items() for it in some]
        self.fields["reasons"].optional = None
        self.fields["text"].optional = None

    @property
    def chosen(self) -> list[Reason]:
        return [self.offered[code] for code in self.cleaned_data["reasons"]]
