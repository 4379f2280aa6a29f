"""What an administrator types about the staff."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from accounts.forms.fields import line_field
from accounts.models import STAFF_ROLES
from core.forms import PortalForm, address_field


class InviteForm(PortalForm):
    email = address_field(gettext_lazy("Write the e-mail address of the person."))
    name = line_field(gettext_lazy("Name"), gettext_lazy("Write the name of the person."))
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"),
        choices=list(STAFF_ROLES.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Choose at least one role."),
            "invalid_choice": gettext_lazy("Choose one of the roles in the list."),
        },
    )


class RoleForm(PortalForm):
    """The one role that a button gives or takes away."""

    role = forms.ChoiceField(choices=list(STAFF_ROLES.items()), widget=forms.HiddenInput)


class SetTitleForm(PortalForm):
    title = line_field(
        gettext_lazy("Title and unit in decision letters"),
        "",
        max_length=100,
        required=False,
        help_text=gettext_lazy("Printed under the name of the decision maker, in Finnish."),
        attrs={"lang": "fi"},
    )
