"""What we tell of notes on a draft."""

from __future__ import annotations

from accounts.models import User
from advice.models import Note
from registry.letters import Draft


def note_pinned(note: Note, person: User) -> Draft:
    """The adviser has written advice on a draft. What it says is read in the portal."""
    application = note.application
    return Draft(
        name="advice/note_pinned",
        key=f"advice/note_pinned:{note.pk}:{person.pk}",
        about=application.about,
        to=person.email,
        language=person.language,
        context={"application": application, "programme": application.round.programme},
    )
