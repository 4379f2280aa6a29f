"""Pages where an administrator gives and takes the roles of the staff."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import actions, permissions, queries
from accounts.forms import InviteForm, RoleForm, SetTitleForm
from accounts.models import DECIDER, STAFF_ROLES, User
from accounts.views.pages import PAGE, attempt
from core.actor import Actor
from core.http import see_other


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    _permit_managing(request)
    return render(request, "accounts/people.html", {"people": queries.staff()})


@require_http_methods(PAGE)
def invite(request: HttpRequest) -> HttpResponse:
    _permit_managing(request)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = Actor.of(request, "admin")
        invited = attempt(form, lambda: actions.invite(by=by, at=request.received_at, **form.cleaned_data))
        if invited:
            messages.success(request, _("%(person)s has been invited.") % {"person": invited})
            return see_other(reverse("accounts:people"))
    return render(request, "accounts/invite.html", {"form": form})


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    _permit_managing(request)
    shown = get_object_or_404(queries.people_managed_by(request.user), pk=pk)
    return _shown(request, shown, SetTitleForm(initial={"title": queries.title_of(shown)}))


@require_POST
def set_title(request: HttpRequest, pk: int) -> HttpResponse:
    _permit_managing(request)
    changed = get_object_or_404(queries.people_managed_by(request.user), pk=pk)
    form = SetTitleForm(request.POST)
    if not form.is_valid():
        return _shown(request, changed, form, status=422)
    return _change_person(request, pk, actions.set_title, _("The title of %(person)s is saved."), **form.cleaned_data)


def _shown(request: HttpRequest, shown: User, form: SetTitleForm, status: int = 200) -> HttpResponse:
    roles = [(role, label, role in shown.roles) for role, label in STAFF_ROLES.items()]
    context = {"person": shown, "person_roles": roles, "form": form, "is_decider": DECIDER in shown.roles}
    return render(request, "accounts/person.html", context, status=status)


@require_POST
def grant_role(request: HttpRequest, pk: int) -> HttpResponse:
    return _change_role(request, pk, actions.grant_role, _("%(person)s now has the role: %(role)s."))


@require_POST
def revoke_role(request: HttpRequest, pk: int) -> HttpResponse:
    return _change_role(request, pk, actions.revoke_role, _("%(person)s no longer has the role: %(role)s."))


@require_POST
def reopen_account(request: HttpRequest, pk: int) -> HttpResponse:
    return _change_person(request, pk, actions.reopen_account, _("The account of %(person)s is open again."))


def _change_role(request: HttpRequest, pk: int, act: Callable, done: str) -> HttpResponse:
    form = RoleForm(request.POST)
    role = form.cleaned_data["role"] if form.is_valid() else ""
    return _change_person(request, pk, act, done, role=role)


def _change_person(request: HttpRequest, pk: int, act: Callable, done: str, **details: str) -> HttpResponse:
    """Do one thing to a person, and go back to the page of that person with what came of it."""
    _permit_managing(request)
    changed = get_object_or_404(queries.people_managed_by(request.user), pk=pk)
    try:
        act(changed, by=Actor.of(request, "admin"), at=request.received_at, **details)
    except ValidationError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, done % {"person": changed, "role": STAFF_ROLES.get(details.get("role", ""), "")})
    return see_other(reverse("accounts:person", args=[pk]))


def _permit_managing(request: HttpRequest) -> None:
    if not permissions.can_manage_people(request.user):
        raise PermissionDenied
