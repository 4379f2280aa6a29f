"""Ideas, talks, notes on drafts, appointments, and the record of the advice that was given."""

from advice.models.appointments import PLACES, Appointment, Slot
from advice.models.files import MessageFile
from advice.models.given import CHANNELS, TOLD_CHANNELS, TOPICS, AdviceGiven
from advice.models.ideas import ANSWERED, CLOSED, STATES, TURNED, UNANSWERED, Idea
from advice.models.internal_notes import InternalNote
from advice.models.notes import Note
from advice.models.threads import CITY, GROUP, Message, ReadMark, Thread

__all__ = [
    "ANSWERED", "CHANNELS", "CITY", "CLOSED", "GROUP", "PLACES", "STATES", "TOLD_CHANNELS", "TOPICS", "TURNED", "UNANSWERED",
    "AdviceGiven", "Appointment", "Idea", "InternalNote", "Message", "MessageFile", "Note", "ReadMark", "Slot", "Thread",
]  # fmt: skip
