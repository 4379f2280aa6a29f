"""What one person has written down of her advice, and about what she may."""

from __future__ import annotations

from datetime import datetime, time

from django.db.models import QuerySet

from accounts.models import Membership, User
from advice.models import TOLD_CHANNELS, AdviceGiven, Idea
from applications import workflow
from applications.models import Application, InterestDeclaration
from core import dates
from core.text import clean_line


def last_logged(person: User, most: int = 10) -> QuerySet[AdviceGiven]:
    """Her calls and visits, appointments too, the newest first."""
    told = AdviceGiven.objects.filter(adviser=person, channel__in=TOLD_CHANNELS)
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
    own = Membership.objects.filter(person=person).values("group")
    aside = InterestDeclaration.objects.filter(person=person, is_disqualified=True).values("application")
    rows = Application.objects.exclude(status=workflow.DISCARDED).exclude(group__in=own).exclude(pk__in=aside)
    return rows.filter(reference=reference).first()
