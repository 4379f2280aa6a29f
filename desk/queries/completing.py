"""What the group of a case has been asked to complete."""

from __future__ import annotations

from applications.models import INFECTED, Application, Attachment, CompletionRequest
from applications.queries import points_of


def completions(row: Application) -> list[CompletionRequest]:
    """The newest first, each with `asked`; asked for only where the row says that there are any."""
    if not row.has_completions:
        return []
    requests = row.completion_requests.select_related("asked_by", "version", "answer").prefetch_related("points")
    found = list(requests.defer("version__content", "answer__content"))
    for request in found:
        request.asked = points_of(request)
    return found


def lost_files(attachments: list[tuple[str, Attachment]]) -> list[Attachment]:
    """What was sent and held malware: it is gone, and the group can send another only if it is asked for."""
    return [file for _label, file in attachments if file.scan == INFECTED]
