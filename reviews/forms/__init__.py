"""What handlers type about a case."""

from reviews.forms.assigning import AssignForm
from reviews.forms.declaring import GROUNDS, NO_CONFLICT, DeclareForm, StepAsideForm
from reviews.forms.discussing import ChangeScoreForm, DiscussForm
from reviews.forms.gate import GateForm
from reviews.forms.scoring import ScoreForm

__all__ = [
    "GROUNDS",
    "NO_CONFLICT",
    "AssignForm",
    "ChangeScoreForm",
    "DeclareForm",
    "DiscussForm",
    "GateForm",
    "ScoreForm",
    "StepAsideForm",
]
