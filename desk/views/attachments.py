"""Reading what applicants have attached: only what was sent, only in a case that is open to the reader, and it is noted."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applications import actions, queries
from applications.models import Attachment
from core.actor import Actor
from core.http import as_download, see_other
from desk.permissions import can_work_at_desk


@require_safe
def attachment(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """The file as it was added; with `?kopio` the smaller JPEG of a picture."""
    if not can_work_at_desk(request.user):
        raise PermissionDenied
    handled = Attachment.objects.handled_by(request.user).select_related("application")
    found = get_object_or_404(handled, application__reference=reference, pk=pk)
    if found.pk not in queries.sent_attachments(found.application):
        raise Http404
    if found.is_waiting:
        messages.warning(request, _("The file “%(name)s” is being checked for malware. Try again in a minute.") % {"name": found})
        return see_other(reverse("desk:case", args=[reference]))
    actions.note_reading(found, by=Actor.of(request, min(request.user.roles)), at=request.received_at)
    if "kopio" in request.GET and found.copy_path:
        return as_download(queries.open_attachment(found, is_copy=True), found.copy_name, "image/jpeg")
    return as_download(queries.open_attachment(found), found.name, found.type)
