"""What is typed when one asks for advice, and when one gives it."""

from advice.forms.appointments import BookForm, CancelForm, MoveBookedForm, MoveForm, NoteForm
from advice.forms.ideas import AnswerIdeaForm, IdeasShownForm, TellIdeaForm, TurnIntoDraftForm
from advice.forms.internal_notes import InternalNoteForm
from advice.forms.log import LogAdviceForm
from advice.forms.meetings import CallerForm, CancelMeetingForm, MeetingForm, SignUpForm
from advice.forms.notes import PinNoteForm
from advice.forms.questions import AnswerQuestionForm, AskForm
from advice.forms.replies import REPLIES, AnswerForm, replies_for
from advice.forms.talking import MessageForm
from advice.forms.times import OfferPatternForm, OfferTimeForm

__all__ = [
    "REPLIES", "AnswerForm", "AnswerIdeaForm", "AnswerQuestionForm", "AskForm", "BookForm", "CallerForm", "CancelForm",
    "CancelMeetingForm", "IdeasShownForm", "InternalNoteForm", "LogAdviceForm", "MeetingForm", "MessageForm",
    "MoveBookedForm", "MoveForm", "NoteForm", "OfferPatternForm", "OfferTimeForm", "PinNoteForm", "SignUpForm",
    "TellIdeaForm", "TurnIntoDraftForm", "replies_for",
]  # fmt: skip
