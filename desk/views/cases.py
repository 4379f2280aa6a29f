"""The case: opening it, scoring, proposing, deciding. Every refusal shows the case again with what was typed."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from advice.queries import advisers_of
from applications import actions as application_actions
from applications.models import Application
from core.actor import Actor
from core.http import see_other
from decisions import actions as decision_actions
from decisions.forms import ReturnForm
from decisions.queries import contents
from desk import queries
from desk.permissions import role_at_desk
from desk.views.case_page import attempt, came_from, handled, may_declare, page, row_of
from desk.views.outcomes import FILLING, outcome_form, refilled
from registry.actions import record
from reviews import actions as review_actions
from reviews.forms import DeclareForm, ScoreForm


@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """The whole case for who has declared no conflict of interest; only its row, and the declaration, for everybody else."""
    row = row_of(request, reference)
    if not row.is_open:
        return _closed(request, row, DeclareForm())
    record("view", by=Actor.of(request, role_at_desk(request.user)), at=request.received_at, about=row.about)
    return page(request, row)


@require_POST
def declare(request: HttpRequest, reference: str) -> HttpResponse:
    """Also of use later: who notices a conflict of interest in an open case steps aside."""
    row = row_of(request, reference)
    if not may_declare(request, row):
        raise PermissionDenied
    form = DeclareForm(request.POST)
    if not form.is_valid():
        return _closed(request, row, form, status=422)
    review_actions.declare(row, by=Actor.of(request, role_at_desk(request.user)), at=request.received_at, **form.cleaned_data)
    if not form.cleaned_data["ground"]:
        return see_other(reverse("desk:case", args=[reference]) + came_from(request))
    messages.success(request, _("You have stepped aside. You don't see the application any more."))
    return see_other(reverse("desk:worklist"))


@require_POST
def take_up(request: HttpRequest, reference: str) -> HttpResponse:
    found, by = handled(request, reference, "coordinator")
    return attempt(request, found, lambda: application_actions.take_up(found, by=by, at=request.received_at))


@require_POST
def score(request: HttpRequest, reference: str) -> HttpResponse:
    found, by = handled(request, reference, "reviewer", "coordinator")
    form = ScoreForm(request.POST, criteria=found.round.criteria.all())
    send = request.POST.get("act") == "send"

    def act() -> None:
        typed = {"points": form.points, "reasons": form.reasons, "comment": form.cleaned_data["comment"]}
        review_actions.score(found, by=by, at=request.received_at, send=send, **typed)

    done = _("Your review is sent.") if send else _("Your review is saved as a draft.")
    return attempt(request, found, act, done=done, score_form=form)


@require_POST
def propose(request: HttpRequest, reference: str) -> HttpResponse:
    found, by = handled(request, reference, "coordinator")
    form = outcome_form(found, request.POST)
    if request.POST.get("act") in FILLING:
        return page(request, found, propose_form=refilled(form, request.POST["act"]))
    return attempt(
        request,
        found,
        lambda: decision_actions.propose(found, by=by, at=request.received_at, **form.typed),
        done=_("The proposal is before the decision maker."),
        propose_form=form,
    )


@require_POST
def return_to_review(request: HttpRequest, reference: str) -> HttpResponse:
    found, by = handled(request, reference, "decider")
    form = ReturnForm(request.POST)
    return attempt(
        request,
        found,
        lambda: decision_actions.return_to_review(found, by=by, at=request.received_at, **form.cleaned_data),
        done=_("The case is back in review."),
        return_form=form,
    )


@require_POST
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    found, by = handled(request, reference, "decider")
    form = outcome_form(found, request.POST)
    if request.POST.get("act") in FILLING:
        return page(request, found, decide_form=refilled(form, request.POST["act"]))
    return attempt(
        request,
        found,
        lambda: decision_actions.decide(found, by=by, at=request.received_at, **form.typed),
        done=_("The decision is prepared. The applicant sees nothing before you publish it."),
        decide_form=form,
    )


@require_POST
def reopen(request: HttpRequest, reference: str) -> HttpResponse:
    """Of use while a decision can't be published, because who made it has a conflict of interest."""
    found, by = handled(request, reference, "decider")
    return attempt(request, found, lambda: decision_actions.reopen(found, by=by, at=request.received_at))


@require_safe
def preview(request: HttpRequest, reference: str) -> HttpResponse:
    """What the applicant will read, before anybody outside the desk can. Nothing is stored."""
    found, _by = handled(request, reference, "coordinator", "decider", "auditor")
    decision = queries.prepared_decision(found)
    if decision is None:
        return see_other(reverse("desk:case", args=[reference]))
    decision.published_at, decision.section = request.received_at, "–"
    context = {"decision": decision, "application": decision.application, "contents": contents(decision)}
    context["advisers"] = advisers_of(found)
    return render(request, "desk/preview.html", context)


def _closed(request: HttpRequest, row: Application, form: DeclareForm, status: int = 200) -> HttpResponse:
    context = {
        "application": row,
        "form": form,
        "may_declare": may_declare(request, row),
        "came_from": came_from(request),
        "advisers": advisers_of(row),
    }
    return render(request, "desk/declare.html", context, status=status)
