"""What is asked once of a group, and what of it an application needs before it is sent."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from accounts.models import Group
from core.numbers import masked_iban
from core.text import Words


@dataclass(frozen=True)
class Fact:
    """One fact of the body that carries the money. `needed_by` are the types of group that can't send without it."""

    name: str
    label: Words
    hint: Words = ""
    autocomplete: str = ""
    needed_by: frozenset[str] = frozenset(Group.TYPES)


@dataclass(frozen=True)
class Part:
    """Facts that are asked together; `why` is the one line above them."""

    title: Words
    why: Words
    facts: tuple[Fact, ...]

    @property
    def is_account(self) -> bool:
        return any(fact.name == "iban" for fact in self.facts)


PARTS = (
    Part(
        _("Register and address"),
        _("We see that the body exists, and know where to send what goes by post."),
        (
            # A free group's carrier may be a co-operative, which has none.
            Fact(
                "register_number",
                _("Register number of the association"),
                hint=_("It is in the extract from the register of associations, for example 123.456. Others leave it empty."),
                needed_by=frozenset({Group.ASSOCIATION}),
            ),
            Fact(
                "home_municipality",
                _("Home municipality"),
                hint=_("The municipality that stands in the register."),
            ),
            Fact("street_address", _("Street address or PO box"), autocomplete="street-address"),
            Fact("postal_code", _("Postal code"), autocomplete="postal-code"),
            Fact("city", _("Town"), autocomplete="address-level2"),
            Fact("website", _("Web pages"), hint=_("For example www.example.fi"), autocomplete="url", needed_by=frozenset()),
        ),
    ),
    Part(
        _("Who may sign"),
        _("A grant is agreed on in writing, and the agreement needs a signature that binds the body."),
        (
            Fact(
                "signatories",
                _("Who may sign for the body?"),
                hint=_("Write the names, and who signs alone and who together. For example: the chair Aino Esimerkki alone."),
            ),
        ),
    ),
    Part(
        _("Bank account"),
        _("If you get a grant, it is paid here. Others see only the beginning and the end of the number."),
        (
            Fact("iban", _("Account number (IBAN)"), hint=_("For example FI21 1234 5600 0007 85")),
            Fact(
                "account_holder",
                _("Holder of the account"),
                hint=_("Exactly as the bank has it. Banks compare the name before they pay."),
            ),
        ),
    ),
    Part(
        _("Value added tax"),
        _("A grant can't pay for tax that you get back."),
        (Fact("vat_position", _("Do you get back the value added tax of what you buy?")),),
    ),
    Part(
        _("How you get the decision"),
        _(
            "By law the City may give you a decision electronically only if you agree to it. If you don't answer, it comes as a"
            " letter. You can change your answer at any time."
        ),
        (Fact("electronic_service", _("May the decision be given to you electronically?"), needed_by=frozenset()),),
    ),
)
# What follows where the group has not said whether it agrees to electronic service.
NO_CONSENT = _("Not answered yet. The decision comes as a letter.")
FACTS = tuple(fact for part in PARTS for fact in part.facts)


def unfinished(group: Group) -> list[Part]:
    """Where something has to be told before this group can send an application."""
    return [part for part in PARTS if any(group.type in fact.needed_by and not getattr(group, fact.name) for fact in part.facts)]


def pinned(group: Group) -> dict[str, str]:
    """The group as it is now, to be kept with what is sent or decided: a later change changes nothing there."""
    return {
        "name": group.name,
        "type": group.type,
        "responsible_body": group.responsible_body,
        "business_id": group.responsible_business_id,
        **{fact.name: getattr(group, fact.name) for fact in FACTS},
    }


def mark(group: Group) -> str:
    """Tells one state of the details from another, so that nobody overwrites what she has not seen."""
    return hashlib.sha256(json.dumps(pinned(group), sort_keys=True).encode()).hexdigest()


def described(facts: Mapping[str, str]) -> list[tuple[Words, str]]:
    """Label and text of all that `facts`, as from `pinned`, know; the account number always masked.

    What was pinned before a fact was asked says nothing of it.
    """
    known = {name: str(text) for name, text in facts.items()}
    carrier = known["responsible_body"] if known["responsible_body"] != known["name"] else ""
    shown = {
        **known,
        "iban": masked_iban(known.get("iban", "")),
        "vat_position": str(Group.VAT_POSITIONS.get(known.get("vat_position", ""), "")),
        "electronic_service": str(Group.SERVICE_CONSENTS.get(known.get("electronic_service", ""), NO_CONSENT)),
    }
    return [
        (_("Group"), known["name"]),
        (_("What kind of group"), str(Group.TYPES.get(known["type"], ""))),
        *([(_("Who carries the money"), carrier)] if carrier else []),
        (_("Business ID"), known["business_id"]),
        *((fact.label, shown[fact.name]) for fact in FACTS if fact.name in known and (shown[fact.name] or fact.needed_by)),
    ]


def account_changed(facts: Mapping[str, str], group: Group) -> bool:
    """Whether the group's account is another than in `facts`. What was pinned before accounts were asked can't tell."""
    return facts.get("iban", group.iban) != group.iban
