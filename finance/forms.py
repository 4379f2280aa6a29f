"""Budgets and shares as they are typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PortalForm, euros_field


class BudgetForm(PortalForm):
    """A fund's new budget and why."""

    budget = euros_field(_("New budget, euros"), _("Write the new budget."))
    reason = forms.CharField(
        label=_("Why does it change?"),
        help_text=_("For example who decided it and when. The reason stays beside the change."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why the sum changes.")},
    )


class ShareForm(PortalForm):
    """A round's new share of its fund and why."""

    allocation = euros_field(
        _("New share of this round, euros"), "", help_text=_("Leave empty if the round uses the common pool."), required=False
    )
    reason = forms.CharField(
        label=_("Why does it change?"),
        help_text=_("For example who decided it and when. The reason stays beside the change."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write why the sum changes.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["allocation"].optional = None
