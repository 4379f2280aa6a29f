"""What the group of a case has sent, for who may see the case: every version, its paper, and what changed between two."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applications import actions, queries
from applications.models import Application, Version
from core.actor import Actor
from core.http import as_download, see_other
from desk.permissions import can_work_at_desk, role_at_desk
from registry.actions import record

OURS = {"layout": "desk_base.html", "place": "desk"}


@require_safe
def versions(request: HttpRequest, reference: str) -> HttpResponse:
    case = _find(request, reference)
    sent = case.versions.defer("content").select_related("sent_by")
    return render(request, "applications/versions.html", {"application": case, "versions": sent, **OURS})


@require_safe
def version(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    found = _version(_find(request, reference), number)
    _note_view(request, found)
    context = {"version": found, "sent": queries.as_sent(found)}
    return render(request, "applications/version.html", {"application": found.application, **context, **OURS})


@require_safe
def comparison(request: HttpRequest, reference: str, older: int, newer: int) -> HttpResponse:
    case = _find(request, reference)
    before, now = _version(case, older), _version(case, newer)
    _note_view(request, now)
    context = {"older": before, "newer": now, "comparison": queries.comparison(before, now)}
    return render(request, "applications/comparison.html", {"application": case, **context, **OURS})


@require_safe
def version_printout(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    found = _version(_find(request, reference), number)
    # The library takes a second and 60 MB to load: only who asks for a paper waits for it.
    from applications import pdf

    try:
        content = pdf.sent_application(found)
    except pdf.BusyError:
        messages.warning(request, _("Many papers are being made just now. Try again in a moment."))
        return see_other(reverse("desk:case", args=[reference]))
    by = Actor.of(request, role_at_desk(request.user))
    actions.take_printout(found.application, by=by, at=request.received_at, version=number)
    return as_download(ContentFile(content), pdf.file_name(found.application, number), "application/pdf")


def _find(request: HttpRequest, reference: str) -> Application:
    if not can_work_at_desk(request.user):
        raise PermissionDenied
    cases = queries.for_reading(Application.objects.handled_by(request.user))
    return get_object_or_404(cases, reference=reference)


def _version(case: Application, number: int) -> Version:
    found = queries.version_of(case, number)
    if found is None:
        raise Http404
    return found


def _note_view(request: HttpRequest, found: Version) -> None:
    by = Actor.of(request, role_at_desk(request.user))
    record("view", by=by, at=request.received_at, about=found.application.about, version=found.number)
