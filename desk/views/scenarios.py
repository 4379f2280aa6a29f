"""Scenarios at the desk: their list, one of them, several side by side, and making the proposals of one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.actor import Actor
from core.http import see_other
from decisions import actions, permissions, queries
from decisions.forms import DivisionForm, NameForm
from decisions.models import Scenario
from rounds.models import KIND_PATHS, KINDS, Round

PAGE = ["GET", "HEAD", "POST"]


@require_http_methods(PAGE)
def scenarios(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    round_, code = _part(request, number, kind)
    form = NameForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        by = _changing(request)
        if form.is_valid():
            try:
                made = actions.make_scenario(round_, by=by, at=request.received_at, kind=code, name=form.cleaned_data["name"])
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                return see_other(_address(made))
    return _list(request, round_, code, form)


@require_POST
def copy_scenario(request: HttpRequest, number: int, kind: str, pk: int) -> HttpResponse:
    return _named(request, _find(request, number, kind, pk), actions.copy_scenario)


@require_POST
def rename_scenario(request: HttpRequest, number: int, kind: str, pk: int) -> HttpResponse:
    return _named(request, _find(request, number, kind, pk), actions.rename_scenario)


@require_POST
def delete_scenario(request: HttpRequest, number: int, kind: str, pk: int) -> HttpResponse:
    found = _find(request, number, kind, pk)
    try:
        actions.delete_scenario(found, by=_changing(request), at=request.received_at)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The scenario “%(name)s” is deleted.") % {"name": found.name})
    return see_other(reverse("desk:scenarios", args=[number, kind]))


@require_safe
def compare_scenarios(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    code = _kind(request, kind)
    compared = queries.compared(queries.scenarios_of(request.user, number, code), request.user)
    round_ = compared[0].scenario.round if compared else get_object_or_404(Round, number=number)  # rounds are public
    context = {"round": round_, "kind_label": KINDS[code], "kind_path": kind, "compared": compared}
    return render(request, "desk/compare_scenarios.html", {**context, "money": queries.money_for(round_, code)})


@require_http_methods(PAGE)
def scenario(request: HttpRequest, number: int, kind: str, pk: int) -> HttpResponse:
    """What is counted is not saved until "save" is pressed."""
    found = queries.division(_find(request, number, kind, pk), request.user)
    if request.method != "POST":
        return _editor(request, found, DivisionForm(cases=found.cases))
    by, form, act = _changing(request), DivisionForm(request.POST, cases=found.cases), request.POST.get("act", "")
    if not form.is_valid():
        return _editor(request, queries.recounted(found, form.typed()), form, status=422)
    if act != "save":
        return _counted(request, found, form, act)
    given = {key: actions.Given(**facts) for key, facts in form.given.items()}
    try:
        actions.save_scenario(found.scenario, by=by, at=request.received_at, edition=_edition(request), given=given)
    except ValidationError as refusal:
        return _refused(request, found, form, refusal)
    messages.success(request, _("The scenario is saved."))
    return see_other(_address(found.scenario))


@require_POST
def propose_scenario(request: HttpRequest, number: int, kind: str, pk: int) -> HttpResponse:
    found = _find(request, number, kind, pk)
    by = _changing(request)
    try:
        count = actions.propose_scenario(found, by=by, at=request.received_at, edition=_edition(request))
    except ValidationError as refusal:
        shown = queries.division(found, request.user)
        context = {"refused": refusal.messages, "newest": found.edition}
        return _editor(request, shown, DivisionForm(cases=shown.cases), status=422, **context)
    sentence = ngettext("%(count)s proposal is made.", "%(count)s proposals are made.", count)
    messages.success(request, sentence % {"count": count})
    return see_other(_address(found))


def _counted(request: HttpRequest, found: queries.Division, form: DivisionForm, act: str) -> HttpResponse:
    """The page with new sums; nothing is saved."""
    shown = queries.recounted(found, form.typed())
    name, _dash, typed = act.partition("-")
    # A case that the page does not have moves nowhere, as a button that it does not have does nothing.
    key = next((case.application.pk for case in shown.cases if str(case.application.pk) == typed), 0)
    tool = {"cut": "percent", "cap": "most"}.get(name)
    number = form.tool_number(tool) if tool else None
    if tool and number is None:
        return _editor(request, shown, form, status=422, is_unsaved=True)
    lines = [case.counted.line for case in shown.cases]
    made = {
        "fund": lambda: queries.funded_in_order(lines, shown.money.free - shown.others[1]),
        "cut": lambda: queries.cut_by(lines, number),
        "cap": lambda: queries.capped_at(lines, number),
        "up": lambda: queries.moved(lines, key, -1),
        "down": lambda: queries.moved(lines, key, 1),
    }.get(name, lambda: lines)()
    form = form.with_lines(made)
    form.is_valid()
    return _editor(request, queries.recounted(found, form.typed()), form, is_unsaved=True, edition=_edition(request))


def _refused(request: HttpRequest, found: queries.Division, form: DivisionForm, refusal: ValidationError) -> HttpResponse:
    """Everything typed stays in its box. What somebody else saved meanwhile stands beside it, and saving again replaces that."""
    shown = queries.recounted(found, form.typed())
    if getattr(refusal, "code", "") == "changed":
        saved = {case.application.pk: case.row for case in found.cases}
        edition = found.scenario.edition
        return _editor(request, shown, form, status=409, saved=saved, edition=edition, refused=refusal.messages, is_unsaved=True)
    if hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return _editor(request, shown, form, status=422, is_unsaved=True, edition=_edition(request))
    return _editor(request, shown, form, status=422, refused=refusal.messages)


def _editor(request: HttpRequest, found: queries.Division, form: DivisionForm, status: int = 200, **more: object) -> HttpResponse:
    scenario, saved = found.scenario, more.pop("saved", {})
    rows = [
        (case, fields, row if (row := saved.get(case.application.pk)) and row.amount != case.row.amount else None)
        for case, fields in form.rows(found.cases)
    ]
    context = {
        "division": found,
        "scenario": scenario,
        "round": scenario.round,
        "kind_path": KIND_PATHS[scenario.kind],
        "form": form,
        "rows": rows,
        "edition": scenario.edition,
        "may_change": permissions.can_divide(request.user) and not scenario.proposed_at,
        "may_propose": permissions.can_divide(request.user) and any(it.awaits_proposal for it in found.cases),
        **more,
    }
    return render(request, "desk/scenario.html", context, status=status)


def _list(request: HttpRequest, round_: Round, kind: str, form: NameForm, *, wrong: int | None = None) -> HttpResponse:
    context = {
        "round": round_,
        "kind_label": KINDS[kind],
        "kind_path": KIND_PATHS[kind],
        "scenarios": list(queries.scenarios_of(request.user, round_.number, kind)),
        "money": queries.money_for(round_, kind),
        "waiting": queries.cases_to_divide(round_, kind).count(),
        "form": form,
        "wrong": wrong,
        "may_change": permissions.can_divide(request.user),
    }
    return render(request, "desk/scenarios.html", context, status=422 if form.errors else 200)


def _named(request: HttpRequest, found: Scenario, act) -> HttpResponse:
    by, form = _changing(request), NameForm(request.POST)
    if form.is_valid():
        try:
            named = act(found, by=by, at=request.received_at, name=form.cleaned_data["name"])
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return see_other(_address(named))
    return _list(request, found.round, found.kind, form, wrong=found.pk)


def _part(request: HttpRequest, number: int, kind: str) -> tuple[Round, str]:
    """A round and a kind, for somebody who may read how its money is divided."""
    code = _kind(request, kind)
    return get_object_or_404(Round, number=number), code  # rounds are public


def _kind(request: HttpRequest, path: str) -> str:
    if not permissions.can_read_divisions(request.user):
        raise PermissionDenied
    code = next((code for code, known in KIND_PATHS.items() if known == path), None)
    if code is None:
        raise Http404
    return code


def _find(request: HttpRequest, number: int, kind: str, pk: int) -> Scenario:
    return get_object_or_404(queries.scenarios_of(request.user, number, _kind(request, kind)), pk=pk)


def _changing(request: HttpRequest) -> Actor:
    if not permissions.can_divide(request.user):
        raise PermissionDenied
    return Actor.of(request, "coordinator")


def _edition(request: HttpRequest) -> int:
    text = request.POST.get("edition", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _address(found: Scenario) -> str:
    return reverse("desk:scenario", args=[found.round.number, KIND_PATHS[found.kind], found.pk])
