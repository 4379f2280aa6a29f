"""Who may do what in a talk and with notes; which of them there are for whom is in the querysets."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accounts.models import User
    from advice.models import Note
    from applications.models import Application


def can_write(person: User, application: Application) -> bool:
    """Owners and editors write for their group; readers read."""
    return application.membership_role(person) in {"owner", "editor"}


def can_finish_notes(person: User, application: Application) -> bool:
    """Whoever fills in for the group marks notes done, as long as it is a draft."""
    return application.is_draft and application.membership_role(person) in {"owner", "editor"}


def can_withdraw_note(person: User, note: Note) -> bool:
    return note.author_id == person.pk
