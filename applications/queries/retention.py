"""What has been kept long enough."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest

from applications.models import Application, Revision
from core import dates

# An earlier text helps while somebody still remembers it: a round and its completions fit into so many days.
REVISION_KEPT = timedelta(days=90)
# So long before a draft is removed its writers are told; a shorter warning could fall into a holiday.
TOLD_BEFORE = timedelta(days=14)
# Surely shorter than the months that a draft is kept, less the warning: the database narrows, the calendar decides.
_NOT_YET = timedelta(days=150)
# How many rows one transaction deletes.
_AT_ONCE = 1000


def outlived_revisions(at: datetime) -> QuerySet[Revision]:
    """Texts that nobody needs any more. The newest one in use of each part stays, whatever its age: conflicts are judged by it."""
    same_part = Revision.objects.filter(application=OuterRef("application"), section=OuterRef("section"), took_effect=True)
    was_replaced = Q(took_effect=False) | Exists(same_part.filter(number__gt=OuterRef("number")))
    return Revision.objects.filter(was_replaced, saved_at__lt=at - REVISION_KEPT).order_by("pk")[:_AT_ONCE]


def drafts_to_warn_about(at: datetime) -> list[Application]:
    """Idle drafts that are removed soon and whose writers have not been told since the last change."""
    return [draft for draft in _idle(at) if is_to_be_told(draft, at)]


def drafts_to_remove(at: datetime) -> list[Application]:
    return [draft for draft in _idle(at) if is_to_be_removed(draft, at)]


def is_to_be_told(draft: Application, at: datetime) -> bool:
    return dates.local_day(at) >= draft.removed_on - TOLD_BEFORE and not _is_told(draft)


def is_to_be_removed(draft: Application, at: datetime) -> bool:
    """The day has come, and its writers have known of it for long enough, also if the portal stood still meanwhile."""
    return dates.local_day(at) >= draft.removed_on and _is_told(draft) and at >= draft.removal_told_at + TOLD_BEFORE


def _is_told(draft: Application) -> bool:
    return draft.removal_told_at is not None and draft.removal_told_at >= draft.changed_at


def _idle(at: datetime) -> Iterable[Application]:
    drafts = Application.objects.drafts().annotate(idle_since=Greatest("round__closes_at", "changed_at"))
    return drafts.filter(idle_since__lt=at - _NOT_YET).select_related("round__programme", "group")
