"""Ideas, talks, notes on drafts, appointments, meetings, questions, and the record of the advice that was given."""

from advice.models.appointments import PLACES, Appointment, Slot
from advice.models.files import MessageFile
from advice.models.given import CHANNELS, TOLD_CHANNELS, TOPICS, AdviceGiven
from advice.models.ideas import ANSWERED, CLOSED, STATES, TURNED, UNANSWERED, Idea
from advice.models.internal_notes import InternalNote
from advice.models.meetings import MEETING_KINDS, Meeting, SignUp
from advice.models.notes import Note
from advice.models.questions import Question
from advice.models.threads import CITY, GROUP, Message, ReadMark, Thread

__all__ = [
    "ANSWERED", "CHANNELS", "CITY", "CLOSED", "GROUP", "MEETING_KINDS", "PLACES", "STATES", "TOLD_CHANNELS", "TOPICS",
    "TURNED", "UNANSWERED", "AdviceGiven", "Appointment", "Idea", "InternalNote", "Meeting", "Message", "MessageFile", "Note",
    "Question", "ReadMark", "SignUp", "Slot", "Thread",
]  # fmt: skip
