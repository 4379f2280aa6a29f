"""What we tell people who ask for advice or come to meetings, and those who give it."""

from advice.letters.appointments import (
    appointment_booked,
    appointment_cancelled,
    appointment_moved,
    appointment_near,
    reminder_time,
)
from advice.letters.meetings import meeting_cancelled, meeting_changed, meeting_near, moved_up, sign_up_cancelled, signed_up
from advice.letters.notes import note_pinned
from advice.letters.questions import question_answered
from advice.letters.talks import idea_received, idea_told, message_received, round_opened

__all__ = [
    "appointment_booked", "appointment_cancelled", "appointment_moved", "appointment_near", "idea_received", "idea_told",
    "meeting_cancelled", "meeting_changed", "meeting_near", "message_received", "moved_up", "note_pinned",
    "question_answered", "reminder_time", "round_opened", "sign_up_cancelled", "signed_up",
]  # fmt: skip
