"""Verbs of advice."""

from advice.actions.ideas import tell_idea
from advice.actions.noting import note_advice
from advice.actions.talking import mark_read, send_message, settle_talk

__all__ = ["mark_read", "note_advice", "send_message", "settle_talk", "tell_idea"]
