"""Whether points can be given in a case just now."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from applications.models import Application
from applications.queries import refuse_conflicted
from applications.workflow import IN_REVIEW
from core.actor import Actor


def refuse_unless_in_review(application: Application, by: Actor) -> None:
    """Read anew and locked: somebody may have proposed a decision while this was being written."""
    now = Application.objects.select_for_update().only("status", "is_late").get(pk=application.pk)
    if now.status != IN_REVIEW:
        raise ValidationError(_("The case is not in review any more, so points can't be given."))
    if now.is_late:
        raise ValidationError(_("The application came after the round had closed, so it is not scored."))
    refuse_conflicted(application, by)
