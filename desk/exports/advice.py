"""Columns of what is downloaded from the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from advice.models import CHANNELS, TOPICS
from advice.queries import Advised, together
from core.dates import stamp
from core.sheets import Cell, Sheet


def advice_headings() -> list[str]:
    """How, on what, and how long. A topic may be called what a channel is, so each says of what it is a count."""
    channels = [_("How: %(channel)s") % {"channel": label} for label in CHANNELS.values()]
    topics = [_("On what: %(topic)s") % {"topic": label} for label in (*TOPICS.values(), _("Topic not written down"))]
    return [_("Month"), _("Pieces of advice"), _("Minutes"), *channels, *topics]


def advice_sheet(months: Sequence[Advised], *, at: datetime, made_by: str) -> Sheet:
    """A row for each month, and their sum. `made_by` is who downloads; nobody else is named."""
    rows = [_row(month.label, month) for month in months]
    facts = [
        (_("Report"), _("Advice given, by month")),
        (_("Made on"), stamp(at, seconds=True)),
        (_("Made by"), made_by),
        (_("Filter"), _("None: all advice")),
        (_("Minutes"), _("Of calls, visits and appointments. Messages and notes have none.")),
    ]
    headings = advice_headings()
    widths = [(0, 0, 12), (1, len(headings) - 1, 14)]
    return Sheet(_("Advice"), headings, [*rows, _row(_("Total"), together(months))], facts, widths)


def _row(label: str, advised: Advised) -> list[Cell]:
    return [label, advised.count, advised.minutes, *advised.by_channel, *advised.by_topic]
