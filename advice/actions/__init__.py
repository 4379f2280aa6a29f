"""What is done in advice: ideas, talks, meetings, and the record of what was advised."""

from advice.actions.appointments import book_time, cancel_appointment, move_appointment, note_appointment
from advice.actions.ideas import add_to_idea, answer_idea, close_idea, tell_idea, tell_round_opened, turn_into_draft
from advice.actions.internal_notes import write_internal_note
from advice.actions.log import log_advice, undo_advice
from advice.actions.meetings import announce_meeting, cancel_meeting, edit_meeting, note_attendance
from advice.actions.noting import note_advice
from advice.actions.pinning import finish_note, forget_notes, mark_notes_seen, pin_note, reopen_note, withdraw_note
from advice.actions.questions import answer_question, ask, edit_answer, withdraw_answer
from advice.actions.signing_up import cancel_sign_up, sign_up, sign_up_caller
from advice.actions.talking import mark_read, send_message, settle_talk
from advice.actions.times import offer_pattern, offer_time, withdraw_time

__all__ = [
    "add_to_idea", "announce_meeting", "answer_idea", "answer_question", "ask", "book_time", "cancel_appointment",
    "cancel_meeting", "cancel_sign_up", "close_idea", "edit_answer", "edit_meeting", "finish_note", "forget_notes",
    "log_advice", "mark_notes_seen", "mark_read", "move_appointment", "note_advice", "note_appointment", "note_attendance",
    "offer_pattern", "offer_time", "pin_note", "reopen_note", "send_message", "settle_talk", "sign_up", "sign_up_caller",
    "tell_idea", "tell_round_opened", "turn_into_draft", "undo_advice", "withdraw_answer", "withdraw_note", "withdraw_time",
    "write_internal_note",
]  # fmt: skip
