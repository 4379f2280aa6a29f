"""What a group is asked to complete, why, and by when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from applications.models import COMPLETION_REASONS
from applications.sections import Section
from core import dates
from core.forms import PortalForm, day_field

# Two weeks, as is usual; the coordinator judges each time.
USUAL_TIME = timedelta(days=14)


@dataclass(frozen=True)
class AskedFields:
    """The fields of one part: whether it is asked for, why, and in more words."""

    part: BoundField
    reason: BoundField
    text: BoundField


class RequestCompletionForm(PortalForm):
    """Every part of the form to choose from. `wish` are the parts, reasons and texts that the link here named."""

    text = forms.CharField(
        label=_("To the group"),
        help_text=_("The group reads this first. Write plainly, and to nobody but them."),
        required=False,
        max_length=2000,
        error_messages={"max_length": _("Write this in at most %(limit_value)d characters.")},
        widget=forms.Textarea({"rows": 3}),
    )
    due_on = day_field(_("The last day to answer"), _("Write the last day to answer."))

    def __init__(
        self, data: QueryDict | None = None, *, sections: list[Section], today: date, wish: dict[str, tuple[str, str]]
    ) -> None:
        super().__init__(data, initial={"due_on": dates.day(usual_last_day(today))})
        self.sections = sections
        for section in sections:
            reason, text = wish.get(section.slug, ("", ""))
            self.fields |= _fields_of(section)
            self.initial |= {
                f"part_{section.slug}": section.slug in wish,
                f"reason_{section.slug}": reason,
                f"text_{section.slug}": text,
            }

    def asked_fields(self) -> Iterator[AskedFields]:
        for section in self.sections:
            yield AskedFields(*(self[f"{name}_{section.slug}"] for name in ("part", "reason", "text")))

    def clean(self) -> dict[str, Any]:
        for slug, reason, _text in self.points:
            if not reason and f"reason_{slug}" not in self.errors:
                self.add_error(f"reason_{slug}", _("Choose why you ask for this part."))
        return self.cleaned_data

    @property
    def points(self) -> list[tuple[str, str, str]]:
        """Slug, reason and text of each part that is ticked; what stands beside the others is left out."""
        typed, slugs = self.cleaned_data, [section.slug for section in self.sections]
        asked = [slug for slug in slugs if typed.get(f"part_{slug}")]
        return [(slug, typed.get(f"reason_{slug}", ""), typed.get(f"text_{slug}", "")) for slug in asked]


def usual_last_day(today: date) -> date:
    """Two weeks from today, or the next working day after that."""
    day = today + USUAL_TIME
    while not dates.is_working_day(day):
        day += timedelta(days=1)
    return day


def _fields_of(section: Section) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {
        f"part_{section.slug}": forms.BooleanField(label=section.title, required=False),
        f"reason_{section.slug}": forms.ChoiceField(
            label=_("Why do you ask?"),
            choices=[("", _("Choose")), *COMPLETION_REASONS.items()],
            required=False,
            error_messages={"invalid_choice": _("Choose why you ask for this part.")},
        ),
        f"text_{section.slug}": forms.CharField(
            label=_("What should the group do?"),
            required=False,
            max_length=2000,
            error_messages={"max_length": _("Write this in at most %(limit_value)d characters.")},
            widget=forms.Textarea({"rows": 2}),
        ),
    }
    for name in (f"part_{section.slug}", f"reason_{section.slug}"):
        fields[name].optional = None
    return fields
