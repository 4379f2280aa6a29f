"""What people type about their groups, and the first time about themselves."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.fields import as_number, line_field
from accounts.models import Group, User
from core.forms import PortalForm
from core.numbers import read_business_id

EXAMPLE_ID = gettext_lazy("For example 1234567-1")


class GroupForm(PortalForm):
    """A group; which of the last three are needed depends on its type, and those that are not are left empty."""

    name = line_field(
        gettext_lazy("Name of the group"),
        gettext_lazy("Write the name of your group."),
        attrs={"autocomplete": "organization"},
    )
    type = forms.ChoiceField(
        label=gettext_lazy("What kind of group are you?"),
        choices=list(Group.TYPES.items()),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose what kind of group you are."),
            "invalid_choice": gettext_lazy("Choose what kind of group you are."),
        },
    )
    business_id = line_field(gettext_lazy("Business ID"), "", required=False, max_length=40, help_text=EXAMPLE_ID)
    carrier_name = line_field(gettext_lazy("Name of the organisation"), "", required=False)
    carrier_business_id = line_field(
        gettext_lazy("Business ID of the organisation"), "", required=False, max_length=40, help_text=EXAMPLE_ID
    )

    GROUP_FIELDS = ("name", "type", "business_id", "carrier_name", "carrier_business_id")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in ("business_id", "carrier_name", "carrier_business_id"):
            self.fields[field].optional = None

    def clean_business_id(self) -> str:
        return as_number(read_business_id, self.cleaned_data["business_id"])

    def clean_carrier_business_id(self) -> str:
        return as_number(read_business_id, self.cleaned_data["carrier_business_id"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("type") == Group.FREE_GROUP:
            self._ask("carrier_name", _("Write the name of the organisation that carries the money."))
            self._ask("carrier_business_id", _("Write the business ID of the organisation that carries the money."))
            self._leave_empty("business_id")
        elif cleaned.get("type"):
            self._ask("business_id", _("Write the business ID of your group. If you have none, choose the free group."))
            self._leave_empty("carrier_name", "carrier_business_id")
        return cleaned

    def _ask(self, field: str, sentence: str) -> None:
        if field not in self.errors and not self.cleaned_data.get(field):
            self.add_error(field, sentence)

    def _leave_empty(self, *fields: str) -> None:
        """What stands in the part for the other kind of group says nothing, be it right or wrong."""
        for field in fields:
            self.errors.pop(field, None)
            self.cleaned_data[field] = ""

    @property
    def group(self) -> dict[str, str]:
        return {field: self.cleaned_data[field] for field in self.GROUP_FIELDS}


class StartGroupForm(GroupForm):
    """The first group asks for the person's own name and telephone number too, unless they are known."""

    person_name = line_field(gettext_lazy("Your own name"), gettext_lazy("Write your own name."), attrs={"autocomplete": "name"})
    person_phone = line_field(
        gettext_lazy("Your telephone number"),
        gettext_lazy("Write your telephone number, so that we can call you."),
        attrs={"autocomplete": "tel", "inputmode": "tel"},
        max_length=40,
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in ("name", "phone"):
            if getattr(person, field):
                del self.fields[f"person_{field}"]

    def clean_person_phone(self) -> str:
        phone = self.cleaned_data["person_phone"]
        if not re.fullmatch(r"\+?[0-9 ()\-–.\u00a0]+", phone) or len(re.sub(r"[^0-9]", "", phone)) < 5:
            raise ValidationError(_("Write the telephone number in digits, for example 040 123 4567."))
        return phone

    @property
    def person(self) -> dict[str, str]:
        """The person's own details that were asked here."""
        asked = {"name": "person_name", "phone": "person_phone"}
        return {field: self.cleaned_data[name] for field, name in asked.items() if name in self.fields}
