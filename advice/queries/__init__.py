"""Questions about advice that cross tables."""

from advice.queries.given import advice_on, advisers_of, has_advised
from advice.queries.ideas import coordinators_to_tell, days_waited, ideas_at_desk, ideas_waiting_for, kinds_to_choose
from advice.queries.log import last_logged, subject_named, undoable
from advice.queries.meetings import calendar_event, comers, locked_meeting, place_of, places_by_meeting, reachable, with_waiting
from advice.queries.notes import NotesOfDraft, by_section, drafts_waiting_for_advice, is_told_of_today, notes_of
from advice.queries.statistics import Advised, advice_by_month, together
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
    "Advised", "NotesOfDraft", "Reader", "Talk", "advice_by_month", "advice_on", "advisers_of",
    "applications_to_talk_about", "by_section", "calendar_event", "comers", "coordinators_for", "coordinators_to_tell",
    "days_waited", "drafts_waiting_for_advice", "has_advised", "ideas_at_desk", "ideas_waiting_for", "is_told_of_today",
    "kinds_to_choose", "last_logged", "locked_meeting", "notes_of", "page_of", "place_of", "places_by_meeting", "reachable",
    "readers_to_tell", "subject_named", "talk_about", "together", "undoable", "unread_about", "with_waiting",
]  # fmt: skip
