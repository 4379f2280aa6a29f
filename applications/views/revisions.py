"""Earlier texts of a part: which there are, what is different in one, and taking it back into use."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from applications import actions, permissions, queries
from applications.models import Revision
from applications.sections import Section, section_of
from applications.views.pages import count_in, filled, section_url, state
from core import dates
from core.actor import Actor
from core.http import see_other

REVISIONS_A_PAGE = 20


@require_safe
def revisions(request: HttpRequest, reference: str, slug: str) -> HttpResponse:
    form, part = _part(request, reference, slug)
    page = Paginator(queries.revisions_of(form.application, slug), REVISIONS_A_PAGE).get_page(request.GET.get("page"))
    newest = queries.newest_revision(reference, slug)
    return render(
        request, "applications/revisions.html", {"section": part, "page": page, "newest": newest, **state(request, form, part)}
    )


@require_safe
def revision(request: HttpRequest, reference: str, slug: str, pk: int) -> HttpResponse:
    """One earlier text, with the words marked in which it differs from the one that counts."""
    form, part = _part(request, reference, slug)
    return render(request, "applications/revision.html", _context(request, form, part, _revision(form, slug, pk)))


@require_POST
def restore(request: HttpRequest, reference: str, slug: str, pk: int) -> HttpResponse:
    form, part = _part(request, reference, slug)
    earlier = _revision(form, slug, pk)
    if not permissions.can_fill_in(request.user, form.application):
        raise PermissionDenied
    by, seen = Actor.of(request, permissions.part_of(request.user, form.application)), count_in(request, "seen")
    try:
        actions.restore(form.application, by=by, at=request.received_at, revision=earlier, seen=seen)
    except ValidationError as refusal:
        context = {**_context(request, form, part, earlier), "refusal": refusal.messages}
        return render(request, "applications/revision.html", context, status=409)
    messages.success(request, _("The text of %(moment)s is in use again.") % {"moment": dates.stamp(earlier.saved_at)})
    return see_other(section_url(reference, part))


def _part(request: HttpRequest, reference: str, slug: str) -> tuple[queries.Filled, Section]:
    form = filled(request, reference)
    part = section_of(form.application.kind, slug)
    if part is None:
        raise Http404
    return form, part


def _revision(form: queries.Filled, slug: str, pk: int) -> Revision:
    texts = form.application.revisions.select_related("saved_by")
    return get_object_or_404(texts, section=slug, pk=pk)  # finds: texts of an application that was found through visible_to


def _context(request: HttpRequest, form: queries.Filled, part: Section, earlier: Revision) -> dict:
    newest = queries.newest_revision(form.application.reference, part.slug)
    return {
        "section": part,
        "revision": earlier,
        "newest": newest,
        "rows": queries.compared(form, queries.with_revision(form, earlier), part),
        "is_in_effect": newest is not None and newest.content == earlier.content,
        **state(request, form, part),
    }
