"""The way in: an address, and the code sent there."""

from __future__ import annotations

from allauth.account.utils import get_login_redirect_url, get_next_redirect_url, passthrough_next_redirect_url
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.adapter import RESEND_AFTER, SignIn, may_request_code, may_try_code, note_wrong_code
from accounts.forms import CodeForm, CodeRequestForm
from accounts.views.pages import PAGE
from core import sessions
from core.http import see_other
from registry.queries import addressee_of


@login_not_required  # the way in
@never_cache
@require_http_methods(PAGE)
def request_code(request: HttpRequest) -> HttpResponse:
    """An address, known or not, gets a code; nothing on this page depends on whose it is."""
    if request.user.is_authenticated:
        return see_other(get_login_redirect_url(request))
    known = {"email": request.session.get(sessions.ADDRESS) or _addressee(request), "is_shared": sessions.is_shared(request)}
    form = CodeRequestForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        if may_request_code(request, form.cleaned_data["email"]):
            sessions.choose(request, is_shared=form.cleaned_data["is_shared"])
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


def _addressee(request: HttpRequest) -> str:
    """Whose letter led here, straight or by way of a page that asks who one is: it spares the typing and lets nobody in."""
    return addressee_of(get_next_redirect_url(request) or request.get_full_path())


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


@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Going on at a shared computer. Every request is that; this one is nothing else."""
    return HttpResponse(status=204)


def _with_next(request: HttpRequest, page: str) -> str:
    if get_next_redirect_url(request):
        return passthrough_next_redirect_url(request, reverse(page), "next")
    return reverse(page)


def _too_many() -> str:
    return _("There have been too many tries. Wait an hour and try again, or call us.")
