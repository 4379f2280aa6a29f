"""What is done with an application, from the first word to the decision."""

from applications.actions.deadlines import extend_round, remind
from applications.actions.drafts import autosave, begin, change_kind, copy, discard, save
from applications.actions.feedback import give_feedback
from applications.actions.reviewing import declare_interest, mark_published, take_up
from applications.actions.sending import note_refused_submit, submit, withdraw
from applications.actions.states import move

__all__ = [
    "autosave", "begin", "change_kind", "copy", "declare_interest", "discard", "extend_round", "give_feedback",
    "mark_published", "move", "note_refused_submit", "remind", "save", "submit", "take_up", "withdraw",
]  # fmt: skip
