"""The whole profile of a group: what starting it asks, and what its applications need besides."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy

from accounts.forms.fields import as_number, line_field
from accounts.forms.groups import GroupForm
from accounts.models import Group
from accounts.sections import FACTS, PARTS, Fact
from core.numbers import read_iban, read_postal_code, read_register_number, spaced_iban

# As typed: numbers with spaces are longer than what is kept of them.
LONGEST = {"register_number": 40, "postal_code": 40, "city": 60, "home_municipality": 60, "iban": 60, "account_holder": 70}
# What is chosen from, and the sentence for a choice that there is not.
CHOICES = {
    "vat_position": (Group.VAT_POSITIONS, gettext_lazy("Choose one of the answers about value added tax.")),
    "electronic_service": (
        Group.SERVICE_CONSENTS,
        gettext_lazy("Choose whether the decision may be given to you electronically."),
    ),
}
NUMERIC = frozenset({"register_number", "postal_code"})


class WebAddressField(forms.URLField):
    """Pages that a browser opens by a press: no file transfer and no script."""

    default_validators = (URLValidator(schemes=["http", "https"]),)


class ProfileForm(GroupForm):
    """May be saved half filled: what an application needs is asked for when it is sent. What is filled in has to be right."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for fact in FACTS:
            self.fields[fact.name] = _field(fact)

    @classmethod
    def stored(cls, group: Group) -> dict[str, str]:
        """What the form shows of a group; the account number in groups of four, in which it is easiest to check."""
        names = (*cls.GROUP_FIELDS, *(fact.name for fact in FACTS))
        return {**{name: getattr(group, name) for name in names}, "iban": spaced_iban(group.iban)}

    def clean_register_number(self) -> str:
        return as_number(read_register_number, self.cleaned_data["register_number"])

    def clean_postal_code(self) -> str:
        return as_number(read_postal_code, self.cleaned_data["postal_code"])

    def clean_iban(self) -> str:
        return as_number(read_iban, self.cleaned_data["iban"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("type") in {Group.COOPERATIVE, Group.OTHER_BODY}:
            self._leave_empty("register_number")
        return cleaned

    @property
    def group(self) -> dict[str, str]:
        return {**super().group, **{fact.name: self.cleaned_data[fact.name] for fact in FACTS}}

    def differing(self, group: Group) -> list[tuple[str, str]]:
        """Label and text of what is saved now, where something else was typed."""
        kept, typed = self.stored(group), {**self.group, "iban": spaced_iban(self.group["iban"])}
        return [(self[name].label, self._shown(name, text)) for name, text in kept.items() if text != typed[name]]

    def _shown(self, name: str, text: str) -> str:
        return str(dict(getattr(self.fields[name], "choices", [])).get(text, text))

    @property
    def parts(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """Each part with its fields, as the page asks them."""
        return [(part, [self[fact.name] for fact in part.facts]) for part in PARTS]


def _field(fact: Fact) -> forms.Field:
    field = _control(fact)
    field.help_text = fact.hint
    # The register number of a co-operative does not exist, that of an association does: neither needed nor optional for all.
    field.optional = None if 0 < len(fact.needed_by) < len(Group.TYPES) else not fact.needed_by
    return field


def _control(fact: Fact) -> forms.Field:
    attrs = {"autocomplete": fact.autocomplete or "off"}
    if fact.name in CHOICES:
        choices, sentence = CHOICES[fact.name]
        return forms.ChoiceField(
            label=fact.label,
            choices=list(choices.items()),
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": sentence},
        )
    if fact.name == "website":
        return WebAddressField(
            label=fact.label,
            required=False,
            max_length=200,
            assume_scheme="https",
            error_messages={"invalid": gettext_lazy("Write the address of the web pages like this: www.example.fi.")},
            widget=forms.TextInput({"inputmode": "url", "spellcheck": "false", "autocapitalize": "none", **attrs}),
        )
    if fact.name == "signatories":
        return forms.CharField(
            label=fact.label,
            required=False,
            max_length=500,
            widget=forms.Textarea({"rows": 3, **attrs}),
            error_messages={"max_length": gettext_lazy("Write this in at most %(limit_value)d characters.")},
        )
    if fact.name in NUMERIC:
        attrs["inputmode"] = "numeric"
    if fact.name == "iban":
        attrs |= {"spellcheck": "false", "autocapitalize": "characters"}
    return line_field(fact.label, "", attrs=attrs, required=False, max_length=LONGEST.get(fact.name, 150))
