"""The record of advice: writing a line down in three presses, and its numbers by month."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advice import actions, queries
from advice.forms import LogAdviceForm
from advice.forms.log import MINUTES
from advice.models import CHANNELS, TOPICS
from core import sheets
from core.actor import Actor
from core.dates import local_day
from core.http import see_other
from core.sheets import Sheet
from core.text import clean_line
from desk import permissions
from desk.exports import advice_sheet
from registry.actions import record

NO_TOPIC = gettext_lazy("Topic not written down")


@require_http_methods(["GET", "HEAD", "POST"])
def advice_log(request: HttpRequest) -> HttpResponse:
    """With `?asia` about an idea or an application whose number is filled in."""
    _refuse_others(request)
    if request.method != "POST":
        return _page(request, LogAdviceForm(initial={"reference": clean_line(request.GET.get("asia", ""))[:20]}))
    form = LogAdviceForm(request.POST)
    if form.is_valid():
        try:
            given = actions.log_advice(by=Actor.of(request, "coordinator"), at=request.received_at, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            words = {"channel": given.channel_label, "topic": given.topic_label, "minutes": given.minutes}
            messages.success(request, _("Written down: %(channel)s, %(topic)s, %(minutes)d min.") % words)
            return see_other(reverse("desk:advice_log") + "#viesti")
    return _page(request, form, status=422)


@require_POST
def undo_advice(request: HttpRequest) -> HttpResponse:
    _refuse_others(request)
    try:
        actions.undo_advice(by=Actor.of(request, "coordinator"), at=request.received_at)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The last line is taken back."))
    return see_other(reverse("desk:advice_log") + "#viesti")


def _refuse_others(request: HttpRequest) -> None:
    if not permissions.can_advise(request.user):
        raise PermissionDenied


def _page(request: HttpRequest, form: LogAdviceForm, *, status: int = 200) -> HttpResponse:
    logged = list(queries.last_logged(request.user))
    undoable = queries.undoable(request.user, request.received_at) if logged else None
    context = {"form": form, "minutes": MINUTES, "logged": logged, "undoable": undoable}
    return render(request, "desk/advice_log.html", context, status=status)


@require_safe
def advice_statistics(request: HttpRequest) -> HttpResponse:
    _refuse_who_may_not_count(request)
    months = queries.advice_by_month()
    context = {
        "months": months,
        "together": queries.together(months),
        "channels": CHANNELS.values(),
        "topics": [*TOPICS.values(), NO_TOPIC],
        "may_log": permissions.can_advise(request.user),
        "is_at_desk": permissions.can_work_at_desk(request.user),
    }
    return render(request, "desk/advice_statistics.html", context)


@require_safe
def advice_csv(request: HttpRequest) -> HttpResponse:
    return _download(request, sheets.as_csv, "csv", sheets.CSV)


@require_safe
def advice_xlsx(request: HttpRequest) -> HttpResponse:
    return _download(request, sheets.as_xlsx, "xlsx", sheets.XLSX)


def _refuse_who_may_not_count(request: HttpRequest) -> None:
    if not permissions.can_see_advice_statistics(request.user):
        raise PermissionDenied


def _download(request: HttpRequest, make: Callable[[Sheet], bytes], ending: str, content_type: str) -> HttpResponse:
    _refuse_who_may_not_count(request)
    sheet = advice_sheet(queries.advice_by_month(), at=request.received_at, made_by=str(request.user))
    by = Actor.of(request, permissions.role_at_desk(request.user, "coordinator", "decider", "finance", "auditor"))
    record("export", by=by, at=request.received_at, about="advice", format=ending)
    name = f"neuvonta-{local_day(request.received_at).isoformat()}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(make(sheet), content_type=content_type, headers=headers)
