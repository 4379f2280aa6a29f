"""The coordinators' notes about a case, a draft or an idea: a page of its own, from which nothing can be sent."""

from __future__ import annotations

from django.contrib import messages as flash
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from advice import actions
from advice.forms import InternalNoteForm
from advice.models import Idea
from advice.queries import applications_to_talk_about
from applications.models import Application
from core.actor import Actor
from core.http import see_other
from desk import permissions
from registry.actions import record

PAGE = ["GET", "HEAD", "POST"]
DONE = "#viesti"


@require_http_methods(PAGE)
def internal_notes(request: HttpRequest, reference: str) -> HttpResponse:
    """About one application. A case opens first, with a declaration of interests."""
    _refuse_others(request)
    found = applications_to_talk_about(request.user).select_related("round", "group").filter(reference=reference).first()
    if found:
        return _notes(request, found, reverse("desk:internal_notes", args=[reference]))
    get_object_or_404(Application.objects.listed_for(request.user), reference=reference)
    return see_other(reverse("desk:case", args=[reference]))


@require_http_methods(PAGE)
def idea_notes(request: HttpRequest, reference: str) -> HttpResponse:
    _refuse_others(request)
    found = get_object_or_404(Idea.objects.handled_by(request.user), reference=reference)
    return _notes(request, found, reverse("desk:idea_notes", args=[reference]))


def _notes(request: HttpRequest, subject: Idea | Application, url: str) -> HttpResponse:
    """Done, it is here again: never where a message is written."""
    form = InternalNoteForm(request.POST if request.method == "POST" else None)
    by, at = Actor.of(request, "coordinator"), request.received_at
    if form.is_valid():
        try:
            actions.write_internal_note(subject, by=by, at=at, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            flash.success(request, _("The note is saved. Only coordinators see it."))
            return see_other(url + DONE)
    if request.method != "POST":
        record("view_internal_notes", by=by, at=at, about=subject.about)
    context = {
        "subject": subject,
        "application": subject if isinstance(subject, Application) else None,
        "idea": subject if isinstance(subject, Idea) else None,
        "notes": subject.internal_notes.select_related("written_by"),
        "form": form,
        "url": url,
    }
    return render(request, "desk/internal_notes.html", context, status=422 if request.method == "POST" else 200)


def _refuse_others(request: HttpRequest) -> None:
    if not permissions.can_advise(request.user):
        raise PermissionDenied
