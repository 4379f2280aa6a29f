"""What applicants type: parsed and shown again with marks, never refused while it is a draft."""

from applications.forms.attachments import AttachForm
from applications.forms.costs import MORE_ROWS, MOST_ROWS, CostsForm
from applications.forms.drafts import BeginForm, CopyForm
from applications.forms.eligibility import EligibilityForm
from applications.forms.parts import SectionForm
from applications.forms.sending import CompleteForm, FeedbackForm, SubmitForm, fresh_token

__all__ = [
    "MORE_ROWS",
    "MOST_ROWS",
    "AttachForm",
    "BeginForm",
    "CompleteForm",
    "CopyForm",
    "CostsForm",
    "EligibilityForm",
    "FeedbackForm",
    "SectionForm",
    "SubmitForm",
    "fresh_token",
]
