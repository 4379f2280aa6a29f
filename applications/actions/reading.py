"""What somebody has read."""

from __future__ import annotations

from django.db import transaction

from applications.models import Application, Reading
from core.actor import Actor


@transaction.atomic(savepoint=False)
def mark_read(application: Application, *, by: Actor, slug: str, number: int) -> None:
    """Remember that a person has had the text of this number before her."""
    Reading.objects.bulk_create(
        [Reading(application=application, person=by.person, section=slug, number=number)],
        update_conflicts=True,
        unique_fields=["application", "person", "section"],
        update_fields=["number"],
    )
