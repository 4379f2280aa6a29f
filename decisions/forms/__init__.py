"""What is typed of proposals, decisions and the division of money."""

from decisions.forms.deciding import OutcomeForm, ReturnForm

__all__ = [
    "OutcomeForm",
    "ReturnForm",
]
