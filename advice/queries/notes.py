"""Notes on a draft as its pages show them, and the drafts that wait for advice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from accounts.models import User
from advice.models import AdviceGiven, Note
from applications.models import Application, Consent, Revision
from applications.sections import Section, sections_of
from core import dates


@dataclass(frozen=True)
class NotesOfDraft:
    """What the pages of one application say of its notes: the open ones by the slug of their part, and whether there are any."""

    open: dict[str, list[Note]]
    are_any: bool

    @property
    def count(self) -> int:
        return sum(map(len, self.open.values()))


def notes_of(application: Application) -> NotesOfDraft:
    """For pages that the reader may open anyhow. One question to the database."""
    found = list(Note.objects.standing().filter(application=application).select_related("author"))
    by_slug: dict[str, list[Note]] = {}
    for note in found:
        if note.done_at is None:
            by_slug.setdefault(note.section, []).append(note)
    return NotesOfDraft(by_slug, bool(found))


def by_section(kind: str, notes: Iterable[Note]) -> list[tuple[Section | None, list[Note]]]:
    """In the order of the form, only parts that have notes. Last, under no part, what was said of one that this kind lacks."""
    notes = list(notes)
    sections = sections_of(kind)
    grouped: list[tuple[Section | None, list[Note]]] = [
        (section, [note for note in notes if note.section == section.slug]) for section in sections
    ]
    slugs = {section.slug for section in sections}
    grouped.append((None, [note for note in notes if note.section not in slugs]))
    return [(section, some) for section, some in grouped if some]


def is_told_of_today(note: Note) -> bool:
    """Whether a letter has told the group today of advice that nobody there has looked at yet: one a day is enough."""
    others = Note.objects.standing().filter(application=note.application_id, seen_at__isnull=True).exclude(pk=note.pk)
    today = dates.local(dates.local_day(note.pinned_at), time.min)
    return others.filter(pinned_at__gte=today).exists()


def drafts_waiting_for_advice(person: User) -> QuerySet[Application]:
    """Drafts whose owners have asked in the portal and have not been answered since: by a note, a message, a talk or a hand.

    Each knows since when: `asked_at`. The one that has waited longest comes first.
    """
    asked = Consent.objects.in_force().filter(application=OuterRef("pk"), way=Consent.PORTAL)
    rows: QuerySet[Application] = Application.objects.advised_by(person)
    drafts = rows.annotate(asked_at=Subquery(asked.values("recorded_at")[:1]))
    advised = AdviceGiven.objects.filter(application=OuterRef("pk"), at__gte=OuterRef("asked_at"))
    typed = Revision.objects.filter(application=OuterRef("pk"), at_desk=True, saved_at__gte=OuterRef("asked_at"))
    waiting = drafts.filter(asked_at__isnull=False).exclude(Exists(advised)).exclude(Exists(typed))
    return waiting.select_related("round", "group").order_by("asked_at", "pk")
