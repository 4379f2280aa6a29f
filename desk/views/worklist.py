"""The first page of the desk: what waits for the reader, and every case in a list."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from advice.queries.appointments import todays_appointments
from desk import permissions, queries
from desk.forms import WorklistFilter
from registry.queries import outbox_health

ROWS_A_PAGE = 50


@require_safe
def worklist(request: HttpRequest) -> HttpResponse:
    if not permissions.can_work_at_desk(request.user):
        raise PermissionDenied
    rows = queries.worklist(request.user, request.received_at)
    chosen = WorklistFilter(request.GET, queryset=rows, work=queries.work_of(request.user))
    page = Paginator(chosen.qs if chosen.is_valid() else rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    for row in page.object_list:
        row.waited = queries.days_waited(row, request.received_at)
        row.next_step = queries.next_step(row, request.received_at)
    may_help = permissions.can_help_applicants(request.user)
    sees_letters = permissions.can_see_letters(request.user)
    context = {
        "filter": chosen,
        "form": chosen.form,
        "page": page,
        "may_help": may_help,
        "advice": queries.advice_waiting(request.user, request.received_at) if may_help else [],
        "today": len(todays_appointments(request.user, request.received_at)) if may_help else 0,
        "waiting": queries.waiting_for(request.user, request.received_at),
        "failed_letters": outbox_health(request.received_at)["failed"] if sees_letters else 0,
        "open_round": queries.open_round(request.received_at) if not page.object_list else None,
    }
    return render(request, "desk/worklist.html", context)
