"""Verbs of advice."""

from advice.actions.ideas import add_to_idea, answer_idea, close_idea, tell_idea, tell_round_opened, turn_into_draft
from advice.actions.noting import note_advice
from advice.actions.talking import mark_read, send_message, settle_talk

__all__ = [
    "add_to_idea", "answer_idea", "close_idea", "mark_read", "note_advice", "send_message", "settle_talk", "tell_idea",
    "tell_round_opened", "turn_into_draft",
]  # fmt: skip
