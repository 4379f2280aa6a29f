"""An offer from the reserve list as it is typed."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import PortalForm, day_field, euros_field


class OfferForm(PortalForm):
    """How much, until when, and why it does not go to the first in order."""

    amount = euros_field(_("Sum in euros"), _("Write the sum that is offered."))
    due_on = day_field(_("The last day to answer"), _("Write the last day to answer."))
    skip_reason = forms.CharField(
        label=_("Why is somebody before this one passed over?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: object, is_first: bool, **options: object) -> None:
        super().__init__(*args, **options)
        if is_first:
            del self.fields["skip_reason"]
