"""Which drafts there are, whose they are, and who is told about them."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet, Sum

from accounts.models import Group, Membership, User
from applications import workflow
from applications.models import Answer, Application, CostLine, Revision
from rounds.models import Round

# Who has a draft is reminded so many days before the round closes, at this time in Helsinki.
REMINDER_DAYS = (14, 7, 3, 1)

REMINDER_CLOCK = time(9, 0)


def locked(application: Application) -> Application:
    """The row as it is now, held until the transaction ends. Lock its round before it, where both are needed."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("round__programme", "group")
    return rows.get(pk=application.pk)


def groups_to_apply_with(person: User) -> QuerySet[Group]:
    """The groups for which this person fills in."""
    places = Membership.objects.filter(person=person).exclude(role=Membership.READER)
    return Group.objects.filter(pk__in=places.values("group"))


def unfinished_applications(group: Group) -> QuerySet[Application]:
    """Its drafts, and what was sent and has neither been withdrawn nor got a decision that the group has seen."""
    ended = [workflow.WITHDRAWN, workflow.DISCARDED]
    return Application.objects.filter(group=group, published_at__isnull=True).exclude(status__in=ended)


def untouched_draft(group: Group, round_: Round, kind: str, *, on_paper: bool = False) -> Application | None:
    """A draft in which nothing is written but what the portal filled in itself; one of the group's own, or of the desk's."""
    written = Answer.objects.filter(application=OuterRef("pk")).exclude(text="").exclude(name__startswith="contact_")
    costs = CostLine.objects.filter(application=OuterRef("pk"))
    among = Application.objects.on_paper() if on_paper else Application.objects.drafts()
    drafts = among.filter(group=group, round=round_, kind=kind)
    return drafts.exclude(Exists(written)).exclude(Exists(costs)).first()


def people_to_tell(application: Application) -> list[User]:
    """Owners and editors of the group whose accounts are open."""
    places = application.group.memberships.exclude(role=Membership.READER).select_related("person").order_by("pk")
    return [place.person for place in places if place.person.is_active]


def typed_at_desk(application: Application) -> list[User]:
    """Who of the City typed something of it for the group."""
    typed = Revision.objects.filter(application=application, at_desk=True)
    return list(User.objects.filter(pk__in=typed.values("saved_by")).order_by("pk"))


def drafts_of_round(round_id: int) -> QuerySet[Application]:
    """Unsent applications of a round with the people who can finish them."""
    return (
        Application.objects.drafts()
        .filter(round=round_id)
        .select_related("group")
        .prefetch_related(
            "answers",
            "cost_lines",
            "attachments",
            "round__terms",
            Prefetch(
                "group__memberships", Membership.objects.exclude(role=Membership.READER).select_related("person").order_by("pk")
            ),
        )
    )


def applied_by_fund_and_round() -> dict[tuple[str, int], tuple[int, Decimal]]:
    """Number and sum of the applications that were sent and not withdrawn, by (kind, round primary key)."""
    sent = Application.objects.exclude(status__in=[workflow.DRAFT, workflow.DISCARDED, workflow.WITHDRAWN])
    rows = sent.order_by().values("kind", "round").annotate(count=Count("pk"), total=Sum("applied"))
    return {(row["kind"], row["round"]): (row["count"], row["total"]) for row in rows}
