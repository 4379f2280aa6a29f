"""What is typed when one asks in public, and when one answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from advice.models import Question
from core.forms import PortalForm

TO_ASKER, TO_ALL = "asker", "all"


class AskForm(PortalForm):
    text = forms.CharField(
        label=_("Your question"),
        help_text=_("You don't need to tell who you are. If the answer helps others too, we publish it without names."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Write your question."),
            "max_length": _("Write this in at most %(limit_value)d characters."),
        },
    )


class AnswerQuestionForm(PortalForm):
    """The answer, and whether everybody may read it; `public_text` begins as the question was asked."""

    answer = forms.CharField(
        label=pgettext_lazy("to a question", "Answer"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write the answer."), "max_length": _("Write this in at most %(limit_value)d characters.")},
    )
    readers = forms.ChoiceField(
        label=_("Who can read the answer?"),
        choices=[(TO_ASKER, _("Only who asked")), (TO_ALL, _("Everybody, without names"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who can read the answer."), "invalid_choice": _("Choose who can read the answer.")},
    )
    public_text = forms.CharField(
        label=_("The question as everybody reads it"),
        help_text=_(
            "Write it so that nobody can tell who asked: no names of people or groups, no addresses, no telephone numbers."
        ),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None, *, question: Question) -> None:
        readers = TO_ALL if question.is_published else TO_ASKER if question.is_answered else None
        words = question.public_text or question.text
        super().__init__(data, initial={"answer": question.answer, "readers": readers, "public_text": words})
        # Needed only where everybody may read it.
        self.fields["public_text"].optional = None

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("readers") == TO_ALL and not self.cleaned_data.get("public_text"):
            self.add_error("public_text", _("Write the question as everybody reads it."))
        return self.cleaned_data

    @property
    def given(self) -> dict[str, str]:
        """As the actions take it."""
        is_public = self.cleaned_data["readers"] == TO_ALL
        return {"answer": self.cleaned_data["answer"], "public_text": self.cleaned_data["public_text"] if is_public else ""}
