"""What is typed of proposals, decisions and the division of money."""

from decisions.forms.approving import ApprovalsForm, CorrectApprovalForm
from decisions.forms.claiming import LONGEST_CLAIM, AnswerHearingForm, ClaimForm, ClaimTextForm, FileForm
from decisions.forms.deciding import CorrectForm, GiveUpForm, LapseForm, OutcomeForm, ReturnForm
from decisions.forms.dividing import DivisionForm, NameForm
from decisions.forms.explaining import ExplainForm, ReasonForm
from decisions.forms.offering import OfferForm
from decisions.forms.serving import AnnulForm, ServeForm
from decisions.forms.verifying import CompareForm, VerifyForm

__all__ = [
    "LONGEST_CLAIM",
    "AnnulForm",
    "AnswerHearingForm",
    "ApprovalsForm",
    "ClaimForm",
    "ClaimTextForm",
    "CompareForm",
    "CorrectApprovalForm",
    "CorrectForm",
    "DivisionForm",
    "ExplainForm",
    "FileForm",
    "GiveUpForm",
    "LapseForm",
    "NameForm",
    "OfferForm",
    "OutcomeForm",
    "ReasonForm",
    "ReturnForm",
    "ServeForm",
    "VerifyForm",
]
