"""The one writer of an application's status."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from applications import queries, workflow
from applications.models import HANDLERS, Application
from core.actor import Actor


@transaction.atomic(savepoint=False)
def move(application: Application, name: str, *, by: Actor, at: datetime) -> Application:
    """Take one step of the table, or refuse it; the one place that writes a status. The act that calls it records its event.

    `at` is when the step counts: an application that came on paper was received when it arrived, not when it was registered.
    """
    step = workflow.MOVES[name]
    application = queries.locked(application)
    if by.role not in step.by:
        raise PermissionDenied(f"{by.role} may not {name}")
    if by.role in HANDLERS:
        queries.refuse_conflicted(application, by)
    if application.status not in step.sources:
        raise ValidationError(
            _("This can't be done: the application is now in the state “%(status)s”."),
            code="wrong_status",
            params={"status": application.status_for_applicant if by.role == "owner" else application.status_for_staff},
        )
    application.status = step.target
    application.waiting_since = _waits_from(application, at, name)
    if name in {"submit", "register"}:
        application.submitted_at = application.changed_at = at
    application.save(update_fields=["status", "waiting_since", "submitted_at", "changed_at"])
    return application


def _waits_from(application: Application, at: datetime, name: str) -> datetime | None:
    """What has come waits for its round to close first; what has ended, or has its published decision again, waits for nobody."""
    if application.status in {workflow.WITHDRAWN, workflow.DISCARDED}:
        return None
    if name in {"keep_decision", "give_up"} and application.published_at:
        return None
    return max(at, application.round.closes_at) if application.status == workflow.SUBMITTED else at
