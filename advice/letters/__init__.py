"""What we tell people about advice."""

from advice.letters.appointments import (
    appointment_booked,
    appointment_cancelled,
    appointment_moved,
    appointment_near,
    reminder_time,
)
from advice.letters.notes import note_pinned
from advice.letters.talks import idea_received, idea_told, message_received, round_opened

__all__ = [
    "appointment_booked",
    "appointment_cancelled",
    "appointment_moved",
    "appointment_near",
    "idea_received",
    "idea_told",
    "message_received",
    "note_pinned",
    "reminder_time",
    "round_opened",
]
