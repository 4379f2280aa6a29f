"""What is typed at the desk."""

from desk.forms.completing import RequestCompletionForm
from desk.forms.criteria import CriteriaForm, criteria_of, criteria_typed, rearranged
from desk.forms.days import as_day, day_field
from desk.forms.filters import FilterForm, WorklistForm
from desk.forms.helping import AllowHelpForm, ConsentForm, EnterForm, FindGroupForm, RegisterForm
from desk.forms.rounds import CLOSING_CLOCKS, ExtendForm, SetCostModelForm, SetSeparationForm

__all__ = [
    "CLOSING_CLOCKS",
    "AllowHelpForm",
    "ConsentForm",
    "CriteriaForm",
    "EnterForm",
    "ExtendForm",
    "FilterForm",
    "FindGroupForm",
    "RegisterForm",
    "RequestCompletionForm",
    "SetCostModelForm",
    "SetSeparationForm",
    "WorklistForm",
    "as_day",
    "criteria_of",
    "criteria_typed",
    "day_field",
    "rearranged",
]
