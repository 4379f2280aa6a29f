"""What is typed when somebody asks for advice or gives it."""

from advice.forms.appointments import BookForm, CancelForm, MoveBookedForm, MoveForm, NoteForm
from advice.forms.ideas import AnswerIdeaForm, IdeasShownForm, TellIdeaForm, TurnIntoDraftForm
from advice.forms.internal_notes import InternalNoteForm
from advice.forms.log import LogAdviceForm
from advice.forms.notes import PinNoteForm
from advice.forms.talking import MessageForm
from advice.forms.times import OfferPatternForm, OfferTimeForm

__all__ = [
    "AnswerIdeaForm", "BookForm", "CancelForm", "IdeasShownForm", "InternalNoteForm", "LogAdviceForm", "MessageForm",
    "MoveBookedForm",
    "MoveForm", "NoteForm", "OfferPatternForm", "OfferTimeForm", "PinNoteForm", "TellIdeaForm", "TurnIntoDraftForm",
]  # fmt: skip
