"""An application on paper: finding or adding its group, beginning to enter it, registering it, and its receipt for the post."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import actions as account_actions
from accounts import queries as account_queries
from accounts.forms import GroupForm, ProfileForm
from accounts.sections import unfinished
from applications import actions as application_actions
from applications import rules
from applications.forms import fresh_token
from applications.models import Application
from applications.queries import Filled, filled, for_form
from core.actor import Actor
from core.http import see_other
from desk import permissions, queries
from desk.forms import EnterForm, FindGroupForm, RegisterForm
from rounds.queries import rounds_that_opened

PAGE = ["GET", "HEAD", "POST"]


@require_safe
def find_group(request: HttpRequest) -> HttpResponse:
    _refuse_others(request)
    form = FindGroupForm(request.GET)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    context = {"form": form, "words": words, "groups": queries.groups_found(request.user, words) if words else None}
    return render(request, "desk/find_group.html", context)


@require_http_methods(PAGE)
def add_group(request: HttpRequest) -> HttpResponse:
    """A group of which nobody signs in. One that is known by its business ID already is not added again."""
    _refuse_others(request)
    form = GroupForm(request.POST or None)
    known = None
    if request.method == "POST" and form.is_valid():
        known = queries.groups_with_business_id(request.user, form.group["business_id"])
        if known:
            form.add_error("business_id", _("There is a group with this business ID already."))
        else:
            group = account_actions.add_group(by=Actor.of(request, "coordinator"), at=request.received_at, **form.group)
            return see_other(reverse("desk:enter", args=[group.pk]))
    return render(request, "desk/add_group.html", {"form": form, "known": known}, status=_status(request))


@require_http_methods(PAGE)
def edit_group(request: HttpRequest, pk: int) -> HttpResponse:
    """The details of a group that has nobody to tell them in the portal."""
    _refuse_others(request)
    group = get_object_or_404(account_queries.groups_without_people(request.user), pk=pk)
    form = ProfileForm(request.POST or None, initial=ProfileForm.stored(group))
    if request.method == "POST" and form.is_valid():
        account_actions.edit_group(group, by=Actor.of(request, "coordinator"), at=request.received_at, **form.group)
        messages.success(request, _("The group %(group)s is saved.") % {"group": form.group["name"]})
        return see_other(reverse("desk:helping"))
    return render(
        request, "desk/edit_group.html", {"form": form, "group": group, "unfinished": unfinished(group)}, status=_status(request)
    )


@require_http_methods(PAGE)
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Round and kind; then the parts of the form are filled in as its group would."""
    _refuse_others(request)
    group = get_object_or_404(account_queries.groups_at_desk(request.user), pk=pk)
    form = EnterForm(request.POST or None, rounds=rounds_that_opened(request.received_at))
    if request.method == "POST" and form.is_valid():
        by = Actor.of(request, "coordinator")
        try:
            paper = application_actions.enter(by=by, at=request.received_at, group=group, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return see_other(reverse("applications:tasks", args=[paper.reference]))
    return render(request, "desk/enter.html", {"form": form, "group": group}, status=_status(request))


@require_http_methods(PAGE)
def register(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a paper into the books. A second press finds it registered, and leads to the same receipt."""
    _refuse_others(request)
    if queries.registered(request.user).filter(reference=reference).exists():
        return see_other(reverse("desk:receipt", args=[reference]))
    paper = get_object_or_404(for_form(Application.objects.helped_by(request.user).on_paper()), reference=reference)
    form = RegisterForm(request.POST or None, initial={"form_token": fresh_token()})
    if request.method == "POST" and form.is_valid():
        by = Actor.of(request, "coordinator")
        try:
            application_actions.register(paper, by=by, at=request.received_at, **form.arrival)
        except ValidationError as refusal:
            _tell(form, refusal)
        else:
            messages.success(request, _("The application is registered."))
            return see_other(reverse("desk:receipt", args=[reference]))
    context = {"form": form, "application": paper, **_completeness(filled(paper), request.received_at)}
    return render(request, "desk/register.html", context, status=_status(request))


def _completeness(form: Filled, now: datetime) -> dict[str, object]:
    """The sum, without which nothing is registered, and what the group can complete later."""
    later = [
        it.sentence for it in rules.broken(form.snapshot(), now) if it.code not in {*rules.WINDOW, "something_is_applied_for"}
    ]
    return {"applied": form.applied, "missing": later}


@require_safe
def receipt(request: HttpRequest, reference: str) -> HttpResponse:
    """For the post, or for the hand of who brought the paper."""
    _refuse_others(request)
    application = get_object_or_404(queries.registered(request.user), reference=reference)
    version = application.versions.exclude(channel="portal").first()
    context = {
        "application": application,
        "version": version,
        "round": application.round,
        "programme": application.round.programme,
        "contact_name": queries.contact_name(version),
        "told": queries.told_by_email(application),
    }
    return render(request, "desk/receipt.html", context)


def _tell(form: Form, refusal: ValidationError) -> None:
    """Each sentence at the field that it is about."""
    by_field = refusal.message_dict if hasattr(refusal, "error_dict") else {"__all__": refusal.messages}
    for field, sentences in by_field.items():
        form.add_error(field if field in form.fields else None, sentences)


def _refuse_others(request: HttpRequest) -> None:
    if not permissions.can_help_applicants(request.user):
        raise PermissionDenied


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
