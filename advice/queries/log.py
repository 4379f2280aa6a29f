"""What one person has written down of her advice, and about what she may."""

from __future__ import annotations

from datetime import datetime, time

from django.db.models import OuterRef, QuerySet

from accounts.models import User
from advice.models import TOLD_CHANNELS, AdviceGiven, Idea
from applications import workflow
from applications.models import Application, conflict
from core import dates
from core.text import clean_line


def last_logged(person: User, most: int = 10) -> QuerySet[AdviceGiven]:
    """Her calls and visits, appointments too, the newest first; none about what she has a conflict of interest in."""
    told = AdviceGiven.objects.filter(adviser=person, channel__in=TOLD_CHANNELS)
    told = told.exclude(conflict(person=person, application=OuterRef("application"), group=OuterRef("application__group")))
    told = told.exclude(idea__in=Idea.objects.filter(application__in=Application.objects.with_conflict(person)))
    return told.select_related("application", "idea")[:most]


def undoable(person: User, at: datetime) -> AdviceGiven | None:
    """Her last line, if it is of today and no appointment's."""
    last = last_logged(person, 1).select_related("application", "idea", "appointment").first()
    if last is None or hasattr(last, "appointment"):
        return None
    return last if last.at >= dates.local(dates.local_day(at), time.min) else None


def subject_named(person: User, reference: str) -> Idea | Application | None:
    """The idea or application of this number; not her own, and none from which she stepped aside.

    Of a draft without a consent too: the applicant told the number. Nothing of it is shown.
    """
    reference = clean_line(reference).upper()
    if idea := Idea.objects.handled_by(person).filter(reference=reference).first():
        return idea
    rows = Application.objects.exclude(status=workflow.DISCARDED).without_conflict(person)
    return rows.filter(reference=reference).first()
