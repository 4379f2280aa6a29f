"""The application: what is typed and sent of it, who may help with it, and who is disqualified from it."""

from applications.models.answers import Answer, CostLine, Reading, Revision
from applications.models.application import (
    AT_DESK,
    BY_EMAIL,
    BY_POST,
    CHANNELS,
    HANDLERS,
    PORTAL,
    Application,
    ApplicationQuerySet,
)
from applications.models.attachments import Attachment, AttachmentQuerySet
from applications.models.completions import (
    ANSWERED,
    COMPLETION_REASONS,
    GONE,
    LAPSED,
    CompletionPoint,
    CompletionRequest,
    CompletionRequestQuerySet,
)
from applications.models.consents import Consent
from applications.models.errors import ShownError
from applications.models.feedback import Feedback
from applications.models.files import CLEAN, INFECTED, UNSCANNED, StoredFile, kinds_of_files
from applications.models.interests import GROUNDS, InterestDeclaration, conflict, conflict_of
from applications.models.versions import Version

__all__ = [
    "ANSWERED",
    "AT_DESK",
    "BY_EMAIL",
    "BY_POST",
    "CHANNELS",
    "CLEAN",
    "COMPLETION_REASONS",
    "GONE",
    "GROUNDS",
    "HANDLERS",
    "INFECTED",
    "LAPSED",
    "PORTAL",
    "UNSCANNED",
    "Answer",
    "Application",
    "ApplicationQuerySet",
    "Attachment",
    "AttachmentQuerySet",
    "CompletionPoint",
    "CompletionRequest",
    "CompletionRequestQuerySet",
    "Consent",
    "CostLine",
    "Feedback",
    "InterestDeclaration",
    "Reading",
    "Revision",
    "ShownError",
    "StoredFile",
    "Version",
    "conflict",
    "conflict_of",
    "kinds_of_files",
]
