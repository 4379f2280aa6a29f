"""The views of the worklist that a person keeps: saving one, and the page on which they are named and removed."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import actions
from accounts.models import SavedView
from core.actor import Actor
from core.http import see_other
from desk import permissions, queries
from desk.forms import WorklistForm


@require_safe
def saved_views(request: HttpRequest) -> HttpResponse:
    _refuse_others(request)
    return render(request, "desk/saved_views.html", {"views": SavedView.objects.visible_to(request.user)})


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    _refuse_others(request)
    address = QueryDict(request.POST.get("query", "")[:1000])
    form = WorklistForm(address, work=queries.work_of(request.user), handlers=queries.handlers_to_choose())
    facts = {"name": request.POST.get("name", ""), "query": form.narrowing, "is_start": "is_start" in request.POST}
    try:
        actions.save_view(by=_actor(request), at=request.received_at, **facts)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The view is kept. You find it beside the list."))
    return see_other(f"{reverse('desk:worklist')}?{form.narrowing or 'all=1'}")


@require_POST
def change_view(request: HttpRequest, pk: int) -> HttpResponse:
    view = _own(request, pk)
    facts = {"name": request.POST.get("name", ""), "is_start": "is_start" in request.POST}
    try:
        actions.change_view(view, by=_actor(request), at=request.received_at, **facts)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        context = {"views": SavedView.objects.visible_to(request.user), "refused": pk, "typed": facts["name"]}
        return render(request, "desk/saved_views.html", context, status=422)
    messages.success(request, _("The view is changed."))
    return see_other(reverse("desk:saved_views"))


@require_POST
def remove_view(request: HttpRequest, pk: int) -> HttpResponse:
    actions.remove_view(_own(request, pk), by=_actor(request), at=request.received_at)
    messages.success(request, _("The view is removed."))
    return see_other(reverse("desk:saved_views"))


def _own(request: HttpRequest, pk: int) -> SavedView:
    _refuse_others(request)
    return get_object_or_404(SavedView.objects.visible_to(request.user), pk=pk)


def _refuse_others(request: HttpRequest) -> None:
    if not permissions.can_work_at_desk(request.user):
        raise PermissionDenied


def _actor(request: HttpRequest) -> Actor:
    return Actor.of(request, permissions.role_at_desk(request.user))
