"""When the decisions of a round may be set to be published, and how late that may still happen."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from core import dates

# Of our own: longer than from any meeting to any day of publication, and shorter than a slip in the month or the year.
FURTHEST = timedelta(days=60)
# After an outage it is published late rather than never; after a whole day somebody looks first.
LATEST = timedelta(hours=24)


def broken_time(due_at: datetime, at: datetime) -> str:
    """Why decisions can't be set at `at` to be published then, in a sentence; empty if they can."""
    wall = dates.local_time(due_at)
    if due_at <= at:
        return _("Choose a time that is still to come.")
    if due_at - at > FURTHEST:
        return _("Choose a time within %(days)s days.") % {"days": FURTHEST.days}
    if not dates.exists_once(wall.date(), wall.time()):
        return _("The clocks are changed in that hour. Choose another time.")
    return ""


def is_too_late(due_at: datetime, at: datetime) -> bool:
    return at - due_at > LATEST
