"""Rounds at the desk: their dates, how costs are counted, extending them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications import actions as application_actions
from core.actor import Actor
from core.http import see_other
from decisions.permissions import can_publish, can_read_divisions, can_read_services
from desk import permissions, queries
from desk.forms import ExtendForm, SetCostModelForm, SetSeparationForm
from rounds import actions as round_actions
from rounds.models import KIND_PATHS, Round, RoundTerms
from rounds.permissions import can_change_rounds, can_set_separation
from rounds.queries import current_programme, rounds_for_show

PAGE = ["GET", "HEAD", "POST"]
TONES = {Round.OPEN: "done", Round.ANNOUNCED: "info", Round.TENTATIVE: "info"}
# In these states a closing time is still to come, and reminders with it.
AHEAD = frozenset({Round.TENTATIVE, Round.ANNOUNCED, Round.OPEN})


# An outage at the deadline is mended by an extension in the days after it.
EXTENDED_AFTERWARDS = timedelta(days=7)


@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    if not permissions.can_work_at_desk(request.user):
        raise PermissionDenied
    publishing = {it.pk: it for it in queries.rounds_to_publish(request.user)} if can_publish(request.user) else {}
    shown = [
        {
            "round": round_,
            "label": Round.STATES[state],
            "tone": TONES.get(state, "closed"),
            "is_ahead": state in AHEAD,
            "terms": [(terms, KIND_PATHS[terms.kind]) for terms in round_.terms.all()],
            "has_opened": round_.opens_at <= request.received_at,
            "has_frozen_criteria": round_.has_frozen_criteria(request.received_at),
            "may_extend": state in AHEAD - {Round.TENTATIVE} or _closed_just_now(round_, state, request.received_at),
            "reminders": queries.reminder_moments(round_) if state in AHEAD else [],
            "publishing": publishing.get(round_.pk),
        }
        for round_, state in reversed(rounds_for_show(request.received_at))
    ]
    context = {
        "rounds": shown,
        "may_change": can_change_rounds(request.user),
        "may_read_divisions": can_read_divisions(request.user),
        "may_read_services": can_read_services(request.user),
        "may_read_feedback": permissions.can_read_feedback(request.user),
        "received_at": request.received_at,
        "programme": shown[0]["round"].programme if shown else None,
    }
    return render(request, "desk/rounds.html", context)


def _closed_just_now(round_: Round, state: str, now: datetime) -> bool:
    return state == Round.CLOSED and now < round_.closes_at + EXTENDED_AFTERWARDS


@require_http_methods(PAGE)
def set_separation(request: HttpRequest) -> HttpResponse:
    """Whether one person may advise, propose and decide in the same case."""
    if not can_set_separation(request.user):
        raise PermissionDenied
    programme = current_programme()
    if programme is None:
        raise Http404
    names = ("adviser_may_propose", "proposer_may_decide")
    form = SetSeparationForm(
        request.POST if request.method == "POST" else None, initial={name: getattr(programme, name) for name in names}
    )
    if request.method == "POST" and form.is_valid():
        by = Actor.of(request, "admin")
        round_actions.set_separation(programme, by=by, at=request.received_at, **form.cleaned_data)
        messages.success(request, _("Saved. It holds from now on; what has been proposed or decided stays."))
        return see_other(reverse("desk:set_separation"))
    return render(request, "desk/set_separation.html", {"form": form, "programme": programme})


@require_POST
def confirm_dates(request: HttpRequest, number: int) -> HttpResponse:
    round_ = _changeable(request, number)
    round_actions.confirm_dates(round_, by=Actor.of(request, "coordinator"), at=request.received_at)
    messages.success(request, _("The dates of the round are confirmed."))
    return see_other(reverse("desk:rounds"))


@require_http_methods(PAGE)
def set_cost_model(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """Choosing until the round opens; from then on only confirming what is there."""
    round_ = _changeable(request, number)
    code = next((code for code, path in KIND_PATHS.items() if path == kind), None)
    terms = get_object_or_404(RoundTerms.objects.select_related("round"), round=round_, kind=code)  # terms are public
    is_fixed = round_.opens_at <= request.received_at
    form = SetCostModelForm(request.POST if request.method == "POST" else None, terms=terms, is_fixed=is_fixed)
    if request.method == "POST" and form.is_valid():
        by = Actor.of(request, "coordinator")
        try:
            round_actions.set_cost_model(terms, by=by, at=request.received_at, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("The cost model is confirmed."))
            return see_other(reverse("desk:rounds"))
    context = {"form": form, "round": round_, "terms": terms, "is_fixed": is_fixed}
    return render(request, "desk/set_cost_model.html", context, status=422 if request.method == "POST" else 200)


@require_http_methods(PAGE)
def extend_round(request: HttpRequest, number: int) -> HttpResponse:
    round_ = _changeable(request, number)
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by, reason = Actor.of(request, "coordinator"), form.cleaned_data["reason"]
        try:
            application_actions.extend_round(round_, by=by, at=request.received_at, closes_at=form.closes_at, reason=reason)
        except ValidationError as refusal:
            form.add_error("day", refusal.messages)
        else:
            messages.success(request, _("The round closes later now. Everybody who has a draft gets a letter."))
            return see_other(reverse("desk:rounds"))
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/extend_round.html", {"form": form, "round": round_}, status=status)


def _changeable(request: HttpRequest, number: int) -> Round:
    if not can_change_rounds(request.user):
        raise PermissionDenied
    return get_object_or_404(Round, number=number)  # rounds are public
