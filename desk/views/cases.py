"""The worklist and the case: opening, scoring, proposing, deciding."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from applications import actions as application_actions
from applications import workflow
from applications.models import Application
from core.actor import Actor
from core.http import see_other
from core.money import euros
from decisions import actions as decision_actions
from decisions import permissions as decision_permissions
from decisions.forms import OutcomeForm, ReturnForm
from decisions.queries import fund_of
from desk import queries
from desk.forms import WorklistFilter
from desk.permissions import can_work_at_desk
from registry.actions import record
from reviews import actions as review_actions
from reviews import permissions as review_permissions
from reviews.forms import DeclareForm, ScoreForm
from reviews.queries import readable_reviews, standing, weighted_points

ROWS_A_PAGE = 50


@require_safe
def worklist(request: HttpRequest) -> HttpResponse:
    if not can_work_at_desk(request.user):
        raise PermissionDenied
    rows = queries.worklist(request.user)
    chosen = WorklistFilter(request.GET, queryset=rows)
    page = Paginator(chosen.qs if chosen.is_valid() else rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    for row in page.object_list:
        row.waited = queries.days_waited(row, request.received_at)
    context = {"filter": chosen, "page": page, "waiting": queries.waiting_for(request.user, rows, request.received_at)}
    return render(request, "desk/worklist.html", context)


@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """The whole case for who has declared no conflict of interest; only its row, and the declaration, for everybody else."""
    row = _row(request, reference)
    if not Application.objects.handled_by(request.user).filter(pk=row.pk).exists():
        return render(request, "desk/declare.html", _declare_context(request, row, DeclareForm()))
    record("view", by=Actor.of(request, _role(request)), at=request.received_at, about=row.about)
    return render(request, "desk/case.html", _case_context(request, row))


@require_POST
def declare(request: HttpRequest, reference: str) -> HttpResponse:
    row = _row(request, reference)
    if not review_permissions.can_declare(request.user, row) or row.is_own or row.is_disqualified:
        raise PermissionDenied
    form = DeclareForm(request.POST)
    if not form.is_valid():
        return render(request, "desk/declare.html", _declare_context(request, row, form), status=422)
    review_actions.declare(row, by=Actor.of(request, _role(request)), at=request.received_at, ground=form.cleaned_data["ground"])
    if form.cleaned_data["ground"]:
        messages.success(request, _("You have stepped aside from the case %(reference)s.") % {"reference": reference})
        return see_other(reverse("desk:worklist"))
    return see_other(reverse("desk:case", args=[reference]))


@require_POST
def take_up(request: HttpRequest, reference: str) -> HttpResponse:
    found = _handled(request, reference)
    if "coordinator" not in request.user.roles:
        raise PermissionDenied
    by = Actor.of(request, "coordinator")
    return _attempt(request, found, None, lambda: application_actions.take_up(found, by=by, at=request.received_at))


@require_POST
def score(request: HttpRequest, reference: str) -> HttpResponse:
    found = _handled(request, reference)
    if not review_permissions.can_score(request.user, found):
        raise PermissionDenied
    form = ScoreForm(request.POST, criteria=found.round.criteria.all())
    send = request.POST.get("act") == "send"

    def act() -> None:
        by = Actor.of(request, _role(request, "reviewer", "coordinator"))
        typed = {"points": form.points, "reasons": form.reasons, "comment": form.cleaned_data["comment"]}
        review_actions.score(found, by=by, at=request.received_at, send=send, **typed)

    done = _("Your review is sent.") if send else _("Your review is saved as a draft.")
    return _attempt(request, found, form, act, done=done, name="score_form")


@require_POST
def propose(request: HttpRequest, reference: str) -> HttpResponse:
    found = _handled(request, reference)
    if not decision_permissions.can_propose(request.user, found):
        raise PermissionDenied
    form, by = OutcomeForm(request.POST), Actor.of(request, "coordinator")
    return _attempt(
        request,
        found,
        form,
        lambda: decision_actions.propose(found, by=by, at=request.received_at, **form.cleaned_data),
        done=_("The proposal is before the decision maker."),
        name="outcome_form",
    )


@require_POST
def return_to_review(request: HttpRequest, reference: str) -> HttpResponse:
    found = _handled(request, reference)
    if not decision_permissions.can_return_to_review(request.user, found):
        raise PermissionDenied
    form, by = ReturnForm(request.POST), Actor.of(request, "decider")
    return _attempt(
        request,
        found,
        form,
        lambda: decision_actions.return_to_review(found, by=by, at=request.received_at, **form.cleaned_data),
        done=_("The case is back in review."),
        name="return_form",
    )


@require_POST
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    found = _handled(request, reference)
    if not decision_permissions.can_decide(request.user, found):
        raise PermissionDenied
    form, by = OutcomeForm(request.POST), Actor.of(request, "decider")
    return _attempt(
        request,
        found,
        form,
        lambda: decision_actions.decide(found, by=by, at=request.received_at, **form.cleaned_data),
        done=_("The decision is prepared. The applicant sees nothing before you publish it."),
        name="outcome_form",
    )


def _attempt(
    request: HttpRequest, found: Application, form: Form | None, act: Callable[[], object], *, done: str = "", name: str = "form"
) -> HttpResponse:
    """Do the act, or show the case again with what was typed and a sentence on what is wrong."""
    if form is None or form.is_valid():
        try:
            act()
        except ValidationError as refusal:
            if form is None:
                messages.error(request, " ".join(refusal.messages))
            else:
                form.add_error(None, refusal) if not hasattr(refusal, "error_dict") else form.add_error(
                    None, _known(form, refusal)
                )
        else:
            if done:
                messages.success(request, done)
            return see_other(reverse("desk:case", args=[found.reference]))
    return render(request, "desk/case.html", {**_case_context(request, found), name: form, "form": form}, status=422)


def _known(form: Form, refusal: ValidationError) -> ValidationError:
    """The refusal with its sentences at the form's own fields; the others on top of the form."""
    return ValidationError({field if field in form.fields else "__all__": errors for field, errors in refusal.error_dict.items()})


def _row(request: HttpRequest, reference: str) -> Application:
    """The row of a case for anybody at the desk; says whether the case is of the person's own group, or one she stepped aside from."""
    if not can_work_at_desk(request.user):
        raise PermissionDenied
    rows = queries.worklist(request.user).select_related("round__programme", "group").prefetch_related("group__memberships")
    row = get_object_or_404(rows, reference=reference)
    row.is_own = bool(row.membership_role(request.user))
    return row


def _handled(request: HttpRequest, reference: str) -> Application:
    """A case that the person may handle; who may only see its row is refused, and a stranger to the desk too."""
    row = _row(request, reference)
    if not Application.objects.handled_by(request.user).filter(pk=row.pk).exists():
        raise PermissionDenied
    return row


def _role(request: HttpRequest, *preferred: str) -> str:
    """The role in use: the first of `preferred`, or of those who handle cases, that the person holds."""
    order = preferred or ("coordinator", "decider", "reviewer", "auditor")
    return next(role for role in order if role in request.user.roles)


def _declare_context(request: HttpRequest, row: Application, form: DeclareForm) -> dict:
    may_declare = review_permissions.can_declare(request.user, row) and not row.is_own and not row.is_disqualified
    return {"application": row, "form": form, "may_declare": may_declare}


def _case_context(request: HttpRequest, found: Application) -> dict:
    person = request.user
    reviews = readable_reviews(found, person)
    own = next((review for review in reviews if review.reviewer_id == person.pk), None)
    criteria = list(found.round.criteria.all())
    proposal = found.proposals.select_related("proposed_by").first()
    decision = found.decisions.select_related("decided_by", "document").exclude(state="cancelled").first()
    may_score = review_permissions.can_score(person, found) and not (own and own.sent_at)
    may_propose = decision_permissions.can_propose(person, found)
    may_decide = decision_permissions.can_decide(person, found)
    return {
        "application": found,
        "version": found.versions.select_related("sent_by").first(),
        "reviews": [(review, weighted_points(review)) for review in reviews if review.sent_at],
        "standing": standing(reviews, sum(criterion.weight for criterion in criteria)),
        "proposal": proposal,
        "decision": decision,
        "fund": fund_of(found) if may_propose or may_decide else None,
        "score_form": ScoreForm(criteria=criteria, review=own) if may_score else None,
        "outcome_form": OutcomeForm(initial=_expected(found, proposal)) if may_propose or may_decide else None,
        "return_form": ReturnForm() if decision_permissions.can_return_to_review(person, found) else None,
        "may_propose": may_propose,
        "may_decide": may_decide,
        "may_take_up": found.status == workflow.SUBMITTED
        and "coordinator" in person.roles
        and found.round.has_closed(request.received_at),
        "must_not_decide": "decider" in person.roles and found.status == workflow.PROPOSED and not may_decide,
        "events": queries.timeline(found),
        "received_at": request.received_at,
    }


def _expected(found: Application, proposal) -> dict[str, str]:
    """What the outcome form is filled in with: the proposal, or the whole sum applied for."""
    if proposal and found.status == workflow.PROPOSED:
        return {"outcome": proposal.outcome, "amount": euros(proposal.amount), "reasons": proposal.reasons}
    return {"amount": euros(found.applied)}
