"""What is typed at the desk."""

from desk.forms.claims import (
    AskHearingForm,
    EndAppealForm,
    EndClaimForm,
    HandOverClaimForm,
    RecordAppealForm,
    RecordHearingForm,
    RegisterClaimForm,
    ServeClaimForm,
)
from desk.forms.completing import RequestCompletionForm
from desk.forms.criteria import CriteriaForm, criteria_of, criteria_typed, rearranged
from desk.forms.filters import FilterForm, WorklistForm
from desk.forms.helping import AllowHelpForm, ConsentForm, EnterForm, FindGroupForm, RegisterForm
from desk.forms.publishing import ScheduleForm
from desk.forms.rounds import (
    CLOSING_CLOCKS,
    ExtendForm,
    RegisterNumberForm,
    SetCostModelForm,
    SetFunderForm,
    SetSeparationForm,
    SetServiceForm,
)

__all__ = [
    "CLOSING_CLOCKS",
    "AllowHelpForm",
    "AskHearingForm",
    "ConsentForm",
    "CriteriaForm",
    "EndAppealForm",
    "EndClaimForm",
    "EnterForm",
    "ExtendForm",
    "FilterForm",
    "FindGroupForm",
    "HandOverClaimForm",
    "RecordAppealForm",
    "RecordHearingForm",
    "RegisterClaimForm",
    "RegisterForm",
    "RegisterNumberForm",
    "RequestCompletionForm",
    "ScheduleForm",
    "ServeClaimForm",
    "SetCostModelForm",
    "SetFunderForm",
    "SetSeparationForm",
    "SetServiceForm",
    "WorklistForm",
    "criteria_of",
    "criteria_typed",
    "rearranged",
]
