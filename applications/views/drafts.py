"""Beginning an application, its home until it is reviewed, and throwing it away."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.sections import unfinished
from applications import actions, permissions, queries, workflow
from applications.forms import BeginForm
from applications.views.pages import PAGE, filled, group_url, section_url, state, status_of
from core.actor import Actor
from core.http import see_other
from rounds.queries import open_rounds, rounds_to_come


@require_http_methods(PAGE)
def begin(request: HttpRequest) -> HttpResponse:
    rounds = open_rounds(request.received_at)
    if not rounds:
        return render(request, "applications/no_open_round.html", {"coming": rounds_to_come(request.received_at)})
    groups = queries.groups_to_apply_with(request.user)
    if not groups:
        return see_other(reverse("accounts:start_group", query={"next": request.get_full_path()}))
    form = BeginForm(request.POST if request.method == "POST" else None, groups=groups, rounds=rounds, wish=request.GET)
    if request.method == "POST" and form.is_valid():
        by = Actor.of(request, _role(request, form.cleaned_data["group"]))
        try:
            application = actions.begin(by=by, at=request.received_at, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal.messages)
        else:
            return see_other(reverse("applications:tasks", args=[application.reference]))
    return render(request, "applications/begin.html", {"form": form, "rounds": rounds}, status=status_of(request))


def _role(request: HttpRequest, group) -> str:
    return group.memberships.get(person=request.user).role


@require_safe
def tasks(request: HttpRequest, reference: str) -> HttpResponse:
    """The home of an application until its review begins."""
    form = filled(request, reference)
    if form.application.status not in {workflow.DRAFT, workflow.SUBMITTED}:
        return see_other(reverse("front:my_application", args=[reference]))
    parts = [
        (section, section_url(reference, section), form.is_complete(section), form.is_optional(section))
        for section in form.sections
    ]
    counted = [done for *_part, done, is_optional in parts if not is_optional]
    context = {
        "parts": parts,
        "all": len(counted),
        "ready": sum(counted),
        "unfinished_of_group": unfinished(form.application.group),
        "group_url": group_url(form.application, "tasks"),
        **state(request, form),
    }
    return render(request, "applications/tasks.html", context)


@require_http_methods(PAGE)
def discard(request: HttpRequest, reference: str) -> HttpResponse:
    form = filled(request, reference)
    if not permissions.can_discard(request.user, form.application):
        raise PermissionDenied
    if request.method == "POST":
        actions.discard(
            form.application, by=Actor.of(request, permissions.part_of(request.user, form.application)), at=request.received_at
        )
        messages.success(request, _("The draft %(reference)s is deleted.") % {"reference": reference})
        return see_other(reverse("front:me"))
    return render(request, "applications/discard.html", state(request, form))
