"""What the cases of a round are scored on, as it is typed: one list of criteria that is kept as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.forms import PortalForm
from rounds.actions import Asked
from rounds.models import Round

POINTS = range(6)
WEIGHTS = [(str(weight), str(weight)) for weight in range(1, 11)]
TEXTS = ("name_fi", "name_en", "guide_fi", "guide_en")
# More would not be weighed against each other by anybody, and a page stays a page.
MOST_CRITERIA = 20
EMPTY = Asked("", "", 1)


@dataclass(frozen=True)
class CriterionFields:
    """The fields of one criterion, and its place from 0."""

    place: int
    code: BoundField
    name_fi: BoundField
    name_en: BoundField
    guide_fi: BoundField
    guide_en: BoundField
    weight: BoundField
    minimum: BoundField
    levels: list[tuple[int, BoundField, BoundField]]

    @property
    def has_wrong_levels(self) -> bool:
        return any(finnish.errors or english.errors for _points, finnish, english in self.levels)


class CriteriaForm(PortalForm):
    """A field of each part for each criterion, named by the part and the place. `shown` are those to begin with."""

    reviews_wanted = forms.ChoiceField(
        label=gettext_lazy("How many people score each application?"),
        choices=[(str(number), str(number)) for number in range(1, 6)],
        error_messages={
            "required": gettext_lazy("Choose how many people score."),
            "invalid_choice": gettext_lazy("Choose how many people score."),
        },
    )
    threshold_percent = forms.CharField(
        label=gettext_lazy("The least share of the highest points, in percent"),
        help_text=gettext_lazy("What gets less is funded only with a written reason. Leave empty if there is no such limit."),
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, shown: Sequence[Asked], reviews_wanted: int, threshold: str) -> None:
        super().__init__(data, initial={"reviews_wanted": str(reviews_wanted), "threshold_percent": threshold})
        self.fields["threshold_percent"].optional = None
        self.count, self.weights = len(shown), sum(asked.weight for asked in shown)
        for place, asked in enumerate(shown):
            self._add_fields(place, asked)

    def _add_fields(self, place: int, asked: Asked) -> None:
        self.fields[f"code-{place}"] = forms.SlugField(
            required=False, widget=forms.HiddenInput, initial=asked.code, max_length=40
        )
        for part, field in _text_fields().items():
            field.initial = getattr(asked, part)
            self._add(part, place, field)
        self._add("weight", place, forms.ChoiceField(label=_("Weight"), choices=WEIGHTS, initial=str(asked.weight)))
        self._add("minimum", place, _minimum(asked.minimum))
        levels = [*asked.levels, *[("", "")] * len(POINTS)]
        for points in POINTS:
            for language, text in zip(("fi", "en"), levels[points], strict=True):
                field = _line(_LEVEL_LABELS[language] % {"points": points}, 200, required=False)
                field.initial = text
                self._add(f"level_{language}_{points}", place, field)

    def _add(self, part: str, place: int, field: forms.Field) -> None:
        field.label = format_html('{}<span class="visually-hidden">, {} {}</span>', field.label, _("Criterion"), place + 1)
        field.optional = None
        self.fields[f"{part}-{place}"] = field

    def clean_threshold_percent(self) -> int | None:
        text = self.cleaned_data["threshold_percent"].removesuffix("%").strip()
        if not text:
            return None
        if not re.fullmatch(r"[0-9]{1,3}", text, re.ASCII):
            raise ValidationError(_("Write the percentage as a whole number, for example 50."))
        return int(text)

    def criteria_fields(self) -> Iterator[CriterionFields]:
        for place in range(self.count):
            parts = {name: self[f"{name}-{place}"] for name in ("code", *TEXTS, "weight", "minimum")}
            levels = [(points, self[f"level_fi_{points}-{place}"], self[f"level_en_{points}-{place}"]) for points in POINTS]
            yield CriterionFields(place, levels=levels, **parts)

    @property
    def settings(self) -> dict[str, int | None]:
        return {
            "reviews_wanted": int(self.cleaned_data["reviews_wanted"]),
            "threshold_percent": self.cleaned_data["threshold_percent"],
        }


_LEVEL_LABELS = {"fi": gettext_lazy("%(points)d points in Finnish"), "en": gettext_lazy("%(points)d points in English")}


def _text_fields() -> dict[str, forms.CharField]:
    return {
        "name_fi": _line(_("Name in Finnish"), 120),
        "name_en": _line(_("Name in English"), 120),
        "guide_fi": _line(_("What is asked, in Finnish"), 600, forms.Textarea({"rows": 2})),
        "guide_en": _line(_("What is asked, in English"), 600, forms.Textarea({"rows": 2})),
    }


def _line(label: Any, most: int, widget: forms.Widget | None = None, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=most,
        widget=widget,
        error_messages={"max_length": _("Write this in at most %(limit_value)d characters.")},
    )


def _minimum(minimum: int | None) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("The least mean of points"),
        choices=[("", _("No limit")), *((str(points), str(points)) for points in POINTS[1:])],
        required=False,
        initial="" if minimum is None else str(minimum),
    )


def criteria_of(round_: Round) -> list[Asked]:
    """As they are kept."""
    return [
        Asked(
            **{name: getattr(criterion, name) for name in ("code", *TEXTS, "weight", "minimum")},
            levels=[(level["fi"], level["en"]) for level in criterion.levels],
        )
        for criterion in round_.criteria.all()
    ]


def criteria_typed(data: Mapping[str, str]) -> list[Asked]:
    """As they stand in the boxes, whatever is still wrong with them."""
    count = _number(data.get("count", ""), MOST_CRITERIA) or 0
    return [_typed(data, place) for place in range(count)]


def _typed(data: Mapping[str, str], place: int) -> Asked:
    def text(part: str) -> str:
        return data.get(f"{part}-{place}", "")

    return Asked(
        **{name: text(name) for name in ("code", *TEXTS)},
        weight=_number(text("weight"), 10) or 1,
        minimum=_number(text("minimum"), 5),
        levels=[(text(f"level_fi_{points}"), text(f"level_en_{points}")) for points in POINTS],
    )


def rearranged(criteria: Sequence[Asked], act: str) -> list[Asked]:
    """With one more at the end, or with one of them moved or taken away: `add`, `up-2`, `down-0`, `remove-1`."""
    changed, (name, _dash, typed) = list(criteria), act.partition("-")
    if name == "add" and len(changed) < MOST_CRITERIA:
        return [*changed, replace(EMPTY)]
    place = _number(typed, len(changed) - 1)
    if place is None:
        return changed
    if name == "remove":
        changed.pop(place)
    elif name in {"up", "down"}:
        moved = changed.pop(place)
        changed.insert(max(place + (1 if name == "down" else -1), 0), moved)
    return changed


def _number(text: str, most: int) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,2}", text, re.ASCII) and int(text) <= most else None
