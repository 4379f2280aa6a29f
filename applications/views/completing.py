"""What the City asks a group to complete, how far that is, and sending it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from applications import actions, permissions, queries
from applications.forms import CompleteForm, fresh_token
from applications.models import LAPSED, CompletionRequest
from applications.views.pages import PAGE, filled, section_url, state, status_of
from core.actor import Actor
from core.http import see_other


@require_http_methods(PAGE)
def complete(request: HttpRequest, reference: str) -> HttpResponse:
    """What is asked and by when; when it is too late, what the group wrote stands here to be read and copied."""
    form = filled(request, reference)
    if request.method == "POST":
        if not permissions.can_send(request.user, form.application):
            raise PermissionDenied
        return _send(request, form)
    asked = queries.latest_completion(form.application)
    if asked is None or not _is_shown(asked):
        return see_other(reverse("front:my_application", args=[reference]))
    return _page(request, form, asked)


def _is_shown(asked: CompletionRequest) -> bool:
    return asked.ended_at is None or asked.end == LAPSED


def _send(request: HttpRequest, form: queries.Filled) -> HttpResponse:
    application, by = form.application, Actor.of(request, "owner")
    pressed = CompleteForm(request.POST)
    pressed.full_clean()
    token = f"{application.pk}-{pressed.cleaned_data['form_token']}"
    try:
        actions.complete(application, by=by, received_at=request.received_at, form_token=token)
    except ValidationError as refusal:
        codes = [error.code for error in refusal.error_list]
        actions.note_refused_completion(application, by=by, received_at=request.received_at, codes=codes)
        return _refuse(request, form, refusal)
    return see_other(reverse("applications:receipt", args=[application.reference]))


def _refuse(request: HttpRequest, form: queries.Filled, refusal: ValidationError) -> HttpResponse:
    """The page again with all that stands in the way, unless the request has ended otherwise since it was opened."""
    asked = queries.latest_completion(form.application)
    if asked is None or not _is_shown(asked):
        messages.error(request, " ".join(refusal.messages))
        return see_other(reverse("front:my_application", args=[form.application.reference]))
    return _page(request, form, asked)


def _page(request: HttpRequest, form: queries.Filled, asked: CompletionRequest) -> HttpResponse:
    parts = queries.asked_parts(asked, form)
    is_late = not asked.takes_answers(request.received_at)
    context = {
        "form": CompleteForm(initial={"form_token": fresh_token()}),
        "completion": asked,
        "asked": [(part, section_url(form.application.reference, part.section)) for part in parts],
        "is_unchanged": not any(part.is_changed for part in parts),
        "is_late": is_late,
        "is_lapsed": asked.end == LAPSED,
        "pressed": request.method == "POST",
        "problems": [] if is_late else _problems(form, asked),
        "kept": [_kept(form, part) for part in parts if part.is_changed] if is_late else [],
        **state(request, form),
    }
    return render(request, "applications/complete.html", context, status=status_of(request))


def _problems(form: queries.Filled, asked: CompletionRequest) -> list[tuple[str, str]]:
    """A sentence for all that stands in the way of sending, and the address where it is mended."""
    reference = form.application.reference
    return [
        (
            lack.sentence,
            reverse("applications:attach", args=[reference, lack.paper.path])
            if lack.paper
            else section_url(reference, lack.section, query={"tarkista": "1"}, fragment=lack.anchor),
        )
        for lack in queries.lacks(form, asked.slugs)
    ]


def _kept(form: queries.Filled, part: queries.AskedPart) -> tuple[Any, list[dict[str, str]]]:
    """What was written too late in a part."""
    return part.section, [{"label": it.label, "value": form.shown(it)} for it in form.asked(part.section)]
