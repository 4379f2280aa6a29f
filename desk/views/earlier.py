"""What the group of a case has applied for and got before, for who handles the case."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from applications.models import Application
from core.actor import Actor
from desk.permissions import can_work_at_desk, role_at_desk
from desk.queries import earlier as grants
from registry.actions import record


@require_safe
def earlier(request: HttpRequest, reference: str) -> HttpResponse:
    if not can_work_at_desk(request.user):
        raise PermissionDenied
    cases = Application.objects.handled_by(request.user).select_related("group", "round__programme")
    case = get_object_or_404(cases, reference=reference)
    record("view", by=Actor.of(request, role_at_desk(request.user)), at=request.received_at, about=case.about)
    context = {
        "application": case,
        "earlier": grants.earlier(case, request.user),
        "signs": grants.possible_double_funding(case, request.user),
    }
    return render(request, "desk/earlier.html", context)
