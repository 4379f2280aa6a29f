"""What is typed of proposals, decisions and the division of money."""

from decisions.forms.deciding import OutcomeForm, ReturnForm
from decisions.forms.dividing import DivisionForm, NameForm
from decisions.forms.explaining import ExplainForm, ReasonForm
from decisions.forms.offering import OfferForm
from decisions.forms.verifying import CompareForm, VerifyForm

__all__ = [
    "CompareForm",
    "DivisionForm",
    "ExplainForm",
    "NameForm",
    "OfferForm",
    "OutcomeForm",
    "ReasonForm",
    "ReturnForm",
    "VerifyForm",
]
