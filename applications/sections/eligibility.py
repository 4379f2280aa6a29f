"""What somebody asks herself before she begins: whether the idea fits the programme and the round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from core.dates import day
from core.text import Words

if TYPE_CHECKING:
    from rounds.models import Round

FITS, FITS_NOT, NOT_SURE = "kylla", "ei", "en-tieda"


@dataclass(frozen=True)
class Check:
    """One question, which yes answers well. `meaning` is what a no means, and what one can do.

    Its texts are filled in with the facts of the programme and its round. `code` stands in the address.
    """

    code: str
    label: Words
    hint: Words
    meaning: Words

    def filled(self, facts: dict[str, str]) -> Check:
        return Check(self.code, str(self.label) % facts, str(self.hint) % facts, str(self.meaning) % facts)


CHECKS = (
    Check(
        "paikka",
        _("Is it done in the right place?"),
        _("The place is: %(area)s."),
        _(
            "The money is only for what is done here: %(area)s. If a part of your idea could be done here, ask us about that part."
        ),
    ),
    Check(
        "kenelle",
        _("Is it for the right people?"),
        _("The programme is for these: %(target_groups)s."),
        _("The money is meant for these: %(target_groups)s. If your idea can serve them too, tell us how."),
    ),
    Check(
        "vastuu",
        _("Does somebody answer for the money?"),
        _(
            "An association, a co-operative or another body with a business ID: your own group or one that carries the money for you."
        ),
        _(
            "A group of people can apply too, but a registered body must carry the money. We think with you about who it could be."
        ),
    ),
    Check(
        "uutta",
        _("Is it more than what you do anyway?"),
        _("The money does not pay for ordinary running costs."),
        _(
            "The money is for developing and for events, not for ordinary rents or wages. Perhaps there is something new in your idea."
        ),
    ),
    Check(
        "aika",
        _("Does it fit into the time?"),
        _("A project starts on %(earliest_start)s at the earliest. Everything ends on %(latest_end)s at the latest."),
        _(
            "A project can start on %(earliest_start)s at the earliest, and all must end on %(latest_end)s at the latest. "
            "Perhaps another round suits you better."
        ),
    ),
)


def checks_of(round_: Round) -> list[Check]:
    """The questions with the facts of this round in the reader's language."""
    programme = round_.programme
    facts = {
        "area": programme.area,
        "target_groups": "; ".join(words for _code, words in programme.listed("target_groups")),
        "earliest_start": day(round_.earliest_start),
        "latest_end": day(round_.latest_end),
    }
    return [check.filled(facts) for check in CHECKS]
