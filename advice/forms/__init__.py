"""What is typed when somebody asks for advice or gives it."""

from advice.forms.ideas import AnswerIdeaForm, IdeasShownForm, TellIdeaForm, TurnIntoDraftForm
from advice.forms.talking import MessageForm

__all__ = ["AnswerIdeaForm", "IdeasShownForm", "MessageForm", "TellIdeaForm", "TurnIntoDraftForm"]
