"""Public pages on which anybody finds out whether a paper is a decision of the City."""

from __future__ import annotations

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.http import see_other
from decisions import queries
from decisions.forms import CompareForm, VerifyForm

PAGE = ["GET", "HEAD", "POST"]


@login_not_required  # whoever is shown a decision on paper finds out here whether it is the City's
@never_cache
@require_http_methods(PAGE)
def verify(request: HttpRequest) -> HttpResponse:
    """Where the code is typed. A right one leads to its own page, to which the code on the letter leads too."""
    form = VerifyForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _asked(request, form)
    if not _is_in_limits(request):
        return _too_many(request, form)
    if form.is_valid():
        code = form.cleaned_data["code"]
        if queries.verified_decision(code):
            return see_other(reverse("decisions:verified", args=[code]))
        form.add_error("code", _not_known())
    return _asked(request, form, status=422)


@login_not_required  # it tells whoever has the code on the paper only whether the paper is the City's and still in force
@never_cache
@require_http_methods(PAGE)
def verified(request: HttpRequest, code: str) -> HttpResponse:
    """What is known of a code, and whether a file is the letter byte for byte; the file is not kept."""
    form = VerifyForm({"code": code})
    if not _is_in_limits(request):
        return _too_many(request, form)
    found = queries.verified_decision(form.cleaned_data["code"]) if form.is_valid() else None
    if found is None:
        if form.is_valid():
            form.add_error("code", _not_known())
        return _asked(request, form, status=404)
    form = CompareForm(request.POST, request.FILES) if request.method == "POST" else CompareForm()
    context = {"verified": found, "groups": queries.in_groups(found.code), "form": form}
    if form.is_valid():
        context["file_is"] = queries.comparison_of(found.code, form.cleaned_data["file"].chunks())
    return render(request, "decisions/verified.html", context, status=422 if form.errors else 200)


def _asked(request: HttpRequest, form: VerifyForm, status: int = 200) -> HttpResponse:
    return render(request, "decisions/verify.html", {"form": form}, status=status)


def _too_many(request: HttpRequest, form: VerifyForm) -> HttpResponse:
    form.add_error(None, _("Many codes have been tried from here just now. Wait ten minutes and try again, or call us."))
    return _asked(request, form, status=429)


def _is_in_limits(request: HttpRequest) -> bool:
    """Codes are tried by address as well as by form, and allauth's public function lets every GET pass."""
    return bool(ratelimit.consume(request, app="allauth.account", action="verify_decision", limit_get=True))


def _not_known() -> str:
    return _("We know no decision with this code. Check what you wrote, or ask us.")
