"""Questions to the record office."""

from datetime import datetime
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import storages
from django.db.models import Count, Min, QuerySet

from core.storage import fault_of
from registry.models import Document, Event, Letter


def events_about(*references: str) -> QuerySet[Event]:
    """What has been done to a thing, or to several, newest first."""
    return Event.objects.filter(about__in=references)


def open_document(document: Document) -> File:
    """The stored bytes, open for reading."""
    return storages["documents"].open(document.path)


def broken_documents() -> list[str]:
    """A sentence for every document whose file is not there, or is not the one that was stored."""
    return [
        f"Document {it.pk}, {it.name}, of {it.about.partition(':')[2]}: {fault}"
        for it in Document.objects.order_by("pk").iterator()
        if (fault := fault_of("documents", it.path, it.sha256))
    ]


def addressee_of(link: str) -> str:
    """The address that a letter went to, from a link in it; nothing for any other link.

    Only for sparing the reader the typing: whoever was forwarded the letter has the link too.
    """
    try:
        message_id = UUID(parse_qs(urlsplit(link).query).get(Letter.IN_LINKS, [""])[0])
    except ValueError:
        return ""
    return Letter.objects.filter(message_id=message_id).values_list("to", flat=True).first() or ""


def development_mail(limit: int = 50) -> QuerySet[Letter]:
    """The newest letters, for the page that shows them in development; those that were taken back reached nobody."""
    return Letter.objects.exclude(status=Letter.CANCELLED).order_by("-pk")[:limit]


def outbox_health(at: datetime) -> dict[str, object]:
    """How many letters wait or failed, since when the oldest has waited, and what the mail server said to those that wait."""
    waiting = Letter.objects.waiting(at)
    counted = waiting.aggregate(count=Count("pk"), oldest=Min("not_before"))
    return {
        "waiting": counted["count"],
        "oldest": counted["oldest"],
        "said": waiting.exclude(last_error="").values_list("last_error", flat=True).first() or "",
        "failed": Letter.objects.filter(status=Letter.FAILED).count(),
    }


def failed_letters(limit: int = 50) -> QuerySet[Letter]:
    """Letters that were given up, the newest first."""
    return Letter.objects.filter(status=Letter.FAILED).order_by("-pk")[:limit]
