"""What people type about themselves, their groups and each other's roles."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.exceptions import InvalidChecksum
from stdnum.exceptions import ValidationError as NotANumber
from stdnum.fi import ytunnus

from accounts.models import STAFF_ROLES, Group, User
from core.forms import PortalForm

CODE_LENGTH = 6
EXAMPLE_ID = gettext_lazy("For example 1234567-1")


def address_field(empty: str, **options: Any) -> forms.EmailField:
    return forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        error_messages={
            "required": empty,
            "invalid": gettext_lazy("Write the e-mail address in the form name@example.fi."),
            "max_length": gettext_lazy("The e-mail address is too long. Check it."),
        },
        widget=forms.EmailInput(attrs={"spellcheck": "false", "autocapitalize": "none", **options.pop("attrs", {})}),
        **options,
    )


def line_field(label: str, empty: str, *, attrs: dict[str, str] | None = None, **options: Any) -> forms.CharField:
    """One line of text, 150 characters unless `options` say otherwise."""
    limit = options.pop("max_length", 150)
    return forms.CharField(
        label=label,
        max_length=limit,
        error_messages={"required": empty, "max_length": gettext_lazy("Write this in at most %(limit_value)d characters.")},
        widget=forms.TextInput(attrs=attrs or {}),
        **options,
    )


class CodeRequestForm(PortalForm):
    email = address_field(gettext_lazy("Write your e-mail address."), attrs={"autocomplete": "email"})

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class CodeForm(PortalForm):
    code = forms.CharField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("Six digits from the letter"),
        max_length=40,
        error_messages={
            "required": gettext_lazy("Write the six digits of the code."),
            "max_length": gettext_lazy("The code has six digits. Check what you wrote."),
        },
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false", "class": "code"}
        ),
    )

    def clean_code(self) -> str:
        digits = re.sub(r"[\s\-–]", "", self.cleaned_data["code"])
        if not re.fullmatch(rf"[0-9]{{{CODE_LENGTH}}}", digits):
            raise ValidationError(_("The code has six digits. Check what you wrote."))
        return digits


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
        return business_id(self.cleaned_data["business_id"])

    def clean_carrier_business_id(self) -> str:
        return business_id(self.cleaned_data["carrier_business_id"])

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


def business_id(typed: str) -> str:
    """A Finnish business ID in the form 1234567-1, or nothing if nothing was typed."""
    plain = re.sub(r"[\s.\-–]", "", typed)
    if not plain:
        return ""
    try:
        return ytunnus.format(ytunnus.validate(plain))
    except InvalidChecksum:
        raise ValidationError(_("Check the business ID: at least one of its digits is not right."), code="checksum") from None
    except NotANumber:
        raise ValidationError(
            _("A business ID has seven digits, a hyphen and one more digit, for example 1234567-1."), code="form"
        ) from None
