"""Talks: what one person sees of one, about what a coordinator may talk, and who is told of a new message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.models import StaffRole, User
from advice.models import CITY, GROUP, Idea, Message, MessageFile, ReadMark, Thread
from applications.models import Application, conflict
from applications.queries import people_to_tell


@dataclass(frozen=True)
class Talk:
    """What one person, who is of one side, sees of a talk; `new` are the messages of the other side that she has not read."""

    thread: Thread | None = None
    spoken: Sequence[Message] = ()
    new: set[int] = field(default_factory=set)


def talk_about(subject: Idea | Application, person: User, side: str) -> Talk:
    """The talk about what the person has found already; an empty one before the first message."""
    about = {"thread__idea": subject} if isinstance(subject, Idea) else {"thread__application": subject}
    mark = ReadMark.objects.filter(thread=OuterRef("thread"), person=person).values("upto")
    has_files = Exists(MessageFile.objects.filter(message=OuterRef("pk")))
    said = Message.objects.filter(**about).annotate(upto=Coalesce(Subquery(mark), 0), has_files=has_files)
    spoken = list(said.select_related("sender", "thread").order_by("pk"))
    # Few messages have one: the others are not asked about.
    prefetch_related_objects([it for it in spoken if it.has_files], "files")
    if not spoken:
        return Talk()
    thread = spoken[-1].thread
    # As the caller has it, so that nobody asks for it once more.
    if isinstance(subject, Idea):
        thread.idea = subject
    else:
        thread.application = subject
    return Talk(thread, spoken, {it.pk for it in spoken if it.side != side and it.pk > it.upto})


def page_of(subject: Idea | Application, side: str) -> str:
    """The address of the talk about it, as that side has it."""
    page = "idea" if isinstance(subject, Idea) else "messages"
    return reverse(f"{'desk' if side == CITY else 'advice'}:{page}", args=[subject.reference])


def unread_about(application: Application, person: User) -> int:
    """How many messages of the City one of the group has not read yet."""
    talks = Thread.objects.visible_to(person).with_unread(person, GROUP).filter(application=application)
    return sum(talks.values_list("unread", flat=True))


def applications_to_talk_about(person: User) -> QuerySet[Application]:
    """About which a coordinator may talk with the group: the cases that are open to her, the drafts that she may read, and those
    whose group has written first. What is still being entered from paper has nobody to talk with."""
    rows, talks = Application.objects, Thread.objects.handled_by(person).filter(application__isnull=False)
    open_to_her = Q(pk__in=rows.handled_by(person).values("pk")) | Q(pk__in=rows.advised_by(person).values("pk"))
    coordinator = StaffRole.objects.filter(person=person, role="coordinator")
    return rows.filter(Exists(coordinator)).filter(open_to_her | Q(pk__in=talks.values("application")))


@dataclass(frozen=True)
class Reader:
    """Who is told of a message: `code` says which of its readers, `since` after which message there is news for her."""

    email: str
    language: str
    code: str
    since: int


def readers_to_tell(thread: Thread, side: str) -> list[Reader]:
    """Everybody of a side: owners and editors of the group, who told the idea, or the coordinators whose talk it is.

    A side that has answered has read, whoever of it did: what comes after is news to all of it.
    """
    people = _people_of(thread.subject, side)
    answered = thread.messages.filter(side=side).aggregate(last=Max("pk"))["last"] or 0
    marks = dict(thread.read_marks.filter(person__in=people).values_list("person", "upto")) if people else {}
    readers = [Reader(it.email, it.language, str(it.pk), max(marks.get(it.pk, 0), answered)) for it in people]
    if isinstance(thread.subject, Idea) and side == GROUP and not readers:
        readers = _visitor_of(thread.subject, answered)
    return readers


def _people_of(subject: Idea | Application, side: str) -> list[User]:
    if side == CITY:
        return coordinators_for(subject)
    if isinstance(subject, Application):
        return people_to_tell(subject)
    teller = subject.person or User.objects.filter(email=subject.email).first()
    return [teller] if teller and teller.is_active else []


def _visitor_of(idea: Idea, answered: int) -> list[Reader]:
    """Who told it without an account reads its answer when she has signed in with the address; a closed account reads nothing."""
    is_known = idea.person_id is not None or User.objects.filter(email=idea.email).exists()
    return [] if is_known or not idea.email else [Reader(idea.email, idea.language, "visitor", answered)]


def coordinators_for(subject: Idea | Application) -> list[User]:
    """Whose talk it is: every coordinator but those whose own idea or group it is, or who stepped aside from the case."""
    people = User.objects.filter(staff_roles__role="coordinator", closed_at__isnull=True).order_by("pk")
    if isinstance(subject, Idea):
        return list(people.exclude(pk=subject.person_id) if subject.person_id else people.exclude(email=subject.email))
    return list(people.exclude(conflict(person=OuterRef("pk"), application=subject, group=subject.group_id)))
