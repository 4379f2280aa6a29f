"""What is typed of proposals, decisions, the division of money and service of notice."""

from decisions.forms.deciding import OutcomeForm, ReturnForm
from decisions.forms.dividing import DivisionForm, NameForm
from decisions.forms.explaining import ExplainForm, ReasonForm
from decisions.forms.offering import OfferForm
from decisions.forms.serving import AnnulForm, ServeForm

__all__ = [
    "AnnulForm",
    "DivisionForm",
    "ExplainForm",
    "NameForm",
    "OfferForm",
    "OutcomeForm",
    "ReasonForm",
    "ReturnForm",
    "ServeForm",
]
