"""Pages of signing in, of groups, and of the staff's roles."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from allauth.account.utils import get_login_redirect_url, get_next_redirect_url, passthrough_next_redirect_url
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import actions, permissions, queries
from accounts.adapter import ADDRESS, RESEND_AFTER, SignIn, may_request_code, may_try_code, note_wrong_code
from accounts.forms import CodeForm, CodeRequestForm, GroupForm, InviteForm, RoleForm, StartGroupForm
from accounts.models import STAFF_ROLES
from core import parked
from core.actor import Actor
from core.http import see_other

Acted = TypeVar("Acted")
PAGE = ["GET", "HEAD", "POST"]


@login_not_required  # the way in
@never_cache
@require_http_methods(PAGE)
def request_code(request: HttpRequest) -> HttpResponse:
    """An address, known or not, gets a code; nothing on this page depends on whose it is."""
    if request.user.is_authenticated:
        return see_other(get_login_redirect_url(request))
    form = CodeRequestForm(request.POST or None, initial={"email": request.session.get(ADDRESS, "")})
    if request.method == "POST" and form.is_valid():
        if may_request_code(request, form.cleaned_data["email"]):
            SignIn.begin(request, form.cleaned_data["email"])
            return see_other(_with_next(request, "account_confirm_login_code"))
        form.add_error("email", _too_many())
    return render(request, "accounts/request_code.html", {"form": form, "next": get_next_redirect_url(request)})


@login_not_required  # the second half of the way in
@never_cache
@require_http_methods(PAGE)
def sign_in(request: HttpRequest) -> HttpResponse:
    """The code from the letter."""
    if request.user.is_authenticated:
        return see_other(get_login_redirect_url(request))
    attempt = SignIn.pending(request)
    if attempt is None:
        return see_other(_with_next(request, "account_login"))
    if not attempt.is_valid():
        attempt.abort()
        return _start_over(request, _("The code was more than ten minutes old. Ask for a new one."))
    if "resend" in request.POST:
        return _resend(request, attempt)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (answer := _try_code(request, attempt, form)):
        return answer
    context = {
        "form": form,
        "email": attempt.email,
        "minutes": attempt.timeout // 60,
        "sender": settings.DEFAULT_FROM_EMAIL,
        "next": get_next_redirect_url(request),
        "change_url": _with_next(request, "account_login"),
    }
    return render(request, "accounts/sign_in.html", context)


def _try_code(request: HttpRequest, attempt: SignIn, form: CodeForm) -> HttpResponse | None:
    """The answer to a code, or None with the reason on the form."""
    if not may_try_code(request):
        form.add_error("code", _too_many())
        return None
    if not attempt.matches(form.cleaned_data["code"]):
        return _wrong_code(request, attempt, form)
    try:
        return see_other(attempt.finish(get_next_redirect_url(request)).url)
    except ValidationError as refusal:
        attempt.abort()
        return _start_over(request, refusal.message)


def _wrong_code(request: HttpRequest, attempt: SignIn, form: CodeForm) -> HttpResponse | None:
    note_wrong_code(request)
    if not attempt.record_invalid_attempt():
        return _start_over(request, _("The code was wrong too many times. Ask for a new one."))
    left = attempt.attempts_left
    sentence = ngettext(
        "This is not the code we sent. Check the digits. You can try %(count)d more time.",
        "This is not the code we sent. Check the digits. You can try %(count)d more times.",
        left,
    )
    form.add_error("code", sentence % {"count": left})
    return None


def _resend(request: HttpRequest, attempt: SignIn) -> HttpResponse:
    if not attempt.may_resend():
        seconds = int(RESEND_AFTER.total_seconds())
        sentence = _("We sent the code a moment ago. Wait %(seconds)d seconds before you ask for a new one.")
        messages.info(request, sentence % {"seconds": seconds})
    elif may_request_code(request, attempt.email):
        SignIn.begin(request, attempt.email)
        messages.success(request, _("We sent you a new code. The old one no longer works."))
    else:
        messages.error(request, _too_many())
    return see_other(_with_next(request, "account_confirm_login_code"))


def _start_over(request: HttpRequest, sentence: str) -> HttpResponse:
    messages.error(request, sentence)
    return see_other(_with_next(request, "account_login"))


def _with_next(request: HttpRequest, page: str) -> str:
    if get_next_redirect_url(request):
        return passthrough_next_redirect_url(request, reverse(page), "next")
    return reverse(page)


def _too_many() -> str:
    return _("There have been too many tries. Wait an hour and try again, or call us.")


@require_http_methods(PAGE)
def start_group(request: HttpRequest) -> HttpResponse:
    unsaved = _unsaved(request)
    form = StartGroupForm(request.POST or None, initial=unsaved, person=request.user)
    if request.method == "POST" and form.is_valid():
        by, at = Actor.of(request, "applicant"), request.received_at
        group = _attempt(form, lambda: actions.start_group(by=by, at=at, **form.group))
        if group:
            if form.person:
                actions.edit_person(request.user, by=by, at=at, **form.person)
            parked.forget(request)
            messages.success(request, _("The group %(group)s is saved.") % {"group": group})
            return see_other(_after_group(request))
    context = {"form": form, "next": get_next_redirect_url(request), "is_parked": bool(unsaved)}
    return render(request, "accounts/start_group.html", context)


@require_http_methods(PAGE)
def edit_group(request: HttpRequest, pk: int) -> HttpResponse:
    group = get_object_or_404(queries.groups_of(request.user), pk=pk)
    if not permissions.can_edit_group(request.user, group):
        raise PermissionDenied
    stored, unsaved = {field: getattr(group, field) for field in GroupForm.GROUP_FIELDS}, _unsaved(request)
    form = GroupForm(request.POST or None, initial={**stored, **unsaved})
    if request.method == "POST" and form.is_valid():
        by = Actor.of(request, "applicant")
        if _attempt(form, lambda: actions.edit_group(group, by=by, at=request.received_at, **form.group)):
            parked.forget(request)
            messages.success(request, _("The group %(group)s is saved.") % {"group": group})
            return see_other(_after_group(request))
    context = {"form": form, "next": get_next_redirect_url(request), "is_parked": bool(unsaved)}
    return render(request, "accounts/edit_group.html", context)


def _unsaved(request: HttpRequest) -> dict[str, str]:
    """What the person typed here when the portal could no longer tell who it was."""
    typed = parked.typed(request, at=request.received_at) if request.method != "POST" else None
    return typed.dict() if typed else {}


def _after_group(request: HttpRequest) -> str:
    return get_next_redirect_url(request) or reverse("front:me")


def _attempt(form: forms.Form, act: Callable[[], Acted]) -> Acted | None:
    """What `act` gives, or None with its refusal on the form."""
    try:
        return act()
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
        return None


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
        invited = _attempt(form, lambda: actions.invite(by=by, at=request.received_at, **form.cleaned_data))
        if invited:
            messages.success(request, _("%(person)s has been invited.") % {"person": invited})
            return see_other(reverse("accounts:people"))
    return render(request, "accounts/invite.html", {"form": form})


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    _permit_managing(request)
    shown = get_object_or_404(queries.people_managed_by(request.user), pk=pk)
    roles = [(role, label, role in shown.roles) for role, label in STAFF_ROLES.items()]
    return render(request, "accounts/person.html", {"person": shown, "person_roles": roles})


@require_POST
def grant_role(request: HttpRequest, pk: int) -> HttpResponse:
    return _change_role(request, pk, actions.grant_role, _("%(person)s now has the role: %(role)s."))


@require_POST
def revoke_role(request: HttpRequest, pk: int) -> HttpResponse:
    return _change_role(request, pk, actions.revoke_role, _("%(person)s no longer has the role: %(role)s."))


@require_POST
def close_account(request: HttpRequest, pk: int) -> HttpResponse:
    return _change_person(request, pk, actions.close_account, _("The account of %(person)s is closed."))


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
