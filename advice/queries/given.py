"""Who has advised."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext as _

from accounts.models import User
from advice.models import CHANNELS, AdviceGiven
from applications.models import Application, Revision

TYPED = "typed"


def advice_on(application: Application) -> QuerySet[AdviceGiven]:
    """What was advised on an application, and before that on the idea that it began as; the newest first."""
    return AdviceGiven.objects.filter(Q(application=application) | Q(idea__application=application)).select_related("adviser")


def advisers_of(application: Application) -> dict[User, list[str]]:
    """Who of the City has advised on it, each with the channels she used, in the order of the record.

    Filling in a draft with its group is advice too. Typing what stands on a paper is not. One question to the database.
    """
    person = ("name", "email", "what", "when", "pk")
    given = advice_on(application).annotate(what=F("channel"), when=F("at"), name=F("adviser__name"), email=F("adviser__email"))
    rows = given.order_by().values_list("adviser", *person)
    if not application.entered_by_id:
        typed = Revision.objects.filter(application=application, at_desk=True).annotate(
            what=Value(TYPED), when=F("saved_at"), name=F("saved_by__name"), email=F("saved_by__email")
        )
        rows = rows.union(typed.order_by().values_list("saved_by", *person))
    found: dict[User, list[str]] = {}
    for pk, name, email, what, *_order in rows.order_by("-when", "-pk"):
        channels = found.setdefault(User(pk=pk, name=name, email=email), [])
        label = _("filled in for the group") if what == TYPED else str(CHANNELS[what])
        if label not in channels:
            channels.append(label)
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
