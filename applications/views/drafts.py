"""Beginning an application, its home until it is reviewed, and throwing it away."""

from __future__ import annotations

from typing import Any

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
from applications.views.pages import PAGE, filled, group_url, home_url, just_changed, section_url, state, status_of
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
    """The home of an application until its review begins; later, of what is asked to be completed, and the case as a whole."""
    form = filled(request, reference)
    if form.application.completion:
        return see_other(home_url(form.application))
    if form.application.status not in {workflow.DRAFT, workflow.SUBMITTED}:
        return see_other(reverse("front:my_application", args=[reference]))
    parts = _parts(request, form)
    counted = [part["is_ready"] for part in parts if not part["is_optional"]]
    context = {
        "parts": parts,
        "all": len(counted),
        "ready": sum(counted),
        "unfinished_of_group": unfinished(form.application.group),
        "group_url": group_url(form.application, "tasks"),
        "can_allow_help": permissions.can_allow_help(request.user, form.application),
        "consent": form.application.consent if form.application.is_draft else None,
        **state(request, form),
    }
    return render(request, "applications/tasks.html", context)


def _parts(request: HttpRequest, form: queries.Filled) -> list[dict[str, Any]]:
    """Each part with its state, and what others have done in it since the reader was there.

    A long text that only saved itself is not ready, however full: somebody may have been called away in the middle of a
    sentence. Whoever presses a button there says that it is (docs/decisions/0007-ready-by-the-button.md).
    """
    newest = queries.newest_by_section(form.application, request.user)
    parts = []
    for section in form.sections:
        text = newest.get(section.slug)
        is_left = text is not None and text.is_auto and section.has_long_texts
        is_news = text is not None and text.saved_by != request.user and text.number > text.read_up_to
        parts.append(
            {
                "section": section,
                "url": section_url(form.application.reference, section),
                "is_ready": form.is_complete(section) and not is_left,
                "is_left": form.is_complete(section) and is_left,
                "is_optional": form.is_optional(section),
                "being_written_by": text.saved_by if text and text.is_auto and just_changed(request, text) else None,
                "news": text if is_news else None,
            }
        )
    return parts


@require_http_methods(PAGE)
def discard(request: HttpRequest, reference: str) -> HttpResponse:
    form = filled(request, reference)
    if not permissions.can_discard(request.user, form.application):
        raise PermissionDenied
    if request.method == "POST":
        by = Actor.of(request, permissions.part_of(request.user, form.application))
        try:
            actions.discard(form.application, by=by, at=request.received_at)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("The draft %(reference)s is deleted.") % {"reference": reference})
        return see_other(reverse("desk:helping" if by.role == "coordinator" else "front:me"))
    return render(request, "applications/discard.html", state(request, form))
