"""A draft whose group has asked for advice: reading it, pinning notes to its parts, and taking them back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.sections import unfinished
from advice import actions as advice_actions
from advice import permissions as advice_permissions
from advice.forms import PinNoteForm
from advice.models import Note
from applications import actions as application_actions
from applications import queries as application_queries
from applications.models import Application, Attachment
from applications.permissions import can_help
from applications.sections import section_of
from core.actor import Actor
from core.http import as_download, see_other
from desk import permissions
from registry.actions import record


@require_safe
def draft(request: HttpRequest, reference: str) -> HttpResponse:
    """The draft as it stands, part by part, with the notes on it. Each look is noted, as of a case."""
    form = _find(request, reference)
    record("view", by=Actor.of(request, "coordinator"), at=request.received_at, about=form.application.about)
    return _page(request, form)


@require_POST
def pin_note(request: HttpRequest, reference: str, slug: str) -> HttpResponse:
    filled = _find(request, reference)
    if section_of(filled.application.kind, slug) is None:
        raise Http404
    form = PinNoteForm(request.POST, slug=slug)
    if form.is_valid():
        by, text = Actor.of(request, "coordinator"), form.cleaned_data["text"]
        try:
            note = advice_actions.pin_note(filled.application, by=by, at=request.received_at, section=slug, text=text)
        except ValidationError as refusal:
            form.add_error("text", refusal.messages)
        else:
            messages.success(request, _("Your advice is pinned. The group gets a letter that there is advice."))
            return see_other(reverse("desk:draft", args=[reference], fragment=f"neuvo-{note.pk}"))
    return _page(request, filled, status=422, form=form, slug=slug)


@require_POST
def withdraw_note(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    _refuse_others(request)
    notes = Note.objects.advised_by(request.user).select_related("application")
    note = get_object_or_404(notes, application__reference=reference, pk=pk)
    if not advice_permissions.can_withdraw_note(request.user, note):
        raise PermissionDenied
    advice_actions.withdraw_note(note, by=Actor.of(request, "coordinator"), at=request.received_at)
    messages.success(request, _("Your advice is taken back. The group does not see it any more."))
    return see_other(reverse("desk:draft", args=[reference], fragment=note.section))


@require_safe
def draft_attachment(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """A file of the draft, as it was added, once it is known to be clean where there is a scanner."""
    _refuse_others(request)
    files = Attachment.objects.advised_by(request.user).select_related("application")
    found = get_object_or_404(files, application__reference=reference, pk=pk)
    if found.is_waiting:
        messages.warning(request, _("The file “%(name)s” is being checked for malware. Try again in a minute.") % {"name": found})
        return see_other(reverse("desk:draft", args=[reference]))
    application_actions.note_reading(found, by=Actor.of(request, "coordinator"), at=request.received_at)
    return as_download(application_queries.open_attachment(found), found.name, found.type)


def _find(request: HttpRequest, reference: str) -> application_queries.Filled:
    _refuse_others(request)
    drafts = application_queries.for_form(Application.objects.advised_by(request.user))
    return application_queries.filled(get_object_or_404(drafts, reference=reference))


def _refuse_others(request: HttpRequest) -> None:
    if not permissions.can_help_applicants(request.user):
        raise PermissionDenied


def _page(
    request: HttpRequest,
    filled: application_queries.Filled,
    *,
    status: int = 200,
    form: PinNoteForm | None = None,
    slug: str = "",
) -> HttpResponse:
    """`form` is a refused one, shown again at the part that `slug` names."""
    application = filled.application
    notes = list(Note.objects.advised_by(request.user).filter(application=application).select_related("author", "done_by"))
    parts = [
        {
            "section": part,
            "is_ready": filled.is_complete(part),
            "rows": [{"label": question.label, "value": filled.shown(question)} for question in filled.asked(part)],
            "notes": [note for note in notes if note.section == part.slug],
            "note_form": form if part.slug == slug else PinNoteForm(slug=part.slug),
        }
        for part in filled.sections
    ]
    context = {
        "application": application,
        "round": application.round,
        "consent": application.consent,
        "filled": filled,
        "parts": parts,
        "form": form,
        "may_fill_in": can_help(request.user, application),
        "unfinished_of_group": unfinished(application.group),
    }
    return render(request, "desk/draft.html", context, status=status)
