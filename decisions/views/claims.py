"""A group's claim for rectification: making it, its page with what came of it, and what the group is asked about a claim."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.models import Application
from applications.queries import open_attachment
from core import dates, parked
from core.actor import Actor
from core.http import as_download, see_other
from decisions import actions, permissions, queries
from decisions.forms import AnswerHearingForm, ClaimForm, ClaimTextForm, FileForm
from decisions.models import Claim, ClaimFile, Decision, Hearing

PAGE = ["GET", "HEAD", "POST"]


@require_http_methods(PAGE)
def make_claim(request: HttpRequest, reference: str) -> HttpResponse:
    """Written on one page, checked and sent on the next. Whatever the day, it is taken."""
    decision = _decision(request, reference)
    if request.method != "POST":
        unsaved = parked.typed(request, at=request.received_at)
        return _write(request, decision, ClaimTextForm(initial=unsaved and unsaved.dict()), is_parked=bool(unsaved))
    if request.POST.get("act") == "change":
        return _write(request, decision, ClaimTextForm(initial=request.POST.dict()))
    text = ClaimTextForm(request.POST)
    if not text.is_valid():
        return _write(request, decision, text, status=422)
    if request.POST.get("act") != "send":
        return _check(request, decision, ClaimForm(initial=text.cleaned_data))
    return _send(request, decision)


def _send(request: HttpRequest, decision: Decision) -> HttpResponse:
    form = ClaimForm(request.POST, request.FILES)
    if form.is_valid():
        texts = {name: form.cleaned_data[name] for name in ("demand", "grounds")}
        by, at = Actor.of(request, "owner"), request.received_at
        try:
            claim = actions.make_claim(decision.application, by=by, at=at, uploads=form.uploads, **texts)
        except ValidationError as refusal:
            _tell(form, refusal)
        else:
            parked.forget(request)
            return see_other(reverse("decisions:claim", args=[claim.reference]))
    return _check(request, decision, form, status=422)


def _write(
    request: HttpRequest, decision: Decision, form: ClaimTextForm, *, is_parked: bool = False, status: int = 200
) -> HttpResponse:
    context = {**_about(request, decision), "form": form, "is_parked": is_parked}
    return render(request, "decisions/claim_write.html", context, status=status)


def _check(request: HttpRequest, decision: Decision, form: ClaimForm, *, status: int = 200) -> HttpResponse:
    return render(request, "decisions/claim_check.html", {**_about(request, decision), "form": form}, status=status)


def _about(request: HttpRequest, decision: Decision) -> dict[str, object]:
    """The decision, and until when a claim is in time."""
    last_day = queries.last_day_to_claim(decision, Claim.PARTY)
    is_over = last_day is not None and dates.local_day(request.received_at) > last_day
    return {"decision": decision, "application": decision.application, "last_day": last_day, "is_over": is_over}


@require_safe
def claim(request: HttpRequest, reference: str) -> HttpResponse:
    """The receipt, and later what came of it: one page to come back to."""
    return _page(request, _claim(request, reference))


@require_POST
def add_claim_file(request: HttpRequest, reference: str) -> HttpResponse:
    found = _claim(request, reference)
    if not permissions.can_claim(request.user, found.decision.application):
        raise PermissionDenied
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        [upload] = form.uploads
        try:
            actions.add_claim_file(found, by=Actor.of(request, "owner"), at=request.received_at, upload=upload)
        except ValidationError as refusal:
            _tell(form, refusal)
        else:
            messages.success(request, _("The attachment is added."))
            return see_other(reverse("decisions:claim", args=[reference]))
    return _page(request, found, form, status=422)


def _page(request: HttpRequest, found: Claim, form: FileForm | None = None, *, status: int = 200) -> HttpResponse:
    application = found.decision.application
    may_add = found.ended_at is None and permissions.can_claim(request.user, application)
    context = {
        "claim": found,
        "application": application,
        "programme": application.round.programme,
        "files": found.files.all(),
        "form": form or (FileForm() if may_add else None),
        "may_withdraw": permissions.can_withdraw_claim(request.user, found),
        "last_day": queries.last_day_to_claim(found.decision, Claim.PARTY) if found.is_late else None,
    }
    return render(request, "decisions/claim.html", context, status=status)


@require_http_methods(PAGE)
def withdraw_claim(request: HttpRequest, reference: str) -> HttpResponse:
    found = _claim(request, reference)
    if not permissions.can_claim(request.user, found.decision.application) or found.made_by_id != request.user.pk:
        raise PermissionDenied
    if request.method == "POST":
        try:
            actions.withdraw_claim(found, by=Actor.of(request, "owner"), at=request.received_at)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, _("You have taken the claim back. The decision stays as it is."))
    elif permissions.can_withdraw_claim(request.user, found):
        context = {"claim": found, "application": found.decision.application}
        return render(request, "decisions/claim_withdraw.html", context)
    return see_other(reverse("decisions:claim", args=[reference]))


@require_safe
def claim_file(request: HttpRequest, pk: int) -> FileResponse:
    """A file of one's own group's claim: always saved, never shown."""
    found = get_object_or_404(ClaimFile.objects.visible_to(request.user), pk=pk)
    if found.is_waiting and found.uploaded_by_id != request.user.pk:
        raise Http404
    return as_download(open_attachment(found), found.name, found.type)


@require_http_methods(PAGE)
def hearing(request: HttpRequest, pk: int) -> HttpResponse:
    """What the group is asked about a claim, its answer, and later the receipt of that."""
    path = "claim__decision__application"
    seen = Hearing.objects.visible_to(request.user).select_related("answered_by", f"{path}__round__programme", f"{path}__group")
    found = get_object_or_404(seen, pk=pk)
    may_answer = permissions.can_answer_hearing(request.user, found.claim.decision.application)
    if request.method != "POST":
        unsaved = parked.typed(request, at=request.received_at)
        return _hearing(request, found, AnswerHearingForm(initial=unsaved and unsaved.dict()) if may_answer else None)
    if not may_answer:
        raise PermissionDenied
    form = AnswerHearingForm(request.POST)
    if form.is_valid():
        try:
            actions.answer_hearing(found, by=Actor.of(request, "owner"), at=request.received_at, **form.cleaned_data)
        except ValidationError as refusal:
            _tell(form, refusal)
        else:
            parked.forget(request)
            messages.success(request, _("Thank you. Your answer has come."))
            return see_other(reverse("decisions:hearing", args=[pk]))
    return _hearing(request, found, form, status=422)


def _hearing(request: HttpRequest, found: Hearing, form: AnswerHearingForm | None, *, status: int = 200) -> HttpResponse:
    context = {
        "hearing": found,
        "claim": found.claim,
        "application": found.claim.decision.application,
        "form": form,
        "is_open": found.answered_at is None and found.claim.ended_at is None,
        "is_over": dates.local_day(request.received_at) > found.due_on,
        "is_parked": form is not None and bool(form.initial) and not form.is_bound,
    }
    return render(request, "decisions/hearing.html", context, status=status)


def _decision(request: HttpRequest, reference: str) -> Decision:
    """The newest that was made known to this person's group."""
    visible = Application.objects.visible_to(request.user).select_related("round__programme", "group")
    application = get_object_or_404(visible, reference=reference)
    decision = queries.claimable_decision(application)
    if decision is None:
        raise Http404
    if not permissions.can_claim(request.user, application):
        raise PermissionDenied
    decision.application = application
    return decision


def _claim(request: HttpRequest, reference: str) -> Claim:
    visible = Claim.objects.visible_to(request.user).select_related("made_by", "decision__application__round__programme")
    visible = visible.select_related("decision__application__group").prefetch_related("decision__application__group__memberships")
    return get_object_or_404(visible, reference=reference)


def _tell(form: Form, refusal: ValidationError) -> None:
    """Each sentence at the field that it is about."""
    by_field = refusal.message_dict if hasattr(refusal, "error_dict") else {"__all__": refusal.messages}
    for field, sentences in by_field.items():
        form.add_error(field if field in form.fields else None, sentences)
