"""What the pages of an application say of the advice on it: docs/decisions/0008-notes-where-one-writes.md."""

from django import template

from advice import queries
from advice.queries import NotesOfDraft
from applications.models import Application

register = template.Library()


@register.simple_tag
def notes_of(application: Application) -> NotesOfDraft:
    """The open notes by part, for whoever may open the page anyhow."""
    return queries.notes_of(application)


@register.filter
def on_part(notes: NotesOfDraft, slug: str) -> list:
    return notes.open.get(slug, [])
