"""Who has advised."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from advice.models import AdviceGiven
from applications.models import Application, Revision
from applications.queries import typed_at_desk


def advice_on(application: Application) -> QuerySet[AdviceGiven]:
    """What was advised on an application, and before that on the idea that it began as; the newest first."""
    return AdviceGiven.objects.filter(Q(application=application) | Q(idea__application=application)).select_related("adviser")


def advisers_of(application: Application) -> dict[User, list[str]]:
    """Who of the City has advised on it, each with the channels she used, in the order of the record.

    Filling in a draft with its group is advice too. Typing what stands on a paper is not.
    """
    found: dict[User, list[str]] = {}
    for advice in advice_on(application):
        channels = found.setdefault(advice.adviser, [])
        if advice.channel_label not in channels:
            channels.append(str(advice.channel_label))
    if not application.entered_by_id:
        for person in typed_at_desk(application):
            found.setdefault(person, []).append(_("filled in for the group"))
    return found


def has_advised(person: User) -> Q:
    """Of applications: whether this person is among `advisers_of` each."""
    given = AdviceGiven.objects.filter(adviser=person)
    typed = Revision.objects.filter(application=OuterRef("pk"), at_desk=True, saved_by=person)
    return (
        Q(Exists(given.filter(application=OuterRef("pk"))))
        | Q(Exists(given.filter(idea__application=OuterRef("pk"))))
        | (Q(entered_by__isnull=True) & Q(Exists(typed)))
    )
