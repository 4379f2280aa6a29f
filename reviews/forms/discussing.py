"""What is said of points that are far apart, and other points than one had sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PortalForm
from reviews.models import HIGHEST, LOWEST, Review


class DiscussForm(PortalForm):
    """The record of a talk."""

    text = forms.CharField(
        label=_("What did you talk over?"),
        help_text=_("Say who took part, and what you came to. The record stays with the case."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what was talked over.")},
    )


class ChangeScoreForm(PortalForm):
    """The points that one sent, to be chosen anew, and why."""

    def __init__(self, data: Any = None, *, review: Review) -> None:
        super().__init__(data, auto_id="change_%s")
        self.scores = list(review.scores.all())
        for score in self.scores:
            field = forms.ChoiceField(
                label=score.criterion.name,
                choices=[(str(number), str(number)) for number in range(LOWEST, HIGHEST + 1)],
                widget=forms.RadioSelect,
                initial=str(score.points),
                required=False,
                error_messages={"invalid_choice": _("Give points from 0 to 5.")},
            )
            field.in_row, field.optional = True, None
            self.fields[f"new-{score.criterion.code}"] = field
        self.fields["why"] = forms.CharField(
            label=_("Why do the points change?"),
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": _("Say why the points change.")},
        )

    @property
    def points(self) -> dict[str, int | None]:
        typed = {score.criterion.code: self.cleaned_data[f"new-{score.criterion.code}"] for score in self.scores}
        return {code: int(points) if points else None for code, points in typed.items()}
