"""Rounds as the desk shows them, and what pressing publish makes known."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef

from accounts.models import Membership, User
from applications.models import Application
from applications.queries import REMINDER_CLOCK, REMINDER_DAYS
from core import dates
from core.text import Words
from decisions.models import Decision
from decisions.queries import decisions_to_publish
from rounds.models import KINDS, Round


@dataclass(frozen=True)
class Publication:
    """What pressing "publish" makes known: decisions, and their euros by kind. `left_out` waits for the reader's declaration.

    `by_post` are the decisions, published ones too, of groups in which nobody gets e-mail: their letters are printed and posted.
    """

    decisions: list[Decision]
    left_out: int
    by_post: list[Decision] = field(default_factory=list)

    @property
    def totals(self) -> list[tuple[Words, int, Decimal]]:
        """Label, number of decisions and euros of each kind that is there."""
        by_kind = {kind: [it for it in self.decisions if it.application.kind == kind] for kind in KINDS}
        return [
            (KINDS[kind], len(some), sum((it.amount for it in some), Decimal("0.00"))) for kind, some in by_kind.items() if some
        ]

    @property
    def seen(self) -> str:
        """Names the decisions, so that nothing is published that was not on the page when the button was pressed."""
        return ",".join(str(decision.pk) for decision in self.decisions)


def publication(round_: Round, person: User) -> Publication:
    decisions = list(decisions_to_publish(round_, person))
    listed = Application.objects.listed_for(person).exclude(pk__in=Application.objects.handled_by(person).values("pk"))
    left_out = Decision.objects.prepared().filter(application__round=round_, application__in=listed).count()
    return Publication(decisions, left_out, _by_post(round_, person))


def _by_post(round_: Round, person: User) -> list[Decision]:
    told = Membership.objects.filter(group=OuterRef("application__group"), person__closed_at__isnull=True)
    rows = Decision.objects.visible_to(person).filter(application__round=round_).binding()
    rows = rows.exclude(Exists(told.exclude(role=Membership.READER)))
    return list(rows.select_related("application__group", "document").order_by("application__reference"))


def rounds_with_prepared(person: User) -> set[int]:
    """Rounds in which the person has decisions to publish, by primary key."""
    prepared = Decision.objects.prepared().filter(application__in=Application.objects.handled_by(person))
    return set(prepared.values_list("application__round", flat=True))


def reminder_moments(round_: Round) -> list[tuple[int, datetime]]:
    """When reminders of the round go: days before closing, and the instant."""
    return [(days, dates.days_before(round_.closes_at, days, REMINDER_CLOCK)) for days in REMINDER_DAYS]


def open_round(at: datetime) -> Round | None:
    """For the empty worklist: what is being waited for."""
    return Round.objects.open(at).order_by("closes_at").first()
