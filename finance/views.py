"""Pages of the City's finance office."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core.actor import Actor
from core.dates import local_day
from core.http import see_other
from core.sheets import CSV, XLSX
from finance import exports, permissions, queries
from finance.forms import BudgetForm, ShareForm
from registry.actions import record
from rounds import actions as round_actions
from rounds.models import KIND_PATHS, Fund, RoundTerms
from rounds.permissions import can_set_budget
from rounds.queries import current_programme

PAGE = ["GET", "HEAD", "POST"]


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


@require_safe
def budgets(request: HttpRequest) -> HttpResponse:
    """The funds, the rounds' shares of them, and every change."""
    _permit(request)
    context = {
        "report": queries.report(request.received_at),
        "changes": queries.budget_changes(),
        "kind_paths": KIND_PATHS,
        "may_change": can_set_budget(request.user),
    }
    return render(request, "finance/budgets.html", context)


@require_http_methods(PAGE)
def set_budget(request: HttpRequest, kind: str) -> HttpResponse:
    fund = get_object_or_404(Fund.objects.select_related("programme"), **_changed(request, kind))  # funds are public
    form = BudgetForm(request.POST if request.method == "POST" else None)

    def act(by: Actor) -> None:
        round_actions.set_budget(fund, by=by, at=request.received_at, **form.cleaned_data)

    return _change(request, form, act, fund=fund)


@require_http_methods(PAGE)
def set_share(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    chosen = _changed(request, kind)
    fund = get_object_or_404(Fund.objects.select_related("programme"), **chosen)  # funds are public
    terms = get_object_or_404(  # terms are public
        RoundTerms.objects.select_related("round"), round__programme=fund.programme_id, round__number=number, kind=fund.kind
    )
    form = ShareForm(request.POST if request.method == "POST" else None)

    def act(by: Actor) -> None:
        round_actions.set_share(terms, by=by, at=request.received_at, **form.cleaned_data)

    return _change(request, form, act, fund=fund, terms=terms)


def _changed(request: HttpRequest, kind: str) -> dict[str, object]:
    """Which fund the finance office changes: the one of this kind in the newest programme."""
    if not can_set_budget(request.user):
        raise PermissionDenied
    code = next((code for code, path in KIND_PATHS.items() if path == kind), None)
    return {"kind": code, "programme": current_programme()}


def _change(request: HttpRequest, form: Form, act: Callable[[Actor], None], **shown: object) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act(Actor.of(request, "finance"))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Saved. The change stands in the ledger."))
            return see_other(reverse("finance:budgets"))
    status = 422 if request.method == "POST" else 200
    return render(request, "finance/set_budget.html", {"form": form, **shown}, status=status)


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
