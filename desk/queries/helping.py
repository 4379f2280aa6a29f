"""What came on paper, and which drafts the coordinator may help with."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet

from accounts.models import Group, Membership, User
from accounts.queries import groups_at_desk
from applications.models import PORTAL, Application, Version
from applications.queries import people_to_tell
from core.text import Words, clean_line
from rounds.models import KINDS, Round

MOST_SHOWN = 20


def groups_found(person: User, words: str) -> QuerySet[Group]:
    """Groups by a part of their name or by a business ID, their own or their carrier's."""
    words = clean_line(words)
    named = Q(name__icontains=words) | Q(business_id__icontains=words)
    carried = Q(carrier_name__icontains=words) | Q(carrier_business_id__icontains=words)
    return groups_at_desk(person).filter(named | carried).annotate(people_count=Count("memberships"))[:MOST_SHOWN]


def groups_with_business_id(person: User, business_id: str) -> list[Group]:
    """Registered bodies that are known already; one body may carry many free groups."""
    return list(groups_at_desk(person).filter(business_id=business_id)) if business_id else []


def papers(person: User) -> QuerySet[Application]:
    """What came on paper and waits to be registered, the oldest first."""
    return Application.objects.helped_by(person).on_paper().select_related("round", "group", "entered_by").order_by("created_at")


def helped(person: User) -> QuerySet[Application]:
    """Drafts whose groups let the coordinator in, with the consent."""
    drafts = Application.objects.helped_by(person).drafts().with_consent()
    return drafts.select_related("round", "group").order_by("reference")


def draft_named(person: User, reference: str) -> Application | None:
    """A draft of the portal whose number the applicant has told, to write down her consent; nothing of it is shown before."""
    own = Membership.objects.filter(person=person).values("group")
    return Application.objects.drafts().filter(reference=reference).exclude(group__in=own).first()


def drafts_counted() -> list[tuple[Round, Words, int, datetime]]:
    """All that the desk may know of drafts without a consent: how many of each kind, and when somebody last wrote in one."""
    rows = (
        Application.objects.drafts()
        .order_by("-round__opens_at", "kind")
        .values("round", "kind")
        .annotate(count=Count("pk"), last=Max("changed_at"))
    )
    rounds = Round.objects.in_bulk([row["round"] for row in rows])
    return [(rounds[row["round"]], KINDS[row["kind"]], row["count"], row["last"]) for row in rows]


def registered(person: User) -> QuerySet[Application]:
    """What the desk took into the books, of groups that are not the person's own."""
    own = Membership.objects.filter(person=person).values("group")
    rows = Application.objects.listed_for(person).exclude(channel=PORTAL).exclude(group__in=own)
    return rows.select_related("round__programme", "group", "registered_by")


def registered_lately(person: User) -> QuerySet[Application]:
    return registered(person).order_by("-registered_at")[:MOST_SHOWN]


def contact_name(version: Version) -> str:
    """To whom the receipt is addressed."""
    answers = {answer["name"]: answer["text"] for section in version.content["sections"] for answer in section["answers"]}
    return clean_line(answers.get("contact_name", ""))


def told_by_email(application: Application) -> list[str]:
    """Who gets letters about the application in the portal; nobody, where everything goes by post."""
    return [str(person) for person in people_to_tell(application)]
