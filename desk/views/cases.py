"""The case: opening it, scoring, proposing, deciding. Every refusal shows the case again with what was typed."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.sections import account_changed
from advice.queries import advisers_of
from applications import actions as application_actions
from applications.models import UNSCANNED, Application
from applications.queries import as_sent, attachments_of
from applications.workflow import moves_from
from core.actor import Actor
from core.http import see_other
from core.money import euros
from decisions import actions as decision_actions
from decisions import permissions as decision_permissions
from decisions.forms import OutcomeForm, ReturnForm
from decisions.models import GRANTED_IN_PART, Proposal
from decisions.queries import contents, late_reasons
from desk import queries
from desk.permissions import can_work_at_desk, role_at_desk
from registry.actions import record
from reviews import actions as review_actions
from reviews import permissions as review_permissions
from reviews.forms import DeclareForm, ScoreForm, StepAsideForm
from reviews.models import HIGHEST
from reviews.queries import own_and_others, sees_points, standing, weighted_points


@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """The whole case for who has declared no conflict of interest; only its row, and the declaration, for everybody else."""
    row = _row(request, reference)
    if not row.is_open:
        return _closed(request, row, DeclareForm())
    record("view", by=Actor.of(request, role_at_desk(request.user)), at=request.received_at, about=row.about)
    return _page(request, row)


@require_POST
def declare(request: HttpRequest, reference: str) -> HttpResponse:
    """Also of use later: who notices a conflict of interest in an open case steps aside."""
    row = _row(request, reference)
    if not _may_declare(request, row):
        raise PermissionDenied
    form = DeclareForm(request.POST)
    if not form.is_valid():
        return _closed(request, row, form, status=422)
    review_actions.declare(row, by=Actor.of(request, role_at_desk(request.user)), at=request.received_at, **form.cleaned_data)
    if not form.cleaned_data["ground"]:
        return see_other(reverse("desk:case", args=[reference]))
    messages.success(request, _("You have stepped aside. You don't see the application any more."))
    return see_other(reverse("desk:worklist"))


@require_POST
def take_up(request: HttpRequest, reference: str) -> HttpResponse:
    found, by = _handled(request, reference, "coordinator")
    return _attempt(request, found, lambda: application_actions.take_up(found, by=by, at=request.received_at))


@require_POST
def score(request: HttpRequest, reference: str) -> HttpResponse:
    found, by = _handled(request, reference, "reviewer", "coordinator")
    form = ScoreForm(request.POST, criteria=found.round.criteria.all())
    send = request.POST.get("act") == "send"

    def act() -> None:
        typed = {"points": form.points, "reasons": form.reasons, "comment": form.cleaned_data["comment"]}
        review_actions.score(found, by=by, at=request.received_at, send=send, **typed)

    done = _("Your review is sent.") if send else _("Your review is saved as a draft.")
    return _attempt(request, found, act, done=done, score_form=form)


@require_POST
def propose(request: HttpRequest, reference: str) -> HttpResponse:
    found, by = _handled(request, reference, "coordinator")
    form = OutcomeForm(request.POST, applied=found.applied, is_late=found.is_late)
    return _attempt(
        request,
        found,
        lambda: decision_actions.propose(found, by=by, at=request.received_at, **form.cleaned_data),
        done=_("The proposal is before the decision maker."),
        propose_form=form,
    )


@require_POST
def return_to_review(request: HttpRequest, reference: str) -> HttpResponse:
    found, by = _handled(request, reference, "decider")
    form = ReturnForm(request.POST)
    return _attempt(
        request,
        found,
        lambda: decision_actions.return_to_review(found, by=by, at=request.received_at, **form.cleaned_data),
        done=_("The case is back in review."),
        return_form=form,
    )


@require_POST
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    found, by = _handled(request, reference, "decider")
    form = OutcomeForm(request.POST, applied=found.applied, is_late=found.is_late)
    return _attempt(
        request,
        found,
        lambda: decision_actions.decide(found, by=by, at=request.received_at, **form.cleaned_data),
        done=_("The decision is prepared. The applicant sees nothing before you publish it."),
        decide_form=form,
    )


@require_safe
def preview(request: HttpRequest, reference: str) -> HttpResponse:
    """What the applicant will read, before anybody outside the desk can. Nothing is stored."""
    found, _by = _handled(request, reference, "coordinator", "decider", "auditor")
    decision = queries.prepared_decision(found)
    if decision is None:
        return see_other(reverse("desk:case", args=[reference]))
    decision.published_at, decision.section = request.received_at, "–"
    context = {"decision": decision, "application": decision.application, "contents": contents(decision)}
    context["advisers"] = advisers_of(found)
    return render(request, "desk/preview.html", context)


def _attempt(
    request: HttpRequest, found: Application, act: Callable[[], object], *, done: str = "", **forms: Form
) -> HttpResponse:
    """Do the act, or show the case again with what was typed and a sentence on what is wrong. At most one form, by its name."""
    form = next(iter(forms.values()), None)
    if form is None or form.is_valid():
        try:
            act()
        except ValidationError as refusal:
            _tell(request, form, refusal)
        else:
            if done:
                messages.success(request, done)
            return see_other(reverse("desk:case", args=[found.reference]))
    return _page(request, _row(request, found.reference), status=422, form=form, **forms)


def _tell(request: HttpRequest, form: Form | None, refusal: ValidationError) -> None:
    """Each sentence at the field that it is about, if the form has it; the others on top."""
    if form is None:
        messages.error(request, " ".join(refusal.messages))
        return
    by_field = refusal.message_dict if hasattr(refusal, "error_dict") else {"__all__": refusal.messages}
    for field, sentences in by_field.items():
        form.add_error(field if field in form.fields else None, sentences)


def _row(request: HttpRequest, reference: str) -> Application:
    """The row of a case, for anybody who works at the desk."""
    if not can_work_at_desk(request.user):
        raise PermissionDenied
    return get_object_or_404(queries.case_row(request.user, request.received_at), reference=reference)


def _handled(request: HttpRequest, reference: str, *roles: str) -> tuple[Application, Actor]:
    """A case that is open to the person, and she in the first of `roles` that she holds.

    Whether the act is possible in the state that the case has come to is for the action, which can say so in words.
    """
    row = _row(request, reference)
    if not request.user.roles & set(roles) or not row.is_open:
        raise PermissionDenied
    return row, Actor.of(request, role_at_desk(request.user, *roles))


def _may_declare(request: HttpRequest, row: Application) -> bool:
    return review_permissions.can_declare(request.user, row)


def _closed(request: HttpRequest, row: Application, form: DeclareForm, status: int = 200) -> HttpResponse:
    context = {"application": row, "form": form, "may_declare": _may_declare(request, row), "advisers": advisers_of(row)}
    return render(request, "desk/declare.html", context, status=status)


def _page(request: HttpRequest, found: Application, *, status: int = 200, **refused: Form | None) -> HttpResponse:
    """The case with the forms that are open to the person; `refused` are those to show again as they were typed."""
    proposal = queries.case_proposal(found)
    version = found.versions.select_related("sent_by").first()
    attachments = attachments_of(version)
    events = queries.happened(found)
    context = {
        "application": found,
        "programme": found.round.programme,
        "version": version,
        "sent": as_sent(version),
        "account_changed": account_changed(version.content["group"], found.group),
        "attachments": attachments,
        "has_unchecked": any(file.scan == UNSCANNED and not file.is_waiting for _label, file in attachments),
        "proposal": proposal,
        "decision": queries.case_decision(found),
        "events": queries.timeline(found, events),
        "helpers": queries.helpers(found, events),
        "advisers": advisers_of(found),
        "step_aside_form": StepAsideForm() if _may_declare(request, found) else None,
        **_reviewing(request, found),
        **_deciding(request, found, proposal),
        **refused,
    }
    return render(request, "desk/case.html", context, status=status)


def _reviewing(request: HttpRequest, found: Application) -> dict[str, object]:
    person = request.user
    own, others = own_and_others(found, person)
    mine, is_seen = own[-1] if own else None, sees_points(person, found)
    may_score = review_permissions.can_score(person, found) and not (mine and mine.sent_at)
    reviews = sorted((review for review in [*own, *others] if review.sent_at), key=lambda review: review.sent_at)
    scored = [score.criterion for review in reviews[:1] for score in review.scores.all()]
    criteria = list(found.round.criteria.all()) if may_score else scored
    return {
        "reviews": [(review, weighted_points(review)) for review in reviews],
        "standing": standing(found.round, criteria, reviews) if is_seen else None,
        "highest_points": HIGHEST * sum(criterion.weight for criterion in criteria),
        "score_form": ScoreForm(criteria=criteria, review=mine) if may_score else None,
        "must_wait": not is_seen,
        "draft_points": weighted_points(mine) if mine and not mine.sent_at else None,
    }


def _deciding(request: HttpRequest, found: Application, proposal: Proposal | None) -> dict[str, object]:
    """What the table of moves opens to these roles in this state, and the permissions do not close."""
    person = request.user
    open_moves = {move.name for move in moves_from(found.status, person.roles)}
    may_decide = "decide" in open_moves and decision_permissions.can_decide(person, found)
    forms: dict[str, object] = {
        "may_take_up": "take_up" in open_moves and found.round.has_closed(request.received_at),
        "must_not_decide": "decide" in open_moves and not may_decide,
    }
    forms["must_not_propose"] = "propose" in open_moves and found.is_adviser and not found.round.programme.adviser_may_propose
    if "propose" in open_moves and decision_permissions.can_propose(person, found) and not forms["must_not_propose"]:
        forms["propose_form"] = OutcomeForm(applied=found.applied, is_late=found.is_late, initial=_expected(found, proposal))
    if may_decide:
        forms["decide_form"] = OutcomeForm(applied=found.applied, is_late=found.is_late, initial=_expected(found, proposal))
    if "return_to_review" in open_moves and decision_permissions.can_return_to_review(person, found):
        forms["return_form"] = ReturnForm()
    return forms


def _expected(found: Application, proposal: Proposal | None) -> dict[str, str]:
    """The newest proposal: to decide by, or to mend when the case came back."""
    if proposal is None:
        return {"reasons": late_reasons(found)} if found.is_late else {}
    amount = euros(proposal.amount) if proposal.outcome == GRANTED_IN_PART else ""
    return {"outcome": proposal.outcome, "amount": amount, "reasons": proposal.reasons}
