"""What papers are asked for, of whom, and why."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from accounts.models import Group
from core.text import Words

# The section whose answers are files.
FILES = "liitteet"

_REGISTERED = (Group.ASSOCIATION, Group.COOPERATIVE, Group.OTHER_BODY)


@dataclass(frozen=True)
class Asked:
    """One kind of paper: `path` in addresses, `groups` the types of group it is asked of, `needed` whether they must add it."""

    code: str
    path: str
    label: Words
    why: Words
    groups: tuple[str, ...] = tuple(Group.TYPES)
    needed: bool = False


# Only the consent decides anything: without a registered body there is nobody to grant the money to. The rest helps whoever
# reads the application. Which papers the City wants in the end is to be confirmed by it.
ASKED = (
    Asked(
        "consent",
        "suostumus",
        _("The consent of the body that carries the money"),
        _("Money can be granted only to a registered body. This paper shows that it has agreed to carry the money for you."),
        groups=(Group.FREE_GROUP,),
        needed=True,
    ),
    Asked(
        "rules",
        "saannot",
        _("The rules of your association or co-operative"),
        _("We see what your group is for, and how your idea fits it."),
        groups=(Group.ASSOCIATION, Group.COOPERATIVE),
    ),
    Asked("register", "rekisteriote", _("Register extract"), _("We see who may sign for your group."), groups=_REGISTERED),
    Asked(
        "accounts",
        "tilinpaatos",
        _("The latest accounts, with the audit"),
        _("We see how your group has looked after its money."),
        groups=_REGISTERED,
    ),
    Asked(
        "minute",
        "poytakirja",
        _("Minutes of the meeting where you decided to apply"),
        _("We see that your group has decided on this together."),
        groups=_REGISTERED,
    ),
    Asked("other", "muu", _("Something else"), _("Add what helps us understand your idea: a plan, a picture, an offer.")),
)
ASKED_BY_CODE = {asked.code: asked for asked in ASKED}


def asked_of(group_type: str) -> list[Asked]:
    """The papers that are asked of such a group, those that are needed first."""
    return [asked for asked in ASKED if group_type in asked.groups]


def paper_of(code: str, group_type: str) -> Asked:
    """Where such a group sees a file that was added for `code`: one that is no longer asked of it counts as something else."""
    asked = ASKED_BY_CODE[code]
    return asked if group_type in asked.groups else ASKED_BY_CODE["other"]
