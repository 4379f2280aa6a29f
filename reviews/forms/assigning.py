"""Who is asked to review a case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from core.forms import PortalForm


class _People(forms.ModelChoiceField):
    def label_from_instance(self, person: User) -> str:
        work = ngettext("%(count)s review to do", "%(count)s reviews to do", person.open_work) % {"count": person.open_work}
        return f"{person} ({work})"


class AssignForm(PortalForm):
    """One of those who are fit to review the case and are not asked yet."""

    reviewer = _People(
        label=_("Who is asked to review?"),
        queryset=User.objects.none(),
        empty_label=_("Choose a person"),
        error_messages={"required": _("Choose a person."), "invalid_choice": _("Choose a person.")},
    )

    def __init__(self, data: Any = None, *, people: QuerySet[User]) -> None:
        super().__init__(data)
        self.fields["reviewer"].queryset = people.filter(is_assigned=False)
