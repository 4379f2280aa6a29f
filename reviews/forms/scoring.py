"""Points with reasons."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PortalForm
from reviews.models import HIGHEST, LOWEST, Review
from rounds.models import Criterion


class ScoreForm(PortalForm):
    """Points from 0 to 5 and a reason for each criterion; half filled is fine until it is sent."""

    def __init__(self, data=None, *, criteria: Iterable[Criterion], review: Review | None = None):
        scores = {score.criterion_id: score for score in review.scores.all()} if review else {}
        self.criteria = list(criteria)
        super().__init__(data, initial={"comment": review.comment if review else ""})
        for criterion in self.criteria:
            score = scores.get(criterion.pk)
            self.fields[f"points-{criterion.code}"] = _points(criterion, score and score.points)
            self.fields[f"reason-{criterion.code}"] = _reason(criterion, score.reason if score else "")
        self.fields["comment"] = forms.CharField(
            label=_("Anything else to say"), required=False, widget=forms.Textarea(attrs={"rows": 3})
        )

    @property
    def points(self) -> dict[str, int | None]:
        typed = {criterion.code: self.cleaned_data[f"points-{criterion.code}"] for criterion in self.criteria}
        return {code: int(points) if points else None for code, points in typed.items()}

    @property
    def reasons(self) -> dict[str, str]:
        return {criterion.code: self.cleaned_data[f"reason-{criterion.code}"] for criterion in self.criteria}


def _points(criterion: Criterion, points: int | None) -> forms.ChoiceField:
    field = forms.ChoiceField(
        label=f"{criterion.name} (× {criterion.weight})",
        help_text=criterion.guide,
        choices=_levels(criterion),
        widget=forms.RadioSelect,
        required=False,
        initial="" if points is None else str(points),
        error_messages={"invalid_choice": _("Give points from 0 to 5.")},
    )
    field.in_row, field.optional = not criterion.levels, None
    return field


def _levels(criterion: Criterion) -> list[tuple[str, str]]:
    """Each number with what it means beside it; in a row where the round has only numbers."""
    words = dict(criterion.levels_shown)
    return [(str(n), f"{n} – {words[n]}" if n in words else str(n)) for n in range(LOWEST, HIGHEST + 1)]


def _reason(criterion: Criterion, reason: str) -> forms.CharField:
    field = forms.CharField(
        label=_("Reason: %(criterion)s") % {"criterion": criterion.name},
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        initial=reason,
    )
    field.optional = None
    return field
