"""Rounds as the desk shows them, and what pressing publish makes known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Prefetch

from accounts.models import Membership, User
from applications.models import Application
from applications.queries import REMINDER_CLOCK, REMINDER_DAYS
from core import dates
from core.text import Words
from decisions import models
from decisions.models import Decision
from decisions.queries import decisions_to_publish, decisions_with_letters
from rounds.models import KINDS, Round


@dataclass(frozen=True)
class Publication:
    """What pressing "publish" makes known: decisions, and their euros by kind. `left_out` waits for the reader's declaration.

    `by_post` are the keys of those of groups in which nobody gets e-mail.
    `waiting` is the time that is set; `stopped` is the one that was set last, if nothing was published then.
    """

    decisions: list[Decision]
    left_out: int
    by_post: frozenset[int] = frozenset()
    waiting: models.Publication | None = None
    stopped: models.Publication | None = None

    @property
    def totals(self) -> list[tuple[Words, int, Decimal]]:
        """Label, number of decisions and euros of each kind that is there."""
        by_kind = {kind: [it for it in self.decisions if it.application.kind == kind] for kind in KINDS}
        return [
            (KINDS[kind], len(some), sum((it.amount for it in some), Decimal("0.00"))) for kind, some in by_kind.items() if some
        ]

    @property
    def is_on_a_day_off(self) -> bool:
        """Whether the offices are closed at the set time: who calls then reaches nobody."""
        return self.waiting is not None and not dates.is_working_day(dates.local_day(self.waiting.due_at))


def publication(round_: Round, person: User, *, with_letters: bool = False) -> Publication:
    """`with_letters` reads also what the letters say, for who looks through them."""
    decisions = decisions_with_letters(round_, person) if with_letters else list(decisions_to_publish(round_, person))
    listed = Application.objects.listed_for(person).exclude(pk__in=Application.objects.handled_by(person).values("pk"))
    left_out = Decision.objects.prepared().filter(application__round=round_, application__in=listed).count()
    newest = round_.publications.select_related("scheduled_by", "round").first()
    waiting = newest if newest and newest.ended_at is None else None
    return Publication(
        decisions,
        left_out,
        _by_post(decisions) if with_letters else frozenset(),
        waiting,
        stopped=newest if newest and newest.end == newest.STOPPED and decisions else None,
    )


def _by_post(decisions: list[Decision]) -> frozenset[int]:
    told = Membership.objects.filter(group=OuterRef("application__group"), person__closed_at__isnull=True)
    rows = Decision.objects.filter(pk__in=[it.pk for it in decisions]).exclude(Exists(told.exclude(role=Membership.READER)))
    return frozenset(rows.values_list("pk", flat=True))


def rounds_to_publish(person: User) -> list[Round]:
    """Rounds in which the person has decisions to publish: how many (`prepared`), and what became of the newest set time, if any."""
    prepared = Decision.objects.prepared().filter(application__in=Application.objects.handled_by(person))
    counted = prepared.values("application__round").annotate(prepared=Count("pk")).values_list("application__round", "prepared")
    numbers = dict(counted)
    newest = Prefetch("publications", models.Publication.objects.all(), to_attr="set_times")
    rounds = list(Round.objects.filter(pk__in=numbers).prefetch_related(newest).order_by("number"))
    for round_ in rounds:
        round_.prepared = numbers[round_.pk]
        round_.set_time = next(iter(round_.set_times), None)
    return rounds


def reminder_moments(round_: Round) -> list[tuple[int, datetime]]:
    """When reminders of the round go: days before closing, and the instant."""
    return [(days, dates.days_before(round_.closes_at, days, REMINDER_CLOCK)) for days in REMINDER_DAYS]


def open_round(at: datetime) -> Round | None:
    """For the empty worklist: what is being waited for."""
    return Round.objects.open(at).order_by("closes_at", "pk").first()
