"""The eligibility check of a case: what the system answers, and what a person does."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.models import Application
from core.actor import Actor
from core.http import see_other
from desk.permissions import can_work_at_desk
from reviews import actions
from reviews.forms import GateForm
from reviews.permissions import can_answer_gate
from reviews.queries import gate as gate_of
from reviews.rules import STATES


@require_http_methods(["GET", "HEAD", "POST"])
def gate(request: HttpRequest, reference: str) -> HttpResponse:
    """Whoever handles the case reads it; the coordinator answers it, before points."""
    found = _find(request, reference)
    given = gate_of(found)
    if request.method != "POST":
        return _page(request, found, GateForm(lines=given.lines), {"gate": given})
    if "coordinator" not in request.user.roles:
        raise PermissionDenied
    form = GateForm(request.POST, lines=given.lines)
    if form.is_valid():
        by = Actor.of(request, "coordinator")
        try:
            given = actions.answer_gate(found, by=by, at=request.received_at, answers=form.answers, reasons=form.reasons)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Saved. %(state)s.") % {"state": STATES[given.state]})
            return see_other(reverse("desk:case", args=[reference]))
    return _page(request, found, form, {"gate": given}, status=422)


def _find(request: HttpRequest, reference: str) -> Application:
    if not can_work_at_desk(request.user):
        raise PermissionDenied
    cases = Application.objects.handled_by(request.user).select_related("round__programme", "group")
    return get_object_or_404(cases, reference=reference)


def _page(
    request: HttpRequest, found: Application, form: GateForm, context: dict[str, object], status: int = 200
) -> HttpResponse:
    may_answer = can_answer_gate(request.user, found)
    about = {"application": found, "form": form, "may_answer": may_answer, "state": STATES[context["gate"].state]}
    return render(request, "desk/gate.html", {**about, **context}, status=status)
