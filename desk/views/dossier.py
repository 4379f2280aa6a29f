"""The whole of one case to take along, for the file of the City, an auditor or the archive."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile, File
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applications import queries as application_queries
from applications.models import Application
from core.actor import Actor
from core.http import as_download, see_other
from core.pdf import BusyError
from desk.permissions import can_take_dossier, role_at_desk
from desk.queries.dossier import Dossier
from desk.queries.dossier import dossier as whole_case
from registry.actions import record


@require_safe
def dossier(request: HttpRequest, reference: str) -> HttpResponse:
    found = _find(request, reference)
    # The library takes a second and 60 MB to load: only who asks for a paper waits for it.
    from desk import pdf

    try:
        content = pdf.dossier_document(found)
    except BusyError:
        return _busy(request, reference)
    _note(request, found, "pdf")
    return as_download(ContentFile(content), f"{found.name}.pdf", "application/pdf")


@require_safe
def dossier_zip(request: HttpRequest, reference: str) -> HttpResponse:
    found = _find(request, reference)
    from desk import exports

    try:
        papers = list(_papers(found))
    except BusyError:
        return _busy(request, reference)
    _note(request, found, "zip")
    return as_download(File(exports.dossier_zip(found, papers)), f"{found.name}.zip", "application/zip")


def _papers(found: Dossier):
    """What is made anew: the dossier itself, and each version as it was sent."""
    from applications import pdf as application_pdf
    from desk import exports, pdf

    yield f"{found.name}.pdf", pdf.dossier_document(found)
    for version in found.versions:
        name = application_pdf.file_name(found.case, version.number)
        yield f"hakemus/{name}", application_pdf.sent_application(version)
    yield from exports.content_of_versions(found)


def _find(request: HttpRequest, reference: str) -> Dossier:
    if not can_take_dossier(request.user):
        raise PermissionDenied
    cases = application_queries.for_reading(Application.objects.handled_by(request.user)).select_related("handler")
    return whole_case(get_object_or_404(cases, reference=reference), request.user, request.received_at)


def _note(request: HttpRequest, found: Dossier, form: str) -> None:
    by = Actor.of(request, role_at_desk(request.user, "coordinator", "decider", "auditor"))
    record("take_dossier", by=by, at=request.received_at, about=found.case.about, form=form)


def _busy(request: HttpRequest, reference: str) -> HttpResponse:
    messages.warning(request, _("Many papers are being made just now. Try again in a moment."))
    return see_other(reverse("desk:case", args=[reference]))
