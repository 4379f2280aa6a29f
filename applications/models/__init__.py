"""The application: its answers as typed, its cost lines, its revisions and sent versions, and who is disqualified from it."""

from applications.models.answers import Answer, CostLine, Revision
from applications.models.application import HANDLERS, Application, ApplicationQuerySet
from applications.models.feedback import Feedback
from applications.models.interests import InterestDeclaration
from applications.models.versions import Version

__all__ = [
    "HANDLERS", "Answer", "Application", "ApplicationQuerySet", "CostLine", "Feedback", "InterestDeclaration", "Revision", "Version",
]  # fmt: skip
