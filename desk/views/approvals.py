"""The funder's approvals of the grants of a round, their papers, and what else a grant depends on in the programme."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from core.actor import Actor
from core.http import as_download, see_other
from decisions import actions as decision_actions
from decisions.forms import ApprovalsForm, CorrectApprovalForm
from decisions.models import FunderApproval
from decisions.permissions import can_record_approval
from decisions.queries import grants_to_approve, recorded_alike
from desk.forms import SetFunderForm
from desk.permissions import can_work_at_desk, role_at_desk
from registry.queries import open_document
from rounds import actions as round_actions
from rounds.models import Round
from rounds.permissions import can_set_funder
from rounds.queries import current_programme

PAGE = ["GET", "HEAD", "POST"]
SETTINGS = ("funder_name", "needs_funder_approval", "needs_agreement")


@require_http_methods(PAGE)
def funder_approvals(request: HttpRequest, number: int) -> HttpResponse:
    """One paper of the funder for one grant or for many."""
    if not can_record_approval(request.user):
        raise PermissionDenied
    round_ = get_object_or_404(Round.objects.select_related("programme"), number=number)  # rounds are public
    grants = list(grants_to_approve(round_, request.user))
    waiting = [it for it in grants if it.funder_approval is None]
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ApprovalsForm(*typed, waiting=waiting)
    if request.method == "POST" and form.is_valid():
        by = Actor.of(request, "coordinator")
        try:
            count = decision_actions.approve_by_paper(form.chosen, by=by, at=request.received_at, **form.approval)
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            sentence = ngettext("%(count)s approval is recorded.", "%(count)s approvals are recorded.", count)
            messages.success(request, sentence % {"count": count})
            return see_other(reverse("desk:funder_approvals", args=[number]))
    approved = [it for it in grants if it.funder_approval]
    context = {"form": form, "round": round_, "waiting": waiting, "approved": approved}
    return render(request, "desk/funder_approvals.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(PAGE)
def correct_approval(request: HttpRequest, pk: int) -> HttpResponse:
    """A wrong day or reference, or a paper that came later, for one grant or for all that were recorded alike."""
    if not can_record_approval(request.user):
        raise PermissionDenied
    handled = FunderApproval.objects.handled_by(request.user).select_related(
        "document", "recorded_by", "decision__application__group", "decision__application__round"
    )
    found = get_object_or_404(handled, pk=pk)
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    form = CorrectApprovalForm(*typed, approval=found, alike=recorded_alike(found, request.user))
    if request.method == "POST" and form.is_valid():
        by, chosen = Actor.of(request, "coordinator"), [found, *form.others]
        try:
            count = decision_actions.correct_approvals(chosen, by=by, at=request.received_at, **form.correction)
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            sentence = ngettext("%(count)s approval is corrected.", "%(count)s approvals are corrected.", count)
            messages.success(request, sentence % {"count": count})
            return see_other(reverse("desk:case", args=[found.decision.application.reference]))
    context = {"form": form, "approval": found, "decision": found.decision, "application": found.decision.application}
    context["is_open"] = form.is_bound or (found.is_standing and found.decision.is_in_force)
    return render(request, "desk/correct_approval.html", context, status=422 if request.method == "POST" else 200)


@require_safe
def funder_document(request: HttpRequest, pk: int) -> FileResponse:
    """The paper by which the funder approved, for who handles the case; its taking is noted."""
    if not can_work_at_desk(request.user):
        raise PermissionDenied
    handled = FunderApproval.objects.handled_by(request.user).select_related("document", "decision__application")
    found = get_object_or_404(handled, pk=pk, document__isnull=False)
    decision_actions.take_funder_document(found, by=Actor.of(request, role_at_desk(request.user)), at=request.received_at)
    return as_download(open_document(found.document), found.document.name, found.document.content_type)


@require_http_methods(PAGE)
def set_funder(request: HttpRequest) -> HttpResponse:
    """Whether a grant depends on the funder's approval and on an agreement."""
    if not can_set_funder(request.user):
        raise PermissionDenied
    programme = current_programme()
    if programme is None:
        raise Http404
    initial = {name: getattr(programme, name) for name in SETTINGS}
    form = SetFunderForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        by = Actor.of(request, "admin")
        try:
            round_actions.set_funder(programme, by=by, at=request.received_at, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Saved. It holds from now on; published letters stay as they are."))
            return see_other(reverse("desk:set_funder"))
    return render(
        request, "desk/set_funder.html", {"form": form, "programme": programme}, status=422 if request.method == "POST" else 200
    )
