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
from reviews import actions as review_actions
from reviews.queries import people_who_review

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
    reviewers = _reviewers(typed) if act.code == queries.ASSIGN_EVENLY else []
    if act.code == queries.ASSIGN_EVENLY and not reviewers:
        return _nothing_chosen(request, _("Choose at least one reviewer."))
    rows = queries.bulk_rows(request.user, request.received_at, references, act.code, to=to, reviewers=reviewers)
    if request.method == "POST":
        return _do(request, act, to, reviewers, rows)
    context = {
        "act": act,
        "to": to,
        "reviewers": reviewers,
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
    if result:
        seen = queries.still_listed(request.user, [row["reference"] for row in result["rows"]])
        result = {**result, "rows": [row for row in result["rows"] if row["reference"] in seen]}
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


def _do(
    request: HttpRequest, act: queries.BulkAct, to: User | None, reviewers: list[User], rows: list[queries.BulkRow]
) -> HttpResponse:
    if act.code == queries.ASSIGN_EVENLY:
        told = _assign(request, rows, reviewers)
    else:
        told = [_told(row, _problem(request, act.code, row, to)) for row in rows]
    asked = [person.pk for person in reviewers]
    request.session[RESULT] = {
        "act": act.code, "label": str(act.done), "to": to.pk if to else "", "reviewers": asked, "rows": told,
    }  # fmt: skip
    done = sum(not row["problem"] for row in told)
    messages.success(request, _("%(done)d of %(all)d done.") % {"done": done, "all": len(told)})
    return see_other(reverse("desk:bulk_result"))


def _told(row: queries.BulkRow, problem: str, people: str = "") -> dict[str, str]:
    case = row.application
    return {"reference": case.reference, "title": str(case), "problem": problem, "people": people}


def _problem(request: HttpRequest, code: str, row: queries.BulkRow, to: User | None) -> str:
    """Do it to the row: what is in the way, or an empty sentence once it is done."""
    if row.why_not:
        return row.why_not
    try:
        _act(code, row, to, by=Actor.of(request, "coordinator"), at=request.received_at)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""


def _assign(request: HttpRequest, rows: list[queries.BulkRow], reviewers: list[User]) -> list[dict[str, str]]:
    """All at once, since who gets a case depends on who got the others; each person is written to once."""
    by, possible = Actor.of(request, "coordinator"), [row.application for row in rows if not row.why_not]
    asked: dict[int, list[str]] = {}
    for given in review_actions.assign_evenly(possible, reviewers=reviewers, by=by, at=request.received_at):
        asked.setdefault(given.application_id, []).append(str(given.reviewer))
    lost = _("Nobody could be asked: something changed meanwhile.")
    told = []
    for row in rows:
        people = ", ".join(asked.get(row.application.pk, []))
        told.append(_told(row, row.why_not or ("" if people else lost), people))
    return told


def _reviewers(typed: QueryDict) -> list[User]:
    chosen = [_number(text) for text in typed.getlist("reviewer")[: queries.MOST_AT_ONCE]]
    return list(people_who_review().filter(pk__in=chosen))


def _act(code: str, row: queries.BulkRow, to: User | None, *, by: Actor, at: object) -> None:
    if code == queries.TAKE_UP:
        application_actions.take_up(row.application, by=by, at=at)
    else:
        application_actions.hand_over(row.application, by=by, at=at, to=to)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
