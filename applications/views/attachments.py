"""The papers of an application: what is asked, adding one file at a time, taking one away, and reading them."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications import actions, permissions, queries
from applications.forms import AttachForm
from applications.models import Attachment
from applications.sections import FILES, Asked, paper_of, section_of
from applications.views.pages import PAGE, filled, state, status_of
from core.actor import Actor
from core.files.words import TYPES
from core.http import as_download, see_other

# Where the message stands: a browser moves the focus there by itself.
MESSAGE = "#viesti"


@require_safe
def attachments(request: HttpRequest, reference: str) -> HttpResponse:
    """Which papers are asked, and what has been added for each."""
    form = filled(request, reference)
    part = section_of(form.application.kind, FILES)
    context = {"section": part, "number": form.sections.index(part) + 1, **_shared(request, form)}
    return render(request, "applications/attachments.html", context)


@require_http_methods(PAGE)
def attach(request: HttpRequest, reference: str, paper: str) -> HttpResponse:
    """One paper: its files, and a form for one more."""
    form = filled(request, reference)
    asked, files = next(((asked, files) for asked, files in form.papers if asked.path == paper), (None, []))
    if asked is None:
        raise Http404
    earlier = queries.earlier_attachments(form.application, asked.code)
    if permissions.can_help(request.user, form.application):
        # The group let her into this application, not into its others.
        earlier = earlier.none()
    if request.method != "POST":
        return _page(request, form, asked, AttachForm(has_files=bool(files)), earlier)
    if not permissions.can_fill_in(request.user, form.application):
        raise PermissionDenied
    upload = AttachForm(request.POST, request.FILES, has_files=bool(files))
    try:
        added = _add(request, form, asked, upload, earlier)
    except ValidationError as refusal:
        upload.add_error("file", refusal.messages)
        added = None
    if added is None:
        return _page(request, form, asked, upload, earlier)
    messages.success(request, _("The file “%(name)s” is added.") % {"name": added.name})
    return see_other(_paper_url(reference, asked) + MESSAGE)


def _page(request: HttpRequest, form: queries.Filled, asked: Asked, upload: AttachForm, earlier) -> HttpResponse:
    files = dict(form.papers)[asked]
    context = {
        "form": upload,
        "asked": asked,
        "files": files,
        "removed": [it for it in form.removed if paper_of(it.shows, form.application.group.type) == asked],
        "infected": [it for it in form.infected if paper_of(it.shows, form.application.group.type) == asked],
        "earlier": _unused(earlier, files),
        **_shared(request, form),
    }
    return render(request, "applications/attach.html", context, status=status_of(request))


def _add(request: HttpRequest, form: queries.Filled, asked: Asked, upload: AttachForm, earlier) -> Attachment | None:
    """The chosen file or one that was added before; None if the form was not filled in."""
    by = Actor.of(request, permissions.part_of(request.user, form.application))
    number = request.POST.get("earlier", "")
    if number.isascii() and number.isdigit() and len(number) < 19:
        upload.errors.clear()
        again = get_object_or_404(earlier, pk=number)  # finds: only among the files of an application that she may see
        return actions.reuse(form.application, by=by, at=request.received_at, attachment=again, shows=asked.code)
    if not upload.is_valid():
        return None
    file = upload.cleaned_data["file"]
    path = Path(file.temporary_file_path())
    return actions.attach(form.application, by=by, at=request.received_at, path=path, name=file.name, shows=asked.code)


def _unused(earlier, files: list[Attachment]) -> list[Attachment]:
    """Each earlier file once, without those that stand here already."""
    seen = {it.sha256 for it in files}
    return list({it.sha256: it for it in earlier if it.sha256 not in seen}.values())


def _shared(request: HttpRequest, form: queries.Filled) -> dict:
    """With why the files can't be changed, where they can't."""
    part = section_of(form.application.kind, FILES)
    shared = {**_limits(form), **state(request, form, part)}
    if not shared["can_edit"] and not shared["is_reader"]:
        shared["why_closed"] = queries.why_closed(form.application, FILES, request.received_at, role="owner")
    return shared


def _limits(form: queries.Filled) -> dict:
    return {
        "types": TYPES,
        "megabytes": settings.ATTACHMENT_MEGABYTES,
        "most_bytes": settings.ATTACHMENT_MEGABYTES * 1024 * 1024,
        "most": settings.ATTACHMENTS_MOST,
        "is_full": len(form.attachments) >= settings.ATTACHMENTS_MOST,
    }


def _paper_url(reference: str, asked: Asked) -> str:
    return reverse("applications:attach", args=[reference, asked.path])


@require_POST
def detach(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    return _change(request, reference, pk, actions.detach, _("The file “%(name)s” is deleted."))


@require_POST
def put_back(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    return _change(request, reference, pk, actions.put_back, _("The file “%(name)s” is back."))


def _change(request: HttpRequest, reference: str, pk: int, act, done: str) -> HttpResponse:
    found = _find(request, reference, pk)
    if not permissions.can_fill_in(request.user, found.application):
        raise PermissionDenied
    by = Actor.of(request, permissions.part_of(request.user, found.application))
    try:
        act(found, by=by, at=request.received_at)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, done % {"name": found.name})
    return see_other(_paper_url(reference, paper_of(found.shows, found.application.group.type)) + MESSAGE)


@require_safe
def attachment(request: HttpRequest, reference: str, pk: int) -> FileResponse:
    """The file as it was added: always saved, never shown."""
    found = _find(request, reference, pk)
    return as_download(queries.open_attachment(found), found.name, found.type)


def _find(request: HttpRequest, reference: str, pk: int) -> Attachment:
    this = {"application__reference": reference, "pk": pk}
    visible = Attachment.objects.visible_to(request.user)
    seen = visible if visible.filter(**this).exists() else Attachment.objects.helped_by(request.user)
    seen = seen.select_related("application__group", "application__round").prefetch_related("application__group__memberships")
    return get_object_or_404(seen, **this)
