"""The eligibility check as it is answered: yes or no to what the system leaves to a person, each with room for a reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PortalForm
from reviews.queries import Line

YES, NO = "yes", "no"


class GateForm(PortalForm):
    """Two fields a check: `answer-<code>` and `reason-<code>`. What the system settles has none."""

    def __init__(self, data: Any = None, *, lines: Iterable[Line]) -> None:
        super().__init__(data)
        self.lines = list(lines)
        for line in self.open_lines:
            self.fields[f"answer-{line.check.code}"] = _answer(line)
            self.fields[f"reason-{line.check.code}"] = _reason(line)

    @property
    def open_lines(self) -> list[Line]:
        return [line for line in self.lines if not line.is_settled]

    @property
    def shown(self) -> list[tuple[Line, Any, Any]]:
        """Each check with the two fields of it, or none."""
        return [
            (line, None, None)
            if line.is_settled
            else (line, self[f"answer-{line.check.code}"], self[f"reason-{line.check.code}"])
            for line in self.lines
        ]

    @property
    def answers(self) -> dict[str, bool | None]:
        typed = {line.check.code: self.cleaned_data[f"answer-{line.check.code}"] for line in self.open_lines}
        return {code: answer == YES if answer else None for code, answer in typed.items()}

    @property
    def reasons(self) -> dict[str, str]:
        return {line.check.code: self.cleaned_data[f"reason-{line.check.code}"] for line in self.open_lines}


def _answer(line: Line) -> forms.ChoiceField:
    field = forms.ChoiceField(
        label=line.check.sentence,
        help_text=line.facts,
        choices=[(YES, _("Yes")), (NO, _("No"))],
        widget=forms.RadioSelect,
        required=False,
        initial={True: YES, False: NO, None: ""}[line.holds],
        error_messages={"invalid_choice": _("Choose one.")},
    )
    field.in_row, field.optional = True, None
    return field


def _reason(line: Line) -> forms.CharField:
    field = forms.CharField(
        label=_("Reason, if the answer is no or differs from the system's"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        initial=line.given.reason if line.given else "",
    )
    field.optional = None
    return field
