"""An owner lets the City's adviser read a draft, or fill it in too, and takes that back."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications import actions, permissions
from applications.models import Application, Consent
from core import dates
from core.actor import Actor
from core.http import see_other


@require_POST
def ask_advice(request: HttpRequest, reference: str) -> HttpResponse:
    done = _("The adviser can now read this application. You see her advice in it, and get a letter when there is any.")
    return _let_in(request, reference, actions.ask_advice, done)


@require_POST
def allow_help(request: HttpRequest, reference: str) -> HttpResponse:
    done = _("The adviser can now read this application and fill it in. Call and tell what you need.")
    return _let_in(request, reference, actions.allow_help, done)


def _let_in(request: HttpRequest, reference: str, act: Callable[..., Consent], done: str) -> HttpResponse:
    application = _find(request, reference)
    consent = {"given_by": str(request.user), "way": Consent.PORTAL, "given_on": dates.local_day(request.received_at)}
    try:
        act(application, by=Actor.of(request, "owner"), at=request.received_at, **consent)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, done)
    return see_other(reverse("applications:tasks", args=[reference]))


@require_POST
def end_help(request: HttpRequest, reference: str) -> HttpResponse:
    application = _find(request, reference)
    actions.end_help(application, by=Actor.of(request, "owner"), at=request.received_at)
    messages.success(request, _("The adviser can't read this application any more."))
    return see_other(reverse("applications:tasks", args=[reference]))


def _find(request: HttpRequest, reference: str) -> Application:
    """Of a sent one too: `actions` says in words why nobody is let into it any more."""
    visible = Application.objects.visible_to(request.user).prefetch_related("group__memberships")
    application = get_object_or_404(visible, reference=reference)
    if not permissions.can_send(request.user, application):
        raise PermissionDenied
    return application
