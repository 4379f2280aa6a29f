"""What is done because time has passed: old texts are forgotten, and idle drafts are removed after a warning."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from applications import letters, queries
from applications.actions.deadlines import WAKING_HOURS
from applications.actions.drafts import discard
from applications.models import Application, Revision
from core import dates
from core.actor import Actor
from registry.actions import cancel, post_all, record

log = logging.getLogger(__name__)


def tidy(*, by: Actor, at: datetime) -> None:
    """Do what time asks for. Each draft is a transaction of its own, so that one that fails holds up no other."""
    forget_revisions(by=by, at=at)
    for draft in queries.drafts_to_remove(at):
        _try(remove, draft, by=by, at=at)
    if dates.local_time(at).hour in WAKING_HOURS:
        for draft in queries.drafts_to_warn_about(at):
            _try(warn_of_removal, draft, by=by, at=at)


def _try(act: Callable[..., object], draft: Application, *, by: Actor, at: datetime) -> None:
    try:
        act(draft, by=by, at=at)
    except Exception:
        log.exception("%s failed for %s", act.__name__, draft.reference)


@transaction.atomic
def forget_revisions(*, by: Actor, at: datetime) -> int:
    """Delete earlier texts that are too old; returns how many. What the application says is in its answers and stays."""
    old = list(queries.outlived_revisions(at).values_list("pk", flat=True))
    Revision.objects.filter(pk__in=old).delete()
    if old:
        record("forget_revisions", by=by, at=at, about="applications", count=len(old))
    return len(old)


@transaction.atomic
def warn_of_removal(application: Application, *, by: Actor, at: datetime) -> None:
    """Tell the writers of an idle draft on which day it is removed, and that any change keeps it."""
    application = queries.locked(application)
    if not application.is_draft or not queries.is_to_be_told(application, at):
        return
    on = max(application.removed_on, dates.local_day(at + queries.TOLD_BEFORE))
    post_all([letters.removal_near(application, person, on=on) for person in queries.people_to_tell(application)], at=at)
    application.removal_told_at = at
    application.save(update_fields=["removal_told_at"])
    record("warn_of_removal", by=by, at=at, about=application.about)


@transaction.atomic
def remove(application: Application, *, by: Actor, at: datetime) -> None:
    """Discard a draft that has been idle for as long as drafts are kept, unless somebody has touched it just now."""
    application = queries.locked(application)
    if application.is_draft and queries.is_to_be_removed(application, at):
        cancel(about=application.about, kind="applications/removal_near")
        discard(application, by=by, at=at)
