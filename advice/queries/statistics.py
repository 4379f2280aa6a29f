"""Advice by month, in numbers that name nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth

from advice.models import CHANNELS, TOPICS, AdviceGiven
from core.dates import HELSINKI


@dataclass
class Advised:
    """How many pieces of advice by channel and by topic, and how many minutes. Messages and notes have neither topic nor minutes."""

    month: date | None = None
    channels: Counter[str] = field(default_factory=Counter)
    topics: Counter[str] = field(default_factory=Counter)
    minutes: int = 0

    @property
    def label(self) -> str:
        return f"{self.month.month}/{self.month.year}" if self.month else ""

    @property
    def count(self) -> int:
        return self.channels.total()

    @property
    def by_channel(self) -> list[int]:
        return [self.channels[code] for code in CHANNELS]

    @property
    def by_topic(self) -> list[int]:
        """In the order of the topics, and last what has none."""
        return [self.topics[code] for code in (*TOPICS, "")]

    def add(self, other: Advised) -> None:
        self.channels.update(other.channels)
        self.topics.update(other.topics)
        self.minutes += other.minutes


def advice_by_month() -> list[Advised]:
    """From the first month with advice to the last, also those without any between them; the newest first."""
    rows = (
        AdviceGiven.objects.order_by()
        .annotate(month=TruncMonth("at", tzinfo=HELSINKI))
        .values_list("month", "channel", "topic")
        .annotate(Count("pk"), Sum("minutes"))
    )
    months: dict[date, Advised] = {}
    for month, channel, topic, count, minutes in rows:
        found = months.setdefault(month.date(), Advised(month.date()))
        found.add(Advised(None, Counter({channel: count}), Counter({topic: count}), minutes or 0))
    return [months.get(month, Advised(month)) for month in _from_to(min(months), max(months))][::-1] if months else []


def together(months: Iterable[Advised]) -> Advised:
    total = Advised()
    for month in months:
        total.add(month)
    return total


def _from_to(first: date, last: date) -> list[date]:
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(month // 12, month % 12 + 1, 1) for month in months]
