"""The coordinator's home of advice: who waits for an answer, and whom she meets today."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from advice.queries.appointments import appointments_to_note, todays_appointments
from desk import permissions, queries


@require_safe
def advice(request: HttpRequest) -> HttpResponse:
    if not permissions.can_advise(request.user):
        raise PermissionDenied
    context = {
        "waits": queries.advice_waiting(request.user, request.received_at),
        "today": todays_appointments(request.user, request.received_at),
        "to_note": appointments_to_note(request.user, request.received_at),
        "received_at": request.received_at,
    }
    return render(request, "desk/advice.html", context)
