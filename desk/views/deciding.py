"""What becomes of a published decision at the desk: correcting it, letting it stand, lapsing it; and the case's register number."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from applications import actions as application_actions
from applications.models import Application
from core.http import see_other
from decisions import actions as decision_actions
from decisions import permissions
from decisions.forms import CorrectForm, LapseForm
from decisions.models import Decision
from desk import queries
from desk.forms import RegisterNumberForm
from desk.views.case_page import attempt, handled

PAGE = ["GET", "HEAD", "POST"]


@require_http_methods(PAGE)
def correct(request: HttpRequest, reference: str) -> HttpResponse:
    found, by = handled(request, reference, "decider")
    decision = queries.case_decision(found)
    if not permissions.can_correct(request.user, found, decision):
        return _not_now(request, found)
    form = CorrectForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        decision_actions.correct(decision, by=by, at=request.received_at, **form.cleaned_data)

    return _ask(request, found, decision, form, act, page="desk/correct.html", done=_("The case is open for a new decision."))


@require_http_methods(PAGE)
def lapse(request: HttpRequest, reference: str) -> HttpResponse:
    found, by = handled(request, reference, "decider")
    decision = queries.case_decision(found)
    if not permissions.can_lapse(request.user, found, decision):
        return _not_now(request, found)
    form = LapseForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        decision_actions.lapse(decision, by=by, at=request.received_at, **form.cleaned_data)

    return _ask(request, found, decision, form, act, page="desk/lapse.html", done=_("The grant has lapsed. Its money is free."))


@require_POST
def keep_decision(request: HttpRequest, reference: str) -> HttpResponse:
    found, by = handled(request, reference, "decider")
    done = _("The published decision stands as it was.")
    return attempt(request, found, lambda: decision_actions.keep_decision(found, by=by, at=request.received_at), done=done)


@require_POST
def set_register_number(request: HttpRequest, reference: str) -> HttpResponse:
    found, by = handled(request, reference, "coordinator")
    form = RegisterNumberForm(request.POST)

    def act() -> None:
        number = form.cleaned_data["register_number"]
        application_actions.set_register_number(found, by=by, at=request.received_at, number=number)

    return attempt(request, found, act, done=_("The register number is saved."), register_form=form)


def _ask(
    request: HttpRequest,
    found: Application,
    decision: Decision | None,
    form: Form,
    act: Callable[[], None],
    *,
    page: str,
    done: str,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, done)
            return see_other(reverse("desk:case", args=[found.reference]))
    context = {"form": form, "application": found, "decision": decision}
    return render(request, page, context, status=422 if request.method == "POST" else 200)


def _not_now(request: HttpRequest, found: Application) -> HttpResponse:
    """It was possible when the page was opened, or somebody typed the address."""
    if request.method == "POST":
        messages.error(request, _("This can't be done now. Look at the case as it is."))
    return see_other(reverse("desk:case", args=[found.reference]))
