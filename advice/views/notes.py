"""The group reads the advice on its application, and marks it done while it is a draft."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from advice import actions, permissions, queries
from advice.models import Note
from applications.models import Application
from applications.queries import for_reading
from core.actor import Actor
from core.http import see_other


@require_safe
def notes(request: HttpRequest, reference: str) -> HttpResponse:
    application = get_object_or_404(for_reading(Application.objects.visible_to(request.user)), reference=reference)
    found = list(Note.objects.visible_to(request.user).filter(application=application).select_related("author", "done_by"))
    if any(note.seen_at is None for note in found):
        by = Actor.of(request, application.membership_role(request.user))
        actions.mark_notes_seen(application, by=by, at=request.received_at)
    context = {
        "application": application,
        "round": application.round,
        "parts": queries.by_section(application.kind, found),
        "count": sum(note.done_at is None for note in found),
        "may_finish": permissions.can_finish_notes(request.user, application),
    }
    return render(request, "advice/notes.html", context)


@require_POST
def finish_note(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    return _mark(request, reference, pk, actions.finish_note, _("Marked done."))


@require_POST
def reopen_note(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    return _mark(request, reference, pk, actions.reopen_note, _("The advice is open again."))


def _mark(request: HttpRequest, reference: str, pk: int, act, done: str) -> HttpResponse:
    visible = Note.objects.visible_to(request.user).select_related("application__group")
    visible = visible.prefetch_related("application__group__memberships")
    note = get_object_or_404(visible, application__reference=reference, pk=pk)
    role = note.application.membership_role(request.user)
    if note.application.is_draft and not permissions.can_finish_notes(request.user, note.application):
        raise PermissionDenied
    try:
        act(note, by=Actor.of(request, role), at=request.received_at)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, done)
    return see_other(reverse("advice:notes", args=[reference], fragment=f"neuvo-{pk}"))
