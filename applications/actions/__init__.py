"""What is done with an application, from the first word to the decision."""

from applications.actions.attaching import attach, detach, note_reading, put_back, reuse
from applications.actions.closing import close_account
from applications.actions.completing import (
    complete,
    drop_completion,
    lapse_completion,
    lapse_completions,
    note_refused_completion,
    remind_of_completions,
    request_completion,
)
from applications.actions.consents import allow_help, ask_advice, end_help
from applications.actions.deadlines import extend_round, remind
from applications.actions.drafts import autosave, begin, change_kind, copy, discard, restore, save
from applications.actions.errors import count_errors
from applications.actions.feedback import give_feedback
from applications.actions.printouts import take_printout
from applications.actions.reading import mark_read
from applications.actions.registering import enter, register
from applications.actions.retention import forget_revisions, remove, tidy, warn_of_removal
from applications.actions.reviewing import declare_interest, hand_over, mark_published, set_register_number, take_up
from applications.actions.scanning import scan_attachments
from applications.actions.sending import note_refused_submit, submit, withdraw
from applications.actions.states import move
from applications.actions.storing import Stored, Upload, read_pdf, stored, sweep

__all__ = [
    "Stored", "Upload", "allow_help", "ask_advice", "attach", "autosave", "begin", "change_kind", "close_account",
    "complete", "copy", "count_errors", "declare_interest", "detach", "discard", "drop_completion", "end_help", "enter", "extend_round",
    "forget_revisions", "give_feedback", "hand_over", "lapse_completion", "lapse_completions", "mark_published", "mark_read",
    "move", "note_reading", "note_refused_completion", "note_refused_submit", "put_back", "read_pdf", "register", "remind",
    "remind_of_completions", "remove", "request_completion", "restore", "reuse", "save", "scan_attachments",
    "set_register_number", "stored", "submit", "sweep", "take_printout", "take_up", "tidy", "warn_of_removal", "withdraw",
]  # fmt: skip
