"""Questions about advice that cross tables."""

from advice.queries.given import advice_on, advisers_of
from advice.queries.ideas import coordinators_to_tell, days_waited, ideas_at_desk, ideas_waiting_for, kinds_to_choose
from advice.queries.talks import (
    Reader,
    Talk,
    applications_to_talk_about,
    coordinators_for,
    readers_to_tell,
    talk_about,
    unread_about,
)

__all__ = [
    "Reader", "Talk", "advice_on", "advisers_of", "applications_to_talk_about", "coordinators_for", "coordinators_to_tell",
    "days_waited", "ideas_at_desk", "ideas_waiting_for", "kinds_to_choose", "readers_to_tell", "talk_about", "unread_about",
]  # fmt: skip
