"""Appeals to the administrative court: that one was filed, and how it ended. The portal keeps the facts alone."""

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
from decisions import actions, permissions
from decisions.models import Appeal
from decisions.queries import claimable_decision
from desk.forms import EndAppealForm, RecordAppealForm
from desk.views.claims import tell

PAGE = ["GET", "HEAD", "POST"]


@require_http_methods(PAGE)
def record_appeal(request: HttpRequest, reference: str) -> HttpResponse:
    if not permissions.can_register_claim(request.user):
        raise PermissionDenied
    cases = Application.objects.handled_by(request.user).filter(published_at__isnull=False).select_related("group", "round")
    case = get_object_or_404(cases, reference=reference)
    decision = claimable_decision(case)
    form = RecordAppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = Actor.of(request, "coordinator")
        try:
            actions.record_appeal(decision, by=by, at=request.received_at, **form.cleaned_data)
        except ValidationError as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("The appeal is written down."))
            return see_other(reverse("desk:case", args=[reference]))
    context = {"application": case, "decision": decision, "form": form}
    return render(request, "desk/appeal_record.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(PAGE)
def end_appeal(request: HttpRequest, pk: int) -> HttpResponse:
    if not permissions.can_register_claim(request.user):
        raise PermissionDenied
    rows = Appeal.objects.handled_by(request.user).select_related("decision__application__group", "decision__application__round")
    appeal = get_object_or_404(rows, pk=pk)
    application = appeal.decision.application
    form = EndAppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = Actor.of(request, "coordinator")
        try:
            actions.end_appeal(appeal, by=by, at=request.received_at, **form.cleaned_data)
        except ValidationError as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("The end of the appeal is written down."))
            return see_other(reverse("desk:case", args=[application.reference]))
    context = {"appeal": appeal, "application": application, "form": form}
    return render(request, "desk/appeal_end.html", context, status=422 if request.method == "POST" else 200)
