"""Who may have nothing to do with a case."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from accounts.models import User
from applications.models import Application, conflict
from core.actor import Actor


def is_conflicted(person: User, application: Application) -> bool:
    """Whether she has stepped aside from the case, or belongs to its group."""
    rows = Application.objects.filter(pk=application.pk)
    return rows.filter(conflict(person=person, application=application, group=application.group_id)).exists()


def refuse_conflicted(application: Application, by: Actor) -> None:
    """Raise PermissionDenied for her, whatever page she comes from. Ask with the application locked: stepping aside locks it too."""
    if by.person and is_conflicted(by.person, application):
        raise PermissionDenied("who has a conflict of interest may do nothing in the case")
