"""Whether an idea fits; nothing of it is kept."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from applications.sections import FITS, FITS_NOT, NOT_SURE, Check
from core.forms import PortalForm


class EligibilityForm(PortalForm):
    """Each check with yes, no and not sure."""

    def __init__(self, data: QueryDict | None = None, *, checks: list[Check], initial: dict[str, str]) -> None:
        self.checks = checks
        super().__init__(data, initial=initial)
        for check in checks:
            missing = _("Choose an answer: “%(question)s”") % {"question": check.label}
            field = forms.ChoiceField(
                label=check.label,
                help_text=check.hint,
                choices=[(FITS, _("Yes")), (FITS_NOT, _("No")), (NOT_SURE, _("I'm not sure"))],
                widget=forms.RadioSelect,
                error_messages={"required": missing, "invalid_choice": missing},
            )
            field.in_row = True
            self.fields[check.code] = field

    def answered(self, answer: str) -> list[Check]:
        """The checks that were answered so, once the form is valid."""
        return [check for check in self.checks if self.cleaned_data[check.code] == answer]
