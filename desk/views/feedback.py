"""What those who applied say of applying."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from applications.queries import feedback_by_round, hard_questions
from desk.permissions import can_read_feedback


@require_safe
def feedback(request: HttpRequest) -> HttpResponse:
    if not can_read_feedback(request.user):
        raise PermissionDenied
    return render(request, "desk/feedback.html", {"rounds": feedback_by_round(), "hard": hard_questions()})
