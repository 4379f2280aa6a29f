"""What is typed at the desk."""

from desk.forms.completing import RequestCompletionForm
from desk.forms.days import as_day, day_field
from desk.forms.filters import FilterForm, WorklistForm
from desk.forms.helping import AllowHelpForm, ConsentForm, EnterForm, FindGroupForm, RegisterForm
from desk.forms.rounds import (
    CLOSING_CLOCKS,
    ExtendForm,
    RegisterNumberForm,
    SetCostModelForm,
    SetFunderForm,
    SetSeparationForm,
)

__all__ = [
    "CLOSING_CLOCKS",
    "AllowHelpForm",
    "ConsentForm",
    "EnterForm",
    "ExtendForm",
    "FilterForm",
    "FindGroupForm",
    "RegisterForm",
    "RegisterNumberForm",
    "RequestCompletionForm",
    "SetCostModelForm",
    "SetFunderForm",
    "SetSeparationForm",
    "WorklistForm",
    "as_day",
    "day_field",
]
