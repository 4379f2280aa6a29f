"""Paper and help: what the coordinator is entering, which drafts she may read or fill in, and writing down a consent."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from applications import actions as application_actions
from applications.models import Consent
from core.actor import Actor
from core.http import see_other
from desk import permissions, queries
from desk.forms import AllowHelpForm


@require_safe
def helping(request: HttpRequest) -> HttpResponse:
    _refuse_others(request)
    return _page(request, AllowHelpForm())


@require_POST
def allow_help(request: HttpRequest) -> HttpResponse:
    """Write down a consent that was given in person or by phone. The draft opens, and its group sees who may read it and why."""
    _refuse_others(request)
    form = AllowHelpForm(request.POST)
    if form.is_valid():
        reference, *facts = (form.cleaned_data[name] for name in ("reference", "given_by", "way", "given_on"))
        draft = queries.draft_named(request.user, reference)
        if draft is None:
            form.add_error("reference", _("There is no draft with this number. Check it with the applicant."))
        else:
            consent = dict(zip(("given_by", "way", "given_on"), facts, strict=True))
            act = _ACTS[form.cleaned_data["scope"]]
            try:
                act(draft, by=Actor.of(request, "coordinator"), at=request.received_at, **consent)
            except ValidationError as refusal:
                form.add_error(None, refusal)
            else:
                messages.success(request, _("The consent is on record."))
                return see_other(reverse("desk:draft", args=[draft.reference]))
    return _page(request, form, status=422)


_ACTS = {Consent.READ: application_actions.ask_advice, Consent.FILL_IN: application_actions.allow_help}


def _refuse_others(request: HttpRequest) -> None:
    if not permissions.can_help_applicants(request.user):
        raise PermissionDenied


def _page(request: HttpRequest, form: AllowHelpForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "papers": queries.papers(request.user),
        "open_drafts": queries.open_drafts(request.user),
        "registered": queries.registered_lately(request.user),
        "drafts": queries.drafts_counted(),
    }
    return render(request, "desk/helping.html", context, status=status)
