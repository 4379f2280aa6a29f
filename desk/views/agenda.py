"""For the meeting: its book as a PDF, and its cases one at a time in large text."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import dates
from core.actor import Actor
from core.http import as_download, see_other
from decisions import actions
from decisions.permissions import can_read_divisions
from decisions.queries import scenarios_of
from desk import queries
from desk.permissions import role_at_desk
from registry.actions import record
from rounds.models import KIND_PATHS, Round

READERS = ("coordinator", "decider", "auditor")


@require_safe
def meeting_view(request: HttpRequest, number: int, kind: str, of: str) -> HttpResponse:
    """The case named in the address, or else the first one."""
    agenda = _find(request, number, kind, of)
    asked = request.GET.get("asia")
    item = agenda.item(asked) if asked else next(iter(agenda.items), None)
    if asked and item is None:
        raise Http404
    context = {"agenda": agenda, "item": item}
    if item:
        summary, _facts = queries.short_answers(item.application)
        before, after = agenda.beside(item)
        context |= {"summary": summary, "before": before, "after": after}
        by = Actor.of(request, role_at_desk(request.user, *READERS))
        record("view", by=by, at=request.received_at, about=item.application.about)
    return render(request, "desk/meeting_view.html", context)


@require_safe
def round_book(request: HttpRequest, number: int, kind: str, of: str) -> HttpResponse:
    agenda = _find(request, number, kind, of)
    # The library takes a second and 60 MB to load: only who asks for a paper waits for it.
    from desk import pdf

    try:
        content = pdf.round_book(
            agenda, queries.purse(agenda), queries.sheets(agenda), made_by=request.user, at=request.received_at
        )
    except pdf.BusyError:
        messages.warning(request, _("Many papers are being made just now. Try again in a moment."))
        return see_other(reverse("desk:meeting_view", args=[number, kind, of]))
    by = Actor.of(request, role_at_desk(request.user, *READERS))
    actions.take_round_book(
        agenda.round,
        by=by,
        at=request.received_at,
        kind=agenda.kind,
        cases=len(agenda.items),
        scenario=agenda.scenario and agenda.scenario.pk,
    )
    name = f"kierroskirja-{number}-{kind}-{dates.local_day(request.received_at):%Y-%m-%d}.pdf"
    return as_download(ContentFile(content), name, "application/pdf")


def _find(request: HttpRequest, number: int, kind: str, of: str) -> queries.Agenda:
    if not can_read_divisions(request.user):
        raise PermissionDenied
    code = next((code for code, path in KIND_PATHS.items() if path == kind), None)
    if code is None:
        raise Http404
    if of == queries.PROPOSALS:
        round_ = get_object_or_404(Round.objects.select_related("programme"), number=number)  # rounds are public
        return queries.proposals_agenda(round_, code, request.user)
    if not (of.isascii() and of.isdigit() and len(of) < 10):
        raise Http404
    scenarios = scenarios_of(request.user, number, code).select_related("round__programme")
    return queries.scenario_agenda(get_object_or_404(scenarios, pk=of), request.user)
