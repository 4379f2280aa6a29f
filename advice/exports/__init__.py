"""What is taken away from advice as a file."""

from advice.exports.appointments import appointment_calendar

__all__ = ["appointment_calendar"]
