"""Ideas at the desk: which of them wait for an answer, answering one, and writing down one that was told by phone or in person."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advice import actions, queries
from advice.forms import AnswerIdeaForm, IdeasShownForm, TellIdeaForm
from advice.models import CITY, Idea
from core.actor import Actor
from core.http import see_other
from desk import permissions

PAGE = ["GET", "HEAD", "POST"]
ROWS_A_PAGE = 50


@require_safe
def ideas(request: HttpRequest) -> HttpResponse:
    _refuse_others(request)
    form = IdeasShownForm(request.GET)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    rows = queries.ideas_at_desk(request.user)
    page = Paginator(rows.filter(state=state) if state else rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    for row in page.object_list:
        row.waited = queries.days_waited(row, request.received_at)
    context = {"form": form, "page": page, "is_filtered": bool(state)}
    return render(request, "desk/ideas.html", context)


@require_http_methods(PAGE)
def idea(request: HttpRequest, reference: str) -> HttpResponse:
    """One idea and the talk about it; what is posted here is the City's answer."""
    found = _find(request, reference)
    by = Actor.of(request, "coordinator")
    typed = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AnswerIdeaForm(*typed, initial={"suggested_kind": found.suggested_kind})
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_idea(found, by=by, at=request.received_at, **form.said)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Your answer is sent. The teller of the idea gets an e-mail that it is here."))
            return see_other(reverse("desk:idea", args=[reference]))
    talk = queries.talk_about(found, request.user, CITY)
    if talk.new:
        actions.mark_read(talk.thread, by=by, at=request.received_at, upto=talk.spoken[-1].pk)
    context = {
        "idea": found,
        "form": form,
        "talk": talk,
        "side": CITY,
        "waited": queries.days_waited(found, request.received_at),
    }
    return render(request, "desk/idea.html", context, status=_status(request))


@require_POST
def close_idea(request: HttpRequest, reference: str) -> HttpResponse:
    """All has been said. The teller can open it again with a message."""
    found = _find(request, reference)
    actions.close_idea(found, by=Actor.of(request, "coordinator"), at=request.received_at)
    messages.success(request, _("The idea %(reference)s is closed.") % {"reference": reference})
    return see_other(reverse("desk:ideas"))


@require_http_methods(PAGE)
def tell_idea(request: HttpRequest) -> HttpResponse:
    """For somebody who told it by phone or at the desk. The answer goes to her address, as if she had written it herself."""
    _refuse_others(request)
    form = TellIdeaForm(request.POST if request.method == "POST" else None, asks_address=True, is_for_another=True)
    if request.method == "POST" and form.is_valid():
        try:
            told = actions.tell_idea(by=Actor.of(request, "coordinator"), at=request.received_at, **form.told)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The idea is written down, and its teller gets an e-mail. Answer it here."))
            return see_other(reverse("desk:idea", args=[told.reference]))
    return render(request, "desk/tell_idea.html", {"form": form}, status=_status(request))


def _find(request: HttpRequest, reference: str) -> Idea:
    _refuse_others(request)
    ideas = Idea.objects.handled_by(request.user).with_state().select_related("application", "person", "entered_by")
    return get_object_or_404(ideas, reference=reference)


def _refuse_others(request: HttpRequest) -> None:
    if not permissions.can_advise(request.user):
        raise PermissionDenied


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
