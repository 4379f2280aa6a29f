"""The bank of reasons, and what one applicant is told in plain words. Nothing here sends anything."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.models import Application
from core.actor import Actor
from core.http import see_other
from decisions import actions
from decisions import queries as decision_queries
from decisions.forms import ExplainForm, ReasonForm
from decisions.models import Explanation, Reason
from desk.permissions import can_explain, can_read_reasons
from rounds.queries import criteria_known

PAGE = ["GET", "HEAD", "POST"]


@require_safe
def reasons(request: HttpRequest) -> HttpResponse:
    if not can_read_reasons(request.user):
        raise PermissionDenied
    bank, uses = list(decision_queries.bank_of_reasons()), decision_queries.uses_by_round()
    criteria = dict(criteria_known())
    for reason in bank:
        reason.by_round, reason.criterion = uses.get(reason.pk, []), criteria.get(reason.criterion_code, "")
    by_use = [(label, [it for it in bank if it.use == use and not it.retired_at]) for use, label in Reason.USES.items()]
    context = {"by_use": by_use, "retired": [it for it in bank if it.retired_at], "may_edit": can_explain(request.user)}
    return render(request, "desk/reasons.html", context)


@require_http_methods(PAGE)
def add_reason(request: HttpRequest) -> HttpResponse:
    return _write_reason(request, None)


@require_http_methods(PAGE)
def edit_reason(request: HttpRequest, code: str) -> HttpResponse:
    return _write_reason(request, _reason(request, code))


@require_POST
def retire_reason(request: HttpRequest, code: str) -> HttpResponse:
    """Offered no more; pressed again, offered again."""
    found = _reason(request, code)
    back = found.retired_at is not None
    actions.retire_reason(found, by=Actor.of(request, "coordinator"), at=request.received_at, back=back)
    messages.success(request, _("The reason is in use again.") if back else _("The reason is not offered any more."))
    return see_other(reverse("desk:reasons"))


@require_http_methods(PAGE)
def explanation(request: HttpRequest, reference: str) -> HttpResponse:
    """The coordinator writes it; a draft comes from the standing and the chosen reasons, and never over what was typed."""
    if not can_explain(request.user):
        raise PermissionDenied
    cases = Application.objects.handled_by(request.user).select_related("round__programme", "group")
    found = get_object_or_404(cases, reference=reference)
    written = decision_queries.explanation_of(found)
    offered = decision_queries.reasons_to_choose(found)
    if request.method != "POST":
        used = [use.reason.code for use in found.reason_uses.select_related("reason")]
        form = ExplainForm(reasons=offered, initial={"text": written.text if written else "", "reasons": used})
        return _explanation_page(request, found, written, form)
    form, act = ExplainForm(request.POST, reasons=offered), request.POST.get("act")
    if form.is_valid() and act in {"draft", "replace"}:
        return _with_draft(request, found, written, form, replaces=act == "replace")
    if form.is_valid() and _is_kept(request, found, form):
        return see_other(reverse("desk:explanation", args=[reference]))
    return _explanation_page(request, found, written, form, status=422)


def _is_kept(request: HttpRequest, found: Application, form: ExplainForm) -> bool:
    by, text = Actor.of(request, "coordinator"), form.cleaned_data["text"]
    try:
        actions.explain(found, by=by, at=request.received_at, text=text, reasons=form.chosen)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    messages.success(request, _("Saved. The applicant sees it when the decision is published."))
    return True


def _with_draft(
    request: HttpRequest, found: Application, written: Explanation | None, form: ExplainForm, *, replaces: bool
) -> HttpResponse:
    """Into an empty field, or where she asked for it; beside the text that is there otherwise. Nothing is saved yet."""
    draft = decision_queries.draft_for(found, request.user, form.chosen)
    typed = form.cleaned_data["text"]
    takes_place = replaces or not typed.strip()
    initial = {"text": draft if takes_place else typed, "reasons": form.cleaned_data["reasons"]}
    again = ExplainForm(reasons=form.offered.values(), initial=initial)
    return _explanation_page(request, found, written, again, draft="" if takes_place else draft, is_unsaved=takes_place)


def _explanation_page(
    request: HttpRequest, found: Application, written: Explanation | None, form: ExplainForm, *, status: int = 200, **more: object
) -> HttpResponse:
    weighed = decision_queries.weighed_of(found, request.user)
    context = {"application": found, "written": written, "form": form, "weighed": weighed, **more}
    context["is_final"] = bool(written and found.published_at)
    return render(request, "desk/explanation.html", context, status=status)


def _reason(request: HttpRequest, code: str) -> Reason:
    if not can_explain(request.user):
        raise PermissionDenied
    return get_object_or_404(Reason, code=code)  # finds: the bank is of no person or case; the permission above lets in


def _write_reason(request: HttpRequest, found: Reason | None) -> HttpResponse:
    if not can_explain(request.user):
        raise PermissionDenied
    initial = {name: getattr(found, name) for name in ("use", "criterion_code", "text_fi", "text_en")} if found else {}
    form = ReasonForm(request.POST if request.method == "POST" else None, criteria=criteria_known(), initial=initial)
    if form.is_valid():
        by, at = Actor.of(request, "coordinator"), request.received_at
        try:
            if found:
                actions.edit_reason(found, by=by, at=at, **form.cleaned_data)
            else:
                actions.add_reason(by=by, at=at, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("The reason is saved."))
            return see_other(reverse("desk:reasons"))
    context = {"form": form, "reason": found}
    return render(request, "desk/edit_reason.html", context, status=422 if request.method == "POST" else 200)
