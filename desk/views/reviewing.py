"""How a case is reviewed: who is asked, how far apart the points are, what was talked over, and changing one's own points."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from applications.models import Application
from applications.workflow import IN_REVIEW
from desk import queries
from desk.views.case_page import attempt, handled
from reviews import actions
from reviews.forms import AssignForm, ChangeScoreForm, DiscussForm
from reviews.queries import AWAITED_STATES, fit_to_review, sees_points


@require_safe
def reviewing(request: HttpRequest, reference: str) -> HttpResponse:
    found, _by = handled(request, reference, "coordinator", "reviewer", "decider", "auditor")
    return _page(request, found)


@require_POST
def assign(request: HttpRequest, reference: str) -> HttpResponse:
    found, by = handled(request, reference, "coordinator")
    form = AssignForm(request.POST, people=fit_to_review(found))

    def act() -> None:
        actions.assign(found, reviewer=form.cleaned_data["reviewer"], by=by, at=request.received_at)

    return _attempt(request, found, act, _("Asked. A letter is on its way."), assign_form=form)


@require_POST
def take_back(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    found, by = handled(request, reference, "coordinator")
    assignment = get_object_or_404(found.assignments.standing(), pk=pk)  # finds: of a case that `handled` has found
    return _attempt(
        request,
        found,
        lambda: actions.take_back(assignment, by=by, at=request.received_at),
        _("The request to review is taken back."),
    )


@require_POST
def nudge(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    found, by = handled(request, reference, "coordinator")
    assignment = get_object_or_404(found.assignments.standing(), pk=pk)  # finds: of a case that `handled` has found
    return _attempt(
        request, found, lambda: actions.nudge(assignment, by=by, at=request.received_at), _("A reminder is on its way.")
    )


@require_POST
def record_discussion(request: HttpRequest, reference: str) -> HttpResponse:
    found, by = handled(request, reference, "coordinator", "reviewer")
    if not sees_points(request.user, found):
        raise PermissionDenied
    form = DiscussForm(request.POST)

    def act() -> None:
        actions.record_discussion(found, by=by, at=request.received_at, text=form.cleaned_data["text"])

    return _attempt(request, found, act, _("The talk is recorded."), discuss_form=form)


@require_POST
def change_score(request: HttpRequest, reference: str) -> HttpResponse:
    found, by = handled(request, reference, "coordinator", "reviewer")
    own = queries.reviewing(found, request.user)["own_sent"]
    if own is None:
        raise PermissionDenied
    form = ChangeScoreForm(request.POST, review=own)

    def act() -> None:
        typed = {"points": form.points, "reason": form.cleaned_data["why"]}
        actions.change_score(found, by=by, at=request.received_at, **typed)

    return _attempt(request, found, act, _("Your points are changed. What you gave first stays on record."), change_form=form)


def _attempt(request: HttpRequest, found: Application, act: Callable[[], object], done: str, **forms: Form) -> HttpResponse:
    return attempt(request, found, act, done=done, of="desk:reviewing", again=_page, **forms)


def _page(request: HttpRequest, found: Application, *, status: int = 200, **refused: Form | None) -> HttpResponse:
    shown = queries.reviewing(found, request.user)
    in_review, own = found.status == IN_REVIEW and not found.is_late, shown["own_sent"]
    may_ask = "coordinator" in request.user.roles and found.status in AWAITED_STATES and not found.is_late
    may_talk = in_review and shown["standing"] and request.user.roles & {"coordinator", "reviewer"}
    context = {
        "application": found,
        "may_ask": may_ask,
        "assign_form": AssignForm(people=fit_to_review(found)) if may_ask else None,
        "discuss_form": DiscussForm() if may_talk and shown["standing"].far_apart else None,
        "change_form": ChangeScoreForm(review=own) if in_review and own else None,
        **shown,
        **refused,
    }
    return render(request, "desk/reviewing.html", context, status=status)
