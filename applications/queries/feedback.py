"""What people say of applying, round by round."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from applications.models import Feedback
from core.text import Words
from rounds.models import Round


@dataclass(frozen=True)
class HeardInRound:
    """How many found it easy, all right or hard, and what they wrote, the newest first."""

    round: Round
    counts: list[tuple[Words, int]]
    words: list[Feedback]


def feedback_by_round() -> list[HeardInRound]:
    """The newest round first."""
    given = Feedback.objects.select_related("application__round").order_by("-application__round__opens_at", "-given_at", "-pk")
    return [_heard(round_, list(of_round)) for round_, of_round in groupby(given, key=lambda it: it.application.round)]


def _heard(round_: Round, given: list[Feedback]) -> HeardInRound:
    counted = Counter(it.ease for it in given)
    return HeardInRound(
        round_, [(label, counted[ease]) for ease, label in Feedback.EASES.items()], [it for it in given if it.text]
    )
