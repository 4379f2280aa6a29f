"""Pages of a group and its details."""

from __future__ import annotations

from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import actions, permissions, queries
from accounts.forms import ProfileForm, StartGroupForm
from accounts.models import Group
from accounts.sections import mark, unfinished
from accounts.views.pages import PAGE, attempt, status_of, unsaved_in
from core import parked
from core.actor import Actor
from core.http import see_other


@require_http_methods(PAGE)
def start_group(request: HttpRequest) -> HttpResponse:
    unsaved = unsaved_in(request)
    form = StartGroupForm(request.POST or None, initial=unsaved, person=request.user)
    if request.method == "POST" and form.is_valid():
        by, at = Actor.of(request, "applicant"), request.received_at
        group = attempt(form, lambda: actions.start_group(by=by, at=at, **form.group))
        if group:
            if form.person:
                actions.edit_person(request.user, by=by, at=at, **form.person)
            parked.forget(request)
            messages.success(request, _("The group %(group)s is saved.") % {"group": group})
            return see_other(_after_group(request))
    context = {
        "form": form,
        "invitations": queries.invitations_waiting_for(request.user, request.received_at),
        "next": get_next_redirect_url(request),
        "is_parked": bool(unsaved),
    }
    return render(request, "accounts/start_group.html", context, status=status_of(request))


@require_http_methods(PAGE)
def edit_group(request: HttpRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(queries.groups_of(request.user), pk=pk)
    if not permissions.can_edit_group(request.user, group):
        raise PermissionDenied
    unsaved = unsaved_in(request)
    form = ProfileForm(request.POST or None, initial={**ProfileForm.stored(group), **unsaved})
    # What its writer had read: if somebody has saved since, she is asked which text stays.
    seen = request.POST.get("seen", "") or unsaved.get("seen", "") or mark(group)
    if request.method == "POST" and form.is_valid():
        by, at = Actor.of(request, "applicant"), request.received_at
        if saved := attempt(form, lambda: actions.edit_group(group, by=by, at=at, seen=seen, **form.group)):
            parked.forget(request)
            messages.success(request, _saved_sentence(saved))
            return see_other(_after_group(request))
        return _ask_which(request, form, group, seen)
    return _edit_page(request, form, group, seen=seen, is_parked=bool(unsaved), status=status_of(request))


def _ask_which(request: HttpRequest, form: ProfileForm, group: Group, seen: str) -> HttpResponse:
    """What was typed, and beside it what somebody else has saved meanwhile, if that was the reason."""
    group.refresh_from_db()
    if seen == mark(group):
        return _edit_page(request, form, group, seen=seen, status=422)
    return _edit_page(request, form, group, seen=mark(group), theirs=form.differing(group), status=409)


def _edit_page(request: HttpRequest, form: ProfileForm, group: Group, *, status: int, **context: object) -> HttpResponse:
    said = {"form": form, "group": group, "unfinished": unfinished(group), "next": get_next_redirect_url(request)}
    return render(request, "accounts/edit_group.html", {**said, **context}, status=status)


def _saved_sentence(group: Group) -> str:
    if not unfinished(group):
        return _("The group %(group)s is saved. Nothing is missing from its details.") % {"group": group}
    return _("The group %(group)s is saved.") % {"group": group}


def _after_group(request: HttpRequest) -> str:
    return get_next_redirect_url(request) or reverse("front:me")
