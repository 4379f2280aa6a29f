"""What people type about who belongs to their group."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from accounts.forms.fields import line_field
from accounts.models import Membership, User
from core.forms import PortalForm, address_field


def role_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("What may the person do?"),
        choices=list(Membership.POWERS.items()),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose what the person may do."),
            "invalid_choice": gettext_lazy("Choose what the person may do."),
        },
    )


class InviteToGroupForm(PortalForm):
    email = address_field(gettext_lazy("Write the e-mail address of the person."), attrs={"autocomplete": "off"})
    role = role_field()


class ChangeMemberForm(PortalForm):
    role = role_field()


class AcceptInvitationForm(PortalForm):
    """The name is asked of whoever has none yet, so that the others see who came."""

    person_name = line_field(gettext_lazy("Your own name"), gettext_lazy("Write your own name."), attrs={"autocomplete": "name"})

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if person.name:
            del self.fields["person_name"]

    @property
    def person(self) -> dict[str, str]:
        """The person's own details that were asked here."""
        return {"name": self.cleaned_data["person_name"]} if "person_name" in self.fields else {}
