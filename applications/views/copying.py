"""Using answers again: in a new round, or as an application of the other kind."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications import actions, permissions
from applications.forms import CopyForm
from applications.sections import sections_of
from applications.views.pages import PAGE, filled, state, status_of
from core.actor import Actor
from core.http import see_other
from rounds.models import KINDS
from rounds.queries import open_rounds, rounds_to_come


@require_http_methods(PAGE)
def copy(request: HttpRequest, reference: str) -> HttpResponse:
    form = filled(request, reference)
    if not permissions.can_copy(request.user, form.application):
        raise PermissionDenied
    rounds = open_rounds(request.received_at)
    if not rounds:
        return render(request, "applications/no_open_round.html", {"coming": rounds_to_come(request.received_at)})
    chosen = CopyForm(request.POST if request.method == "POST" else None, rounds=rounds)
    if request.method == "POST" and chosen.is_valid():
        by = Actor.of(request, form.application.membership_role(request.user))
        try:
            draft = actions.copy(form.application, by=by, at=request.received_at, round=chosen.cleaned_data["round"])
        except ValidationError as refusal:
            chosen.add_error(None, refusal.messages)
        else:
            messages.success(request, _("This is the new application. Check the answers, and add the dates."))
            return see_other(reverse("applications:tasks", args=[draft.reference]))
    context = {"form": chosen, "rounds": rounds, **state(request, form)}
    return render(request, "applications/copy.html", context, status=status_of(request))


@require_http_methods(PAGE)
def change_kind(request: HttpRequest, reference: str) -> HttpResponse:
    """There are two kinds, so the page asks only whether to change."""
    form = filled(request, reference)
    application = form.application
    if not permissions.can_change_kind(request.user, application):
        raise PermissionDenied
    [other] = set(KINDS) - {application.kind}
    if request.method == "POST":
        by = Actor.of(request, permissions.part_of(request.user, application))
        try:
            actions.change_kind(application, by=by, at=request.received_at, kind=other)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("The application is now: %(kind)s.") % {"kind": KINDS[other]})
        return see_other(reverse("applications:tasks", args=[reference]))
    terms = next(terms for terms in application.round.terms.all() if terms.kind == other)
    waiting = [part for part in form.sections if part not in sections_of(other)]
    new = [part for part in sections_of(other) if part not in form.sections]
    context = {"other": KINDS[other], "terms": terms, "waiting": waiting, "new": new, **state(request, form)}
    return render(request, "applications/change_kind.html", context)
