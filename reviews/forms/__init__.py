"""What handlers type about a case."""

from reviews.forms.declaring import GROUNDS, NO_CONFLICT, DeclareForm, StepAsideForm
from reviews.forms.gate import GateForm
from reviews.forms.scoring import ScoreForm

__all__ = [
    "GROUNDS",
    "NO_CONFLICT",
    "DeclareForm",
    "GateForm",
    "ScoreForm",
    "StepAsideForm",
]
