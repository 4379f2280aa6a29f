"""What came on paper, and which drafts the coordinator may read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from accounts.models import Group, Membership, User
from accounts.queries import groups_at_desk
from advice.queries import drafts_waiting_for_advice
from applications.models import PORTAL, Application, Version
from applications.queries import filled, people_to_tell
from core.text import Words, clean_line
from rounds.models import Round, RoundTerms

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
    return (
        Application.objects.helped_by(person)
        .on_paper()
        .select_related("round", "group", "entered_by")
        .order_by("created_at", "pk")
    )


@dataclass(frozen=True)
class OpenDraft:
    """A draft that the coordinator may read. `ready` of `count` parts are; `is_waiting` for an answer to its group's asking."""

    application: Application
    ready: int
    count: int
    is_waiting: bool


def open_drafts(person: User) -> list[OpenDraft]:
    """Drafts whose groups let the coordinator in: first those that wait for advice, and there the one that asked first."""
    waiting = Q(pk__in=drafts_waiting_for_advice(person).order_by().values("pk"))
    drafts = Application.objects.advised_by(person).with_consent().annotate(is_waiting=Q(waiting))
    drafts = drafts.select_related("round__programme", "group").order_by("-is_waiting", "standing__recorded_at", "pk")
    return [_open_draft(draft) for draft in drafts.prefetch_related("answers", "cost_lines", "attachments", "round__terms")]


def _open_draft(draft: Application) -> OpenDraft:
    form = filled(draft)
    needed = [section for section in form.sections if not form.is_optional(section)]
    return OpenDraft(draft, sum(map(form.is_complete, needed)), len(needed), draft.is_waiting)


def draft_named(person: User, reference: str) -> Application | None:
    """A draft of the portal whose number the applicant has told, to write down her consent; nothing of it is shown before."""
    own = Membership.objects.filter(person=person).values("group")
    return Application.objects.drafts().filter(reference=reference).exclude(group__in=own).first()


def drafts_counted() -> list[tuple[Round, Words, int, datetime]]:
    """All that the desk may know of drafts without a consent: how many of each kind, and when somebody last wrote in one."""
    drafts = Application.objects.drafts().filter(round=OuterRef("round"), kind=OuterRef("kind")).order_by().values("round")
    count = Subquery(drafts.annotate(count=Count("pk")).values("count"))
    last = Subquery(drafts.annotate(last=Max("changed_at")).values("last"))
    rows = RoundTerms.objects.annotate(count=count, last=last).filter(count__gt=0).select_related("round")
    return [(row.round, row.kind_label, row.count, row.last) for row in rows.order_by("-round__opens_at", "round", "kind")]


def registered(person: User) -> QuerySet[Application]:
    """What the desk took into the books, of groups that are not the person's own."""
    own = Membership.objects.filter(person=person).values("group")
    rows = Application.objects.listed_for(person).exclude(channel=PORTAL).exclude(group__in=own)
    return rows.select_related("round__programme", "group", "registered_by")


def registered_lately(person: User) -> QuerySet[Application]:
    return registered(person).order_by("-registered_at", "-pk")[:MOST_SHOWN]


def contact_name(version: Version) -> str:
    """To whom the receipt is addressed."""
    answers = {answer["name"]: answer["text"] for section in version.content["sections"] for answer in section["answers"]}
    return clean_line(answers.get("contact_name", ""))


def told_by_email(application: Application) -> list[str]:
    """Who gets letters about the application in the portal; nobody, where everything goes by post."""
    return [str(person) for person in people_to_tell(application)]
