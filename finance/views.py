"""Pages of the City's finance office."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.actor import Actor
from core.dates import local_day
from core.sheets import CSV, XLSX
from finance import exports, permissions, queries
from registry.actions import record


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    _permit(request)
    return render(request, "finance/report.html", {"report": queries.report(request.received_at)})


@require_safe
def csv(request: HttpRequest) -> HttpResponse:
    return _download(request, exports.as_csv, "csv", CSV)


@require_safe
def xlsx(request: HttpRequest) -> HttpResponse:
    return _download(request, exports.as_xlsx, "xlsx", XLSX)


def _permit(request: HttpRequest) -> None:
    if not permissions.can_see_money(request.user):
        raise PermissionDenied


def _download(request: HttpRequest, make, ending: str, content_type: str) -> HttpResponse:
    _permit(request)
    found = queries.report(request.received_at)
    if found is None:
        raise Http404
    by = Actor.of(request, min(request.user.roles & permissions.ROLES))
    record("export", by=by, at=request.received_at, about=f"programme:{found.programme.pk}", format=ending)
    name = f"budjetti-{local_day(request.received_at).isoformat()}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(make(found, str(request.user)), content_type=content_type, headers=headers)
