"""What is typed when somebody asks for advice or gives it."""

from advice.forms.talking import MessageForm

__all__ = ["MessageForm"]
