"""Claims for rectification at the desk: the list, one claim, writing down what came on paper, handling, and the outcome."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from applications.actions import note_reading
from applications.models import Application
from applications.queries import open_attachment
from core import dates
from core.actor import Actor
from core.http import as_download, see_other
from decisions import actions, permissions
from decisions import queries as decision_queries
from decisions.forms import FileForm
from decisions.models import Claim, ClaimFile, Hearing
from desk import queries
from desk.forms import AskHearingForm, EndClaimForm, HandOverClaimForm, RecordHearingForm, RegisterClaimForm, ServeClaimForm
from desk.permissions import role_at_desk

PAGE = ["GET", "HEAD", "POST"]


@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    """Pending ones first, the one that has waited longest on top."""
    if not permissions.can_read_claims(request.user):
        raise PermissionDenied
    found = list(decision_queries.claims_at_desk(request.user, request.received_at))
    context = {
        "pending": [claim for claim in found if claim.ended_at is None],
        "ended": [claim for claim in found if claim.ended_at],
    }
    return render(request, "desk/claims.html", context)


@require_safe
def claim(request: HttpRequest, reference: str) -> HttpResponse:
    return _page(request, _find(request, reference))


@require_http_methods(PAGE)
def register_claim(request: HttpRequest, reference: str) -> HttpResponse:
    """What came on paper or by e-mail, of the applicant or of a member of the municipality."""
    if not permissions.can_register_claim(request.user):
        raise PermissionDenied
    cases = Application.objects.handled_by(request.user).filter(published_at__isnull=False).select_related("group", "round")
    case = get_object_or_404(cases, reference=reference)
    decision = decision_queries.claimable_decision(case)
    form = RegisterClaimForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        by = Actor.of(request, "coordinator")
        try:
            made = actions.enter_claim(case, by=by, at=request.received_at, **form.claim)
        except ValidationError as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("The claim is registered."))
            return see_other(reverse("desk:claim_receipt", args=[made.reference]))
    context = {"application": case, "decision": decision, "days": decision_queries.deadlines(decision), "form": form}
    return render(request, "desk/claim_register.html", context, status=422 if request.method == "POST" else 200)


@require_safe
def claim_receipt(request: HttpRequest, reference: str) -> HttpResponse:
    """For the post, or for the hand of who brought the paper."""
    found = _find(request, reference)
    context = {"claim": found, "application": found.decision.application, "programme": found.decision.application.round.programme}
    return render(request, "desk/claim_receipt.html", context)


@require_POST
def add_claim_file(request: HttpRequest, reference: str) -> HttpResponse:
    found = _find(request, reference)
    if not permissions.can_register_claim(request.user):
        raise PermissionDenied
    form = FileForm(request.POST, request.FILES)

    def act() -> None:
        [upload] = form.uploads
        actions.add_claim_file(found, by=Actor.of(request, "coordinator"), at=request.received_at, upload=upload)

    return _attempt(request, found, form, act, _("The attachment is added."), file_form=form)


@require_safe
def claim_file(request: HttpRequest, pk: int) -> FileResponse | HttpResponse:
    """A file of a claim that she may read, which is noted."""
    if not permissions.can_read_claims(request.user):
        raise PermissionDenied
    handled = ClaimFile.objects.handled_by(request.user).select_related("claim__decision__application")
    found = get_object_or_404(handled, pk=pk)
    if found.is_waiting:
        messages.warning(request, _("The file “%(name)s” is being checked for malware. Try again in a minute.") % {"name": found})
        return see_other(reverse("desk:claim", args=[found.claim.reference]))
    note_reading(found, by=Actor.of(request, _role(request)), at=request.received_at)
    return as_download(open_attachment(found), found.name, found.type)


@require_POST
def hand_over_claim(request: HttpRequest, reference: str) -> HttpResponse:
    """Also taking it: the button gives one's own key."""
    found = _handled(request, reference)
    people = decision_queries.handlers_for(found)
    form = HandOverClaimForm(request.POST, people=people)

    def act() -> None:
        actions.hand_over_claim(found, by=_by(request), at=request.received_at, to=form.person)

    return _attempt(request, found, form, act, _("Saved."), hand_over_form=form)


@require_http_methods(PAGE)
def ask_hearing(request: HttpRequest, reference: str) -> HttpResponse:
    found = _handled(request, reference)
    form = AskHearingForm(request.POST or None, initial=queries.hearing_to_ask(found, request.received_at))

    def act() -> None:
        actions.ask_hearing(found, by=_by(request), at=request.received_at, **form.asked)

    return _form_page(request, found, form, act, done=_("The question is asked."), template="desk/claim_ask.html")


@require_http_methods(PAGE)
def record_hearing(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    found = _handled(request, reference)
    hearing = get_object_or_404(Hearing.objects.handled_by(request.user).filter(claim=found), pk=pk)
    form = RecordHearingForm(request.POST or None)

    def act() -> None:
        actions.record_hearing(hearing, by=_by(request), at=request.received_at, **form.answered)

    return _form_page(
        request, found, form, act, done=_("The answer is written down."), template="desk/claim_answer.html", hearing=hearing
    )


@require_http_methods(PAGE)
def end_claim(request: HttpRequest, reference: str) -> HttpResponse:
    """What the competent body decided. That a decision is changed, a decision maker writes down."""
    found = _handled(request, reference)
    is_decider = "decider" in request.user.roles
    form = EndClaimForm(
        request.POST or None,
        in_portal=found.made_by_id is not None,
        can_change=is_decider,
        can_be_electronic=decision_queries.can_serve_outcome_electronically(found, request.received_at),
    )

    def act() -> None:
        role = "decider" if is_decider else "coordinator"
        actions.end_claim(found, by=Actor.of(request, role), at=request.received_at, **form.cleaned_data)

    done = _("The outcome is written down.")
    return _form_page(request, found, form, act, done=done, template="desk/claim_end.html", is_decider=is_decider)


def _serve_form(claim: Claim, request: HttpRequest, posted: QueryDict | None = None) -> ServeClaimForm:
    may = decision_queries.can_serve_outcome_electronically(claim, request.received_at)
    return ServeClaimForm(posted, can_be_electronic=may)


@require_POST
def serve_claim(request: HttpRequest, reference: str) -> HttpResponse:
    found = _handled(request, reference)
    form = _serve_form(found, request, request.POST)

    def act() -> None:
        actions.serve_claim(found, by=_by(request), at=request.received_at, **form.cleaned_data)

    return _attempt(request, found, form, act, _("Saved. The time to appeal is counted from it."), serve_form=form)


def tell(form: Form, refusal: ValidationError) -> None:
    """Each sentence at the field that it is about."""
    by_field = refusal.message_dict if hasattr(refusal, "error_dict") else {"__all__": refusal.messages}
    for field, sentences in by_field.items():
        form.add_error(field if field in form.fields else None, sentences)


def _form_page(
    request: HttpRequest, found: Claim, form: Form, act: Callable[[], None], *, done: str, template: str, **more: object
) -> HttpResponse:
    """A page of its own for one act on the claim; refused, it keeps what was typed."""
    if request.method == "POST" and _is_done(form, act):
        messages.success(request, done)
        return see_other(reverse("desk:claim", args=[found.reference]))
    context = {"claim": found, "application": found.decision.application, "form": form, **more}
    context["hindrances"] = decision_queries.hindrances_to_handle(request.user, found)
    return render(request, template, context, status=422 if request.method == "POST" else 200)


def _attempt(request: HttpRequest, found: Claim, form: Form, act: Callable[[], None], done: str, **refused: Form) -> HttpResponse:
    """An act whose form stands on the claim's page."""
    if _is_done(form, act):
        messages.success(request, done)
        return see_other(reverse("desk:claim", args=[found.reference]))
    return _page(request, _find(request, found.reference), status=422, **refused)


def _is_done(form: Form, act: Callable[[], None]) -> bool:
    if not form.is_valid():
        return False
    try:
        act()
    except ValidationError as refusal:
        tell(form, refusal)
        return False
    return True


def _page(request: HttpRequest, found: Claim, *, status: int = 200, **refused: Form) -> HttpResponse:
    context = {**queries.claim_page(found, request.user), "today": dates.local_day(request.received_at)}
    if context["may_hand_over"]:
        people = context.pop("people")
        context["hand_over_form"] = HandOverClaimForm(people=people, initial={"to": str(found.handler_id or "")})
    if context["may_add_file"]:
        context["file_form"] = FileForm()
    if context["may_serve"]:
        context["serve_form"] = _serve_form(found, request)
    return render(request, "desk/claim.html", context | refused, status=status)


def _find(request: HttpRequest, reference: str) -> Claim:
    if not permissions.can_read_claims(request.user):
        raise PermissionDenied
    rows = (
        Claim.objects.handled_by(request.user).with_conflict().select_related("handler", "registered_by", "ended_by", "made_by")
    )
    rows = rows.select_related("decision__decided_by", "decision__application__round__programme", "decision__application__group")
    return get_object_or_404(rows, reference=reference)


def _handled(request: HttpRequest, reference: str) -> Claim:
    if not permissions.can_handle_claims(request.user):
        raise PermissionDenied
    return _find(request, reference)


def _role(request: HttpRequest) -> str:
    return role_at_desk(request.user, "coordinator", "decider", "auditor")


def _by(request: HttpRequest) -> Actor:
    return Actor.of(request, role_at_desk(request.user, "coordinator", "decider"))
