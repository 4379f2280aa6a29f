"""One act on many cases: look at every row first, then press once; each row is an act of its own."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import SavedView, User
from applications import actions as application_actions
from core.actor import Actor
from core.http import see_other
from desk import permissions, queries
from desk.forms import WorklistForm
from desk.views.worklist import worklist_page

# Where what became of each row is kept until the next time, so that loading the page again does nothing again.
RESULT = "bulk_result"


@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: HttpRequest) -> HttpResponse:
    """Before the press every row with what happens to it; after it, the page of results."""
    if not permissions.can_coordinate(request.user):
        raise PermissionDenied
    typed = request.POST if request.method == "POST" else request.GET
    act = queries.BULK_ACTS.get(typed.get("act", ""))
    references = _references(request, typed)
    if act is None or not references:
        return _nothing_chosen(request, _("Choose at least one application."))
    if len(references) > queries.MOST_AT_ONCE:
        most = {"most": queries.MOST_AT_ONCE}
        return _nothing_chosen(request, _("At most %(most)d applications can be handled at once. Narrow the list first.") % most)
    to = queries.handlers_to_choose().filter(pk=_number(typed.get("to", ""))).first()
    rows = queries.bulk_rows(request.user, request.received_at, references, act.code, to)
    if request.method == "POST":
        return _do(request, act, to, rows)
    context = {
        "act": act,
        "to": to,
        "rows": rows,
        "possible": [row for row in rows if not row.why_not],
        "list": typed.get("list", ""),
    }
    return render(request, "desk/bulk.html", context)


@require_safe
def bulk_result(request: HttpRequest) -> HttpResponse:
    if not permissions.can_coordinate(request.user):
        raise PermissionDenied
    result = request.session.get(RESULT)
    failed = any(row["problem"] for row in result["rows"]) if result else False
    return render(request, "desk/bulk_result.html", {"result": result, "failed": failed})


def _references(request: HttpRequest, typed: QueryDict) -> list[str]:
    """Those that are ticked, or all that the filters show."""
    if not typed.get("everything"):
        return list(dict.fromkeys(typed.getlist("case")))
    form = WorklistForm(
        QueryDict(typed.get("all", "")), work=queries.work_of(request.user), handlers=queries.handlers_to_choose()
    )
    return queries.references_of(request.user, request.received_at, form.chosen)


def _nothing_chosen(request: HttpRequest, problem: str) -> HttpResponse:
    """The list again as it was, with the sentence where it is needed."""
    kept = QueryDict((request.POST if request.method == "POST" else request.GET).get("list", ""))
    request.GET = kept
    views = list(SavedView.objects.visible_to(request.user))
    return worklist_page(request, views=views, status=422, problem=problem)


def _do(request: HttpRequest, act: queries.BulkAct, to: User | None, rows: list[queries.BulkRow]) -> HttpResponse:
    by, at = Actor.of(request, "coordinator"), request.received_at
    told = []
    for row in rows:
        problem = row.why_not
        if not problem:
            try:
                _act(act.code, row, to, by=by, at=at)
            except ValidationError as refusal:
                problem = " ".join(refusal.messages)
        told.append({"reference": row.application.reference, "title": str(row.application), "problem": problem})
    request.session[RESULT] = {"act": act.code, "label": str(act.done), "to": to.pk if to else "", "rows": told}
    done = sum(not row["problem"] for row in told)
    messages.success(request, _("%(done)d of %(all)d done.") % {"done": done, "all": len(told)})
    return see_other(reverse("desk:bulk_result"))


def _act(code: str, row: queries.BulkRow, to: User | None, *, by: Actor, at: object) -> None:
    if code == queries.TAKE_UP:
        application_actions.take_up(row.application, by=by, at=at)
    else:
        application_actions.hand_over(row.application, by=by, at=at, to=to)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
