"""Questions about advice that cross tables."""

from advice.queries.given import advice_on, advisers_of
from advice.queries.ideas import coordinators_to_tell, days_waited, ideas_at_desk, ideas_waiting_for, kinds_to_choose
from advice.queries.notes import NotesOfDraft, by_section, drafts_waiting_for_advice, is_told_of_today, notes_of
from advice.queries.talks import (
    Reader,
    Talk,
    applications_to_talk_about,
    coordinators_for,
    page_of,
    readers_to_tell,
    talk_about,
    unread_about,
)

__all__ = [
    "NotesOfDraft", "Reader", "Talk", "advice_on", "advisers_of", "applications_to_talk_about", "by_section",
    "coordinators_for", "coordinators_to_tell", "days_waited", "drafts_waiting_for_advice", "ideas_at_desk",
    "ideas_waiting_for", "is_told_of_today", "kinds_to_choose", "notes_of", "page_of", "readers_to_tell", "talk_about",
    "unread_about",
]  # fmt: skip
